/** What searches of a workspace that arrive together ask first, in one round trip for all of them: whom the words name, and whose they are. */
import type { SearchRequest } from '../../../core/port/search-query.ts';
import type { Database, Row } from '../../database.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { ReadBatcher } from '../read-batcher.ts';
import { rowAs } from '../table.ts';
import { beginningAskOf } from './beginning-search.ts';
import { type BeginningAsk, type BegunContact, findBeginnings } from './beginning-sql.ts';
import { isCounted } from './found.ts';
import { nameAskOf } from './name-search.ts';
import { findNames, type NameAsk, type NamedContact } from './name-sql.ts';
import {
  allTags,
  findHolders,
  type Holder,
  keysOf,
  type NamedTag,
  namedTags,
} from './resolved-plan.ts';
import { namesAskOf } from './several-names.ts';
import { type NamedAll, namesOfAll, type NamesAsk } from './several-names-sql.ts';

export interface FirstAsk {
  /** Numbers, addresses and external ids. */
  readonly keys: readonly string[];
  /** Null where it is no word of a name that is asked for. */
  readonly name: NameAsk | null;
  /** Null where it is not several of them. */
  readonly names: NamesAsk | null;
  /** Null where it is no number and no address. */
  readonly beginning: BeginningAsk | null;
}

/** Null is what was not asked for. */
export interface FirstAnswer {
  /** Whoever has any of the keys that were asked for together. */
  readonly holders: readonly Holder[];
  /** Of the word of a name, in order. */
  readonly named: readonly NamedContact[] | null;
  /** Of several, in order. */
  readonly namedAll: readonly NamedAll[] | null;
  /** Of the number or address, in order. */
  readonly begun: readonly BegunContact[] | null;
  /** Those of the workspace, where a number or address was asked for; a word may begin one. */
  readonly tags: readonly NamedTag[] | null;
}

/** Of whoever counts all matches, whom the words are exactly, and no page. */
export function firstAskOf(request: SearchRequest): FirstAsk {
  const { plan, limit, after } = request;
  const keys = keysOf(plan);
  if (isCounted(request)) return { keys, name: null, names: null, beginning: null };
  // One more tells whether there are others.
  const page = { limit: limit + 1, after };
  return {
    keys,
    name: nameAskOf(plan, page),
    names: namesAskOf(plan, page),
    beginning: beginningAskOf(plan, page),
  };
}

/** Searches that are answered at once: more would make the first of them wait for the last. */
const mostTogether = 16;

export class JointLook {
  readonly #database: Database;
  readonly #asks = new ReadBatcher<FirstAsk, FirstAnswer>(mostTogether, (tenantId, asks) =>
    this.#answerAll(tenantId, asks),
  );

  constructor(database: Database) {
    this.#database = database;
  }

  ask(tenantId: number, ask: FirstAsk): Promise<FirstAnswer> {
    return this.#asks.ask(tenantId, ask);
  }

  async #answerAll(tenantId: number, asks: readonly FirstAsk[]): Promise<FirstAnswer[]> {
    const keys = asks.flatMap((ask) => ask.keys);
    const single = asks.flatMap(({ name }) => name ?? []);
    const several = asks.flatMap(({ names }) => names ?? []);
    const beginnings = asks.flatMap(({ beginning }) => beginning ?? []);
    const hasBeginnings = beginnings.length > 0;
    const answers = await this.#database.withTenant(tenantId, (connection) => {
      const all = (
        statement: BoundStatement,
        isAsked: boolean,
      ): readonly Row[] | Promise<readonly Row[]> =>
        isAsked ? connection.query(statement, statement.values) : [];
      return Promise.all([
        all(findHolders(tenantId, keys), keys.length > 0),
        all(findNames(tenantId, single), single.length > 0),
        all(namesOfAll(tenantId, several), several.length > 0),
        all(findBeginnings(tenantId, beginnings), hasBeginnings),
        all(allTags(tenantId), hasBeginnings),
      ]);
    });
    const [held, named, namedAll, begun, tags] = answers;
    const holders = held.map((row) => rowAs<Holder>(row));
    const tagged = hasBeginnings ? namedTags(tags) : null;
    const nextName = dealt(named.map((row) => rowAs<NamedContact>(row)));
    const nextNames = dealt(namedAll.map((row) => rowAs<NamedAll>(row)));
    const nextBegun = dealt(begun.map((row) => rowAs<BegunContact>(row)));
    return asks.map(({ name, names, beginning }) => ({
      holders,
      named: name && nextName(),
      namedAll: names && nextNames(),
      begun: beginning && nextBegun(),
      tags: beginning && tagged,
    }));
  }
}

/** The rows of one ask after the other. */
function dealt<T extends { readonly place: number }>(rows: readonly T[]): () => readonly T[] {
  const byPlace = Map.groupBy(rows, (row) => row.place);
  let place = 0;
  return () => byPlace.get(++place) ?? [];
}
