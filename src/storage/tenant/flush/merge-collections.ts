/** Merges, what was said about pairs of contacts, and the records that follow a merge, as one write sees them. */
import type { ContactRecord } from '../../../core/contact/contact-record.ts';
import type { EventEntity } from '../../../core/event/event.ts';
import type { DistinctPair } from '../../../core/merge/distinct-pair.ts';
import type { Merge } from '../../../core/merge/merge.ts';
import type { Suggestion } from '../../../core/merge/suggestion.ts';
import type {
  ContactRecordCollection,
  MergeCollection,
  PairCollection,
} from '../../../core/port/unit-of-work.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { distinctPairTable, mergeTable, suggestionTable } from '../merge/merge-tables.ts';
import type { Statement } from '../../database.ts';
import type { Table } from '../table.ts';
import { FlushCollection, selectBy, type UnitOptions } from './flush-collection.ts';
import type { RecordSet } from './record-set.ts';

const either = '(t.a = $2::uuid or t.b = $2::uuid)';
const eitherOfMany = '(t.a = any($2::uuid[]) or t.b = any($2::uuid[]))';
const mergesOfContact = selectBy(
  mergeTable,
  'of_contact',
  't.undone_at is null and (t.survivor_id = $2::uuid or t.loser_id = $2::uuid)',
);

const mergesOfContacts = selectBy(
  mergeTable,
  'of_contacts',
  't.undone_at is null and (t.survivor_id = any($2::uuid[]) or t.loser_id = any($2::uuid[]))',
);

export class FlushMerges extends FlushCollection<Merge> implements MergeCollection {
  constructor(options: UnitOptions) {
    super(options, 'merge', options.flush.merges);
  }

  askAheadOf(contactIds: readonly Uuid[]): Promise<void> {
    const question = { statement: mergesOfContacts, of: mergesOfContact, values: contactIds };
    return this.askAhead(mergeTable, question);
  }

  async standingOf(contactId: Uuid): Promise<readonly Merge[]> {
    const matches = (merge: Merge): boolean =>
      merge.undoneAt === null && (merge.survivorId === contactId || merge.loserId === contactId);
    const found = await this.findBy(mergeTable, {
      statement: mergesOfContact,
      value: contactId,
      matches,
    });
    return found.toSorted((a, b) => a.createdAt - b.createdAt);
  }
}

class FlushPairs<T extends DistinctPair> extends FlushCollection<T> implements PairCollection<T> {
  readonly #table: Table<T>;
  readonly #ofContact: Statement;

  constructor(
    options: UnitOptions,
    parts: { entity: EventEntity; set: RecordSet<T>; table: Table<T> },
  ) {
    super(options, parts.entity, parts.set);
    this.#table = parts.table;
    this.#ofContact = selectBy(this.#table, 'of_contact', either);
  }

  ofContact(contactId: Uuid): Promise<readonly T[]> {
    const matches = ({ a, b }: T): boolean => a === contactId || b === contactId;
    const statement = this.#ofContact;
    return this.findBy(this.#table, { statement, value: contactId, matches });
  }

  askAheadOf(contactIds: readonly Uuid[]): Promise<void> {
    const statement = selectBy(this.#table, 'of_contacts', eitherOfMany);
    const question = { statement, of: this.#ofContact, values: contactIds };
    return this.askAhead(this.#table, question);
  }
}

export function makeDistinctPairs(options: UnitOptions): PairCollection<DistinctPair> {
  const set = options.flush.distinctPairs;
  return new FlushPairs(options, { entity: 'distinct-pair', set, table: distinctPairTable });
}

export function makeSuggestions(options: UnitOptions): PairCollection<Suggestion> {
  const set = options.flush.suggestions;
  return new FlushPairs(options, { entity: 'suggestion', set, table: suggestionTable });
}

/** Notes and tasks. */
export class FlushContactRecords<T extends ContactRecord>
  extends FlushCollection<T>
  implements ContactRecordCollection<T>
{
  readonly #table: Table<T>;

  constructor(
    options: UnitOptions,
    parts: { entity: EventEntity; set: RecordSet<T>; table: Table<T> },
  ) {
    super(options, parts.entity, parts.set);
    this.#table = parts.table;
  }

  ofContact(contactId: Uuid): Promise<readonly T[]> {
    const matches = (record: T): boolean => record.contactId === contactId;
    const statement = selectBy(this.#table, 'of_contact', 't.contact_id = $2::uuid');
    return this.findBy(this.#table, { statement, value: contactId, matches });
  }
}
