/** The blocking keys of a few contacts, and who else has them. */
import type { KeyHolder, MatchIndex } from '../../core/port/match-index.ts';
import type { Person } from '../../core/port/match-store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { toPersonRecord } from '../keep/person-record.ts';
import type { MatchRecord } from '../match-record.ts';
import { normaliseRecord, type RecordForm } from '../table/record-form.ts';
import { type WriteKeys, writeKeys } from './write-keys.ts';

/** A key that more than these have tells nothing: narrower ones find what is alike among them. */
const mostSharing = 16;

/** A contact as it is compared. */
export interface Compared {
  readonly person: Person;
  readonly record: MatchRecord;
  readonly form: RecordForm;
}

/** One for whom others are looked for. */
export interface Subject extends Compared {
  readonly keys: WriteKeys;
}

export function toCompared(person: Person): Compared {
  const record = toPersonRecord(person);
  return { person, record, form: normaliseRecord(record) };
}

export function toSubject(person: Person): Subject {
  const compared = toCompared(person);
  return { ...compared, keys: writeKeys(compared.form) };
}

export class KeyBook {
  readonly keys: readonly KeyHolder[];
  /** Those of `keys` that too many have already. */
  readonly crowded: ReadonlySet<number>;
  readonly #holders: ReadonlyMap<number, ReadonlySet<Uuid>>;

  private constructor(keys: readonly KeyHolder[], stored: readonly KeyHolder[]) {
    this.keys = keys;
    const counts = Map.groupBy(stored, ({ key }) => key);
    this.crowded = new Set(
      [...counts].filter(([, held]) => held.length > mostSharing).map(([key]) => key),
    );
    const holders = new Map<number, Set<Uuid>>();
    for (const { key, contactId } of [...stored, ...keys]) {
      const known = holders.get(key);
      if (known) known.add(contactId);
      else holders.set(key, new Set([contactId]));
    }
    this.#holders = holders;
  }

  static async read(
    index: Pick<MatchIndex, 'holders'>,
    context: TenantContext,
    subjects: readonly Subject[],
  ): Promise<KeyBook> {
    const keys = subjects.flatMap((subject) =>
      subject.keys.all.map((key) => ({ key, contactId: subject.person.id })),
    );
    const wanted = [...new Set(keys.map(({ key }) => key))];
    return new KeyBook(keys, await index.holders(context, wanted, mostSharing + 1));
  }

  /** Who has a key in common with the contact that is telling: one that is not of the name alone, unless that is enough. */
  like({ person, keys }: Subject, isNameEnough: boolean): ReadonlySet<Uuid> {
    const found = new Set<Uuid>();
    for (const key of keys.all) {
      if (!isNameEnough && keys.ofName.has(key)) continue;
      const holders = this.#holders.get(key);
      if (!holders || holders.size > mostSharing) continue;
      for (const id of holders) if (id !== person.id) found.add(id);
    }
    return found;
  }
}
