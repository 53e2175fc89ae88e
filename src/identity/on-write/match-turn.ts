/**
 * One turn of work for one workspace: the contacts that were written since the last one get their blocking keys, and are
 * compared with whoever shares one. What was found is in the queue before the mark moves on, so that after a kill the same is
 * done again, with one effect.
 */
import type { Hub } from '../../core/hub.ts';
import type { ContactPair } from '../../core/merge/distinct-pair.ts';
import type { Finding, Withdrawal } from '../../core/merge/suggestion.ts';
import type { ContactChange, MatchMark, MatchStep } from '../../core/port/match-index.ts';
import type { KnownPair, MatchLease, Person } from '../../core/port/match-store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { toExplanationJson } from '../keep/explanation-json.ts';
import { isNews, pairKey } from '../keep/news.ts';
import { shownFrom } from '../match.ts';
import { breathe, Comparing, type MatchReader } from './comparing.ts';
import { KeyBook, type Subject, toSubject } from './key-book.ts';
import { PairSet } from './pair-set.ts';

/** `more`: there may be more to do. `held`: another process is at it. */
export type TurnEnd = 'done' | 'held' | 'more';

export interface TurnOptions {
  readonly store: MatchReader;
  readonly suggestions: Pick<Hub['suggestions'], 'record' | 'withdraw'>;
  readonly context: TenantContext;
  /** As of now. */
  readonly lease: () => MatchLease;
}

const changesPerTurn = 250;
const filledPerTurn = 500;
/** Contacts normalised before others get their turn. */
const perBreath = 50;
/**
 * An address book with more events than these, whose keys nobody has kept yet, gets them without being compared: that is what
 * a run is for, which knows more of it.
 */
const fewEvents = 5000;

export async function takeMatchTurn(options: TurnOptions): Promise<TurnEnd> {
  const { store, context, lease } = options;
  const mark = await store.matchIndex.take(context, lease(), fewEvents);
  if (mark === 'held' || mark === 'done') return mark;
  const turn = new MatchTurn(options, mark);
  return (await (mark.fillAfter === null ? turn.compare() : turn.fill())) ? 'more' : 'held';
}

class MatchTurn {
  readonly #options: TurnOptions;
  readonly #mark: MatchMark;

  constructor(options: TurnOptions, mark: MatchMark) {
    this.#options = options;
    this.#mark = mark;
  }

  /** False when the lease was lost. */
  async fill(): Promise<boolean> {
    const { store, context, lease } = this.#options;
    const { seq, fillAfter } = this.#mark;
    const page = { limit: filledPerTurn, ...(fillAfter && { afterId: fillAfter }) };
    const people = await store.matching.people(context, page);
    const { keys, crowded } = await this.#bookOf(await subjectsOf(people));
    const last = people.length < filledPerTurn ? null : (people.at(-1)?.id ?? null);
    const mark = { seq, fillAfter: last };
    return store.matchIndex.advance(context, lease(), { mark, changed: [], keys, crowded });
  }

  /** False when the lease was lost. */
  async compare(): Promise<boolean> {
    const { store, context, lease } = this.#options;
    const page = { afterSeq: this.#mark.seq, limit: changesPerTurn };
    const { changes, upTo } = await store.matchIndex.changes(context, page);
    const mark = { seq: upTo, fillAfter: null };
    const { keys, crowded, changed } = await this.#look(changes);
    return store.matchIndex.advance(context, lease(), { mark, changed, keys, crowded });
  }

  async #look(changes: readonly ContactChange[]): Promise<Omit<MatchStep, 'mark'>> {
    if (changes.length === 0) return { keys: [], crowded: new Set(), changed: [] };
    const { store, context } = this.#options;
    const ids = [...new Set(changes.map(({ contactId }) => contactId))];
    const changed = changes.filter(({ isNew }) => !isNew).map(({ contactId }) => contactId);
    const subjects = await subjectsOf(await store.matching.peopleOf(context, ids));
    const book = await this.#bookOf(subjects);
    const comparing = await Comparing.open(store, context);
    for (const subject of subjects) comparing.add(subject);
    const pairs = new PairSet();
    for (const subject of subjects)
      pairs.addAll(subject, book.like(subject, comparing.isNameEnough));
    for (const pair of await store.matchIndex.openPairs(context, changed)) pairs.add(pair);
    await this.#tell(comparing, pairs.all);
    return { keys: book.keys, crowded: book.crowded, changed: [...new Set(changed)] };
  }

  #bookOf(subjects: readonly Subject[]): Promise<KeyBook> {
    const { store, context } = this.#options;
    return KeyBook.read(store.matchIndex, context, subjects);
  }

  async #tell(comparing: Comparing, pairs: ReadonlyMap<string, ContactPair>): Promise<void> {
    if (pairs.size === 0) return;
    const { suggestions, context } = this.#options;
    await comparing.load([...pairs.values()].flatMap(({ a, b }) => [a, b]));
    const found = await this.#weigh(comparing, pairs);
    await suggestions.record(context, found.alike);
    await suggestions.withdraw(context, found.fallen);
  }

  async #weigh(comparing: Comparing, pairs: ReadonlyMap<string, ContactPair>) {
    const apart = await comparing.apartFrom([...pairs.values()].map(({ a }) => a));
    const known = await this.#known(pairs);
    const [alike, fallen]: [Finding[], Withdrawal[]] = [[], []];
    let count = 0;
    for (const [key, pair] of pairs) {
      if (++count % perBreath === 0) await breathe();
      const score = comparing.weigh(pair);
      // Two who were told apart may have been on the list since before one of them was merged.
      const isAlike = score !== undefined && score >= shownFrom && !apart.has(key);
      const before = known.get(key);
      if (isAlike ? !isNews(score, before) : before?.isOpen !== true) continue;
      const found = foundOf(comparing, pair);
      if (isAlike && found) alike.push({ ...pair, ...found });
      else fallen.push({ ...pair, found });
    }
    return { alike, fallen };
  }

  async #known(pairs: ReadonlyMap<string, ContactPair>): Promise<ReadonlyMap<string, KnownPair>> {
    const { store, context } = this.#options;
    const firstIds = [...new Set([...pairs.values()].map(({ a }) => a))];
    const known = await store.matching.knownPairs(context, firstIds);
    return new Map(known.map((pair) => [pairKey(pair), pair]));
  }
}

/** Null when one of the two is no live person. */
function foundOf(comparing: Comparing, pair: ContactPair): Withdrawal['found'] {
  const score = comparing.weigh(pair);
  if (score === undefined) return null;
  return { score, explanation: toExplanationJson(comparing.explain(pair)) };
}

async function subjectsOf(people: readonly Person[]): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  for (const person of people) {
    subjects.push(toSubject(person));
    if (subjects.length % perBreath === 0) await breathe();
  }
  return subjects;
}
