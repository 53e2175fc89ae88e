/** Contacts side by side in the light of what is known of their workspace, read when they are asked for. */
import { type ContactPair, pairOf } from '../../core/merge/distinct-pair.ts';
import type { Store } from '../../core/port/store.ts';
import type { Person } from '../../core/port/match-store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { Explanation } from '../explain/explain-pair.ts';
import { pairKey } from '../keep/news.ts';
import { storedModel } from '../keep/stored-model.ts';
import { PairScorer } from '../pair-scorer.ts';
import { type Compared, toCompared } from './key-book.ts';

export type MatchReader = Pick<Store, 'matching' | 'matchIndex'>;

/** People are read so many at a time, and normalised before others get their turn. */
const perRead = 250;

export class Comparing {
  readonly #reader: MatchReader;
  readonly #context: TenantContext;
  readonly #scorer: PairScorer;
  readonly #known = new Map<Uuid, { readonly number: number; readonly person: Person }>();

  private constructor(reader: MatchReader, context: TenantContext, scorer: PairScorer) {
    this.#reader = reader;
    this.#context = context;
    this.#scorer = scorer;
  }

  static async open(reader: MatchReader, context: TenantContext): Promise<Comparing> {
    const [memory, contacts] = await Promise.all([
      reader.matching.recall(context),
      reader.matchIndex.count(context),
    ]);
    const model = storedModel(memory, contacts);
    const scorer = new PairScorer({ contacts, ...(model && { model }) });
    return new Comparing(reader, context, scorer);
  }

  /** Of a book as large as this. */
  get isNameEnough(): boolean {
    return this.#scorer.isNameEnough;
  }

  add({ person, record, form }: Compared): void {
    const number = this.#scorer.add(record, form);
    this.#known.set(person.id, { number, person });
  }

  /** Reads those that were not added. */
  async load(ids: Iterable<Uuid>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#known.has(id));
    for (let start = 0; start < missing.length; start += perRead) {
      const part = missing.slice(start, start + perRead);
      const people = await this.#reader.matching.peopleOf(this.#context, part);
      for (const person of people) this.add(toCompared(person));
      await breathe();
    }
  }

  /** Undefined when one of the two is no live person. */
  weigh({ a, b }: ContactPair): number | undefined {
    const [one, other] = [this.#known.get(a), this.#known.get(b)];
    return one && other && this.#scorer.weigh(one.number, other.number);
  }

  /** @throws RangeError when one of the two is no live person */
  explain({ a, b }: ContactPair): Explanation {
    return this.#scorer.explain(this.#known.get(a)?.number ?? -1, this.#known.get(b)?.number ?? -1);
  }

  personOf(id: Uuid): Person | undefined {
    return this.#known.get(id)?.person;
  }

  /** The keys of pairs with these contacts of which somebody said that they are two people, or not worth a decision. */
  async apartFrom(ids: Iterable<Uuid>): Promise<ReadonlySet<string>> {
    const apart = await this.#reader.matchIndex.apartFrom(this.#context, [...new Set(ids)]);
    return new Set(apart.map(({ a, b }) => pairKey(pairOf(a, b))));
  }
}

/** Lets requests that wait be answered. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
