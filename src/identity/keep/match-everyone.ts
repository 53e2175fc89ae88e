/** One run over a workspace: reads everybody, matches, and tells what is worth suggesting. It changes nothing itself. */
import type { MatchProgress } from '../../core/matching/match-run.ts';
import type { Finding } from '../../core/merge/suggestion.ts';
import { type ContactPair, pairOf } from '../../core/merge/distinct-pair.ts';
import type { KnownPair, MatchStore, Person } from '../../core/port/match-store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { ApartPair } from '../cluster/apart.ts';
import { type FoundPair, Matcher, type Matches } from '../match.ts';
import type { Model } from '../score/model.ts';
import { shownValues } from '../explain/shown-values.ts';
import { toExplanationJson } from './explanation-json.ts';
import { isNews, pairKey } from './news.ts';
import { toPersonRecord } from './person-record.ts';

/** Two contacts of one cluster: only these may be merged unasked. */
export type SurePair = Pick<Finding, 'a' | 'b' | 'score' | 'grouped'>;

export interface RunListener {
  progress(step: Pick<MatchProgress, 'phase' | 'share' | 'contacts' | 'compared'>): void;
  /** Resolves when more may be told. */
  found(findings: readonly Finding[], sure: readonly SurePair[]): Promise<void>;
}

export interface RunOutcome {
  readonly contacts: number;
  readonly model: Model;
}

type Reader = Pick<MatchStore, 'apart' | 'knownPairs' | 'people' | 'peopleOf'>;

const perPage = 5000;
const perChunk = 200;
/** How far a run is when everybody has been read, and when everybody has been matched. */
const [readShare, matchedShare] = [0.3, 0.6];

export async function matchEveryone(
  reader: Reader,
  context: TenantContext,
  listener: RunListener,
): Promise<RunOutcome> {
  const matcher = new Matcher();
  const ids = await readEveryone(reader, context, { matcher, listener });
  const contacts = ids.length;
  listener.progress({ phase: 'matching', share: readShare, contacts, compared: 0 });
  const matches = matcher.run(numbered(await reader.apart(context), ids));
  const compared = matches.candidates;
  listener.progress({ phase: 'suggesting', share: matchedShare, contacts, compared });
  const pairs = matches.pairs.toSorted((x, y) => y.bits - x.bits);
  const telling = new Telling(reader, context, { ids, matches });
  for (let start = 0; start < pairs.length; start += perChunk) {
    const chunk = pairs.slice(start, start + perChunk);
    await listener.found(await telling.findingsOf(chunk), telling.sureOf(chunk));
    const done = Math.min(1, (start + perChunk) / pairs.length);
    const share = matchedShare + (0.95 - matchedShare) * done;
    listener.progress({ phase: 'suggesting', share, contacts, compared });
  }
  return { contacts, model: matches.model };
}

async function readEveryone(
  reader: Reader,
  context: TenantContext,
  { matcher, listener }: { matcher: Matcher; listener: RunListener },
): Promise<readonly Uuid[]> {
  const ids: Uuid[] = [];
  for (;;) {
    const afterId = ids.at(-1);
    const page = await reader.people(context, {
      limit: perPage,
      ...(afterId === undefined ? {} : { afterId }),
    });
    for (const person of page) {
      matcher.add(toPersonRecord(person));
      ids.push(person.id);
    }
    // How many there will be is not known: the share creeps towards its end.
    const share = readShare * (ids.length / (ids.length + 10 * perPage));
    listener.progress({ phase: 'reading', share, contacts: ids.length, compared: 0 });
    if (page.length < perPage) return ids;
  }
}

/** Those of the pairs of which both were read. */
function numbered(pairs: readonly ContactPair[], ids: readonly Uuid[]): readonly ApartPair[] {
  const wanted = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  const numbers = new Map<Uuid, number>();
  if (wanted.size > 0)
    ids.forEach((id, number) => {
      if (wanted.has(id)) numbers.set(id, number);
    });
  return pairs.flatMap(({ a, b }): ApartPair[] => {
    const [one, other] = [numbers.get(a), numbers.get(b)];
    return one === undefined || other === undefined ? [] : [[one, other]];
  });
}

/** Puts pairs into words; passes over those that the queue knows already. */
class Telling {
  readonly #reader: Reader;
  readonly #context: TenantContext;
  readonly #ids: readonly Uuid[];
  readonly #matches: Matches;
  readonly #clusterOf = new Map<number, number>();

  constructor(
    reader: Reader,
    context: TenantContext,
    { ids, matches }: { readonly ids: readonly Uuid[]; readonly matches: Matches },
  ) {
    this.#reader = reader;
    this.#context = context;
    this.#ids = ids;
    this.#matches = matches;
    matches.clusters.forEach((group, number) => {
      for (const index of group) this.#clusterOf.set(index, number);
    });
  }

  async findingsOf(pairs: readonly FoundPair[]): Promise<readonly Finding[]> {
    const named = pairs.map((pair) => ({ ...pair, named: this.#nameOf(pair) }));
    const known = await this.#known(named.map((pair) => pair.named.a));
    const fresh = named.filter((pair) =>
      isNews(pair.bits, known.get(pairKey(pair.named)), this.#isSure(pair)),
    );
    if (fresh.length === 0) return [];
    const people = await this.#people(fresh.flatMap(({ named: { a, b } }) => [a, b]));
    return fresh.flatMap((pair): Finding[] => {
      const [a, b] = [people.get(this.#idOf(pair.a)), people.get(this.#idOf(pair.b))];
      // Gone since they were read.
      if (!a || !b) return [];
      const shown = shownValues(toPersonRecord(a), toPersonRecord(b));
      const explanation = toExplanationJson(this.#matches.explain(pair.a, pair.b, shown));
      return [{ ...pair.named, score: pair.bits, explanation, grouped: this.#isSure(pair) }];
    });
  }

  sureOf(pairs: readonly FoundPair[]): readonly SurePair[] {
    return pairs
      .filter((pair) => this.#isSure(pair))
      .map((pair) => ({ ...this.#nameOf(pair), score: pair.bits, grouped: true }));
  }

  #isSure({ a, b }: FoundPair): boolean {
    const cluster = this.#clusterOf.get(a);
    return cluster !== undefined && cluster === this.#clusterOf.get(b);
  }

  #nameOf({ a, b }: FoundPair): { readonly a: Uuid; readonly b: Uuid } {
    return pairOf(this.#idOf(a), this.#idOf(b));
  }

  #idOf(index: number): Uuid {
    const id = this.#ids[index];
    if (id === undefined) throw new RangeError(`There is no record ${index}`);
    return id;
  }

  async #known(firstIds: readonly Uuid[]): Promise<ReadonlyMap<string, KnownPair>> {
    const pairs = await this.#reader.knownPairs(this.#context, [...new Set(firstIds)]);
    return new Map(pairs.map((pair) => [pairKey(pair), pair]));
  }

  async #people(ids: readonly Uuid[]): Promise<ReadonlyMap<Uuid, Person>> {
    const people = await this.#reader.peopleOf(this.#context, [...new Set(ids)]);
    return new Map(people.map((person) => [person.id, person]));
  }
}
