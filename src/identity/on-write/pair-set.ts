/** Pairs of contacts, each once. */
import { type ContactPair, pairOf } from '../../core/merge/distinct-pair.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { pairKey } from '../keep/news.ts';
import type { Compared } from './key-book.ts';

export class PairSet {
  readonly #pairs = new Map<string, ContactPair>();

  /** By `pairKey`. */
  get all(): ReadonlyMap<string, ContactPair> {
    return this.#pairs;
  }

  add({ a, b }: ContactPair): void {
    const pair = { a, b };
    this.#pairs.set(pairKey(pair), pair);
  }

  addAll({ person }: Compared, others: Iterable<Uuid>): void {
    for (const other of others) this.add(pairOf(person.id, other));
  }
}
