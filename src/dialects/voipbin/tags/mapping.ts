/** Between VoIPBIN's tag and the workspace's. */
import type { Uuid } from '../../../core/value/identifier.ts';
import { formatIsoMicrosTrimmed, type Instant } from '../../../core/value/instant.ts';
import type { Tag as CoreTag } from '../../../core/workspace/tag.ts';
import { timeOrNull } from '../mapping.ts';
import type { Tag } from './schema.ts';

/** A tag that goes is shown with the time of it, which nothing keeps. */
export function toWire(tag: CoreTag, customerId: Uuid, deletedAt: Instant | null = null): Tag {
  const updatedAt = tag.version === 1 ? null : tag.updatedAt;
  return {
    id: tag.id,
    customer_id: customerId,
    name: tag.name,
    detail: tag.detail,
    tm_create: formatIsoMicrosTrimmed(tag.createdAt),
    tm_update: timeOrNull(deletedAt ?? updatedAt),
    tm_delete: timeOrNull(deletedAt),
  };
}
