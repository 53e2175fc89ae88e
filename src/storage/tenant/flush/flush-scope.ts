/** What the parts of a flush share. */
import type { Contact } from '../../../core/contact/contact.ts';
import type { Tag } from '../../../core/workspace/tag.ts';
import type { TenantConnection } from '../../database.ts';
import type { Journal, RecordSet } from './record-set.ts';

export interface FlushScope extends Journal {
  readonly connection: TenantConnection;
  readonly tenantId: number;
  readonly contacts: RecordSet<Contact>;
  readonly tags: RecordSet<Tag>;
}
