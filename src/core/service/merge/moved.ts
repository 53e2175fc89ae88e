/** What the records that follow a merge have to know of it. */
import type { Contact } from '../../contact/contact.ts';
import type { MergeImages } from '../../merge/merge.ts';
import type { UnitOfWork } from '../../port/unit-of-work.ts';
import type { TenantContext } from '../../tenant-context.ts';
import type { Uuid } from '../../value/identifier.ts';

export interface Moving {
  readonly unit: UnitOfWork;
  readonly context: TenantContext;
  readonly survivor: Contact;
  readonly loser: Contact;
  /** The survivor afterwards. */
  readonly result: Contact;
}

export interface Returning {
  readonly unit: UnitOfWork;
  readonly context: TenantContext;
  /** Who had everything until now, before and after. */
  readonly root: Contact;
  readonly rootAfter: Contact;
  /** Who comes back. */
  readonly loser: Contact;
  /** The loser and everyone merged into it. */
  readonly leaving: ReadonlySet<Uuid>;
  /** The merge that is undone and all that built on it: a record that goes back was moved and told by each of them. */
  readonly history: readonly MergeImages[];
}

interface Owned {
  readonly contactId: Uuid | null;
  readonly fromContactId: Uuid | null;
}

/** Its new owner, and whose it was first. */
export function movedTo<T extends Owned>(
  record: T,
  { survivor, loser }: Pick<Moving, 'survivor' | 'loser'>,
): T {
  return { ...record, contactId: survivor.id, fromContactId: record.fromContactId ?? loser.id };
}

export function isLeaving({ fromContactId }: Owned, { leaving }: Returning): boolean {
  return fromContactId !== null && leaving.has(fromContactId);
}

export function returnedTo<T extends Owned>(record: T, { loser }: Returning): T {
  const from = record.fromContactId === loser.id ? null : record.fromContactId;
  return { ...record, contactId: loser.id, fromContactId: from };
}

/** A record that has only moved: whoever asks for what was edited does not see it as such. */
export function movedOn<T extends { readonly version: number }>(record: T): T {
  return { ...record, version: record.version + 1 };
}
