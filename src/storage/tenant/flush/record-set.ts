/**
 * The records of one kind that a flush has loaded or changed: what they were in the database, what they are now. Each
 * record is loaded once; a later write of the same flush sees what the earlier ones made of it.
 */
import type { Uuid } from '../../../core/value/identifier.ts';

interface Entry<T> {
  /** As in the database; null when it is not there. */
  readonly base: T | null;
  current: T | null;
}

/** What a flush has to do to the tables. */
export interface RecordChanges<T> {
  readonly inserted: readonly T[];
  readonly updated: readonly { readonly before: T; readonly after: T }[];
  readonly removed: readonly T[];
}

/** Remembers how to take back what one write did. */
export interface Journal {
  note(undo: () => void): void;
}

export class RecordSet<T extends { readonly id: Uuid }> {
  readonly #entries = new Map<Uuid, Entry<T>>();
  readonly #load: (ids: readonly Uuid[]) => Promise<readonly T[]>;
  readonly #journal: Journal;
  /** Questions whose answers were taken up, so that none is put twice: nobody else writes meanwhile. */
  readonly #asked = new Set<string>();

  constructor(load: (ids: readonly Uuid[]) => Promise<readonly T[]>, journal: Journal) {
    this.#load = load;
    this.#journal = journal;
  }

  /** Takes what the flush before has changed as stored; `all`: what it has loaded, too. */
  inherit(former: RecordSet<T>, { all = false } = {}): void {
    for (const [id, { base, current }] of former.#entries) {
      if (all || base !== current) this.#entries.set(id, { base: current, current });
    }
  }

  async find(id: Uuid): Promise<T | undefined> {
    if (!this.#entries.has(id)) await this.prefetch([id]);
    return this.#entries.get(id)?.current ?? undefined;
  }

  async findMany(ids: readonly Uuid[]): Promise<readonly T[]> {
    await this.prefetch(ids);
    return ids.flatMap((id) => this.#entries.get(id)?.current ?? []);
  }

  /** Loads what is not loaded yet; an id that is not there is remembered as missing. */
  async prefetch(ids: readonly Uuid[]): Promise<void> {
    const missing = [...new Set(ids.filter((id) => !this.#entries.has(id)))].toSorted();
    if (missing.length === 0) return;
    const records = new Map((await this.#load(missing)).map((record) => [record.id, record]));
    for (const id of missing) {
      // Not what another question has brought, and a write changed, in the meantime.
      if (this.#entries.has(id)) continue;
      const base = records.get(id) ?? null;
      this.#entries.set(id, { base, current: base });
    }
  }

  /** As it is now; null: it is not there, undefined: nobody has asked yet. */
  known(id: Uuid): T | null | undefined {
    return this.#entries.get(id)?.current;
  }

  /** True when a record with the id is known to be there. */
  holds(id: Uuid): boolean {
    return (this.#entries.get(id)?.current ?? null) !== null;
  }

  /** Takes up records that a query of another kind has loaded already. */
  adopt(records: readonly T[]): void {
    for (const record of records) {
      if (!this.#entries.has(record.id))
        this.#entries.set(record.id, { base: record, current: record });
    }
  }

  noteAsked(question: string, value: string | number): void {
    this.#asked.add(`${question} ${value}`);
  }

  wasAsked(question: string, value: string | number): boolean {
    return this.#asked.has(`${question} ${value}`);
  }

  put(record: T): void {
    this.#write(record.id, record);
  }

  remove(id: Uuid): void {
    this.#write(id, null);
  }

  /** The records as they are now, among those loaded or changed. */
  *current(): Iterable<T> {
    for (const { current } of this.#entries.values()) if (current !== null) yield current;
  }

  /** True when there is something to write. */
  get isChanged(): boolean {
    return this.#some(({ base, current }) => base !== current);
  }

  /** True when nothing that was stored is changed or removed. */
  get onlyAdds(): boolean {
    return !this.#some(({ base, current }) => base !== null && base !== current);
  }

  changes(): RecordChanges<T> {
    const inserted: T[] = [];
    const updated: { before: T; after: T }[] = [];
    const removed: T[] = [];
    for (const { base, current } of this.#entries.values()) {
      if (base === current) continue;
      if (base === null && current !== null) inserted.push(current);
      else if (base !== null && current === null) removed.push(base);
      else if (base !== null && current !== null) updated.push({ before: base, after: current });
    }
    return { inserted, updated, removed };
  }

  #some(test: (entry: Entry<T>) => boolean): boolean {
    for (const entry of this.#entries.values()) if (test(entry)) return true;
    return false;
  }

  #write(id: Uuid, record: T | null): void {
    const known = this.#entries.get(id);
    if (known) {
      const former = known.current;
      this.#journal.note(() => {
        known.current = former;
      });
      known.current = record;
      return;
    }
    this.#entries.set(id, { base: null, current: record });
    this.#journal.note(() => this.#entries.delete(id));
  }
}
