/** What searches of a workspace that arrive together ask first, in one round trip for all of them: whom the words name, and whose they are. */
import type { Database, Row } from '../../database.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { ReadBatcher } from '../read-batcher.ts';
import { rowAs } from '../table.ts';
import { type BeginningAsk, type BegunContact, findBeginnings } from './beginning-sql.ts';
import { findNames, type NameAsk, type NamedContact } from './name-sql.ts';
import { allTags, findHolders, type Holder, type NamedTag } from './resolved-plan.ts';

export interface FirstAsk {
  /** Numbers, addresses and external ids. */
  readonly keys: readonly string[];
  /** Null where it is no name that is asked for. */
  readonly name: NameAsk | null;
  /** Null where it is no number and no address. */
  readonly beginning: BeginningAsk | null;
}

export interface FirstAnswer {
  /** Whoever has any of the keys that were asked for together. */
  readonly holders: readonly Holder[];
  /** Of the name, in order. */
  readonly names: readonly NamedContact[];
  /** Of the number or address, in order. */
  readonly begun: readonly BegunContact[];
  /** Those of the workspace, where a number or address was asked for; a word may begin one. */
  readonly tags: readonly NamedTag[] | null;
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
    const names = asks.flatMap(({ name }) => name ?? []);
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
        all(findNames(tenantId, names), names.length > 0),
        all(findBeginnings(tenantId, beginnings), hasBeginnings),
        all(allTags(tenantId), hasBeginnings),
      ]);
    });
    const [held, named, begun, tags] = answers;
    const holders = held.map((row) => rowAs<Holder>(row));
    const tagged = hasBeginnings ? tags.map((row) => rowAs<NamedTag>(row)) : null;
    const nextName = dealt(named.map((row) => rowAs<NamedContact>(row)));
    const nextBegun = dealt(begun.map((row) => rowAs<BegunContact>(row)));
    return asks.map(({ name, beginning }) => ({
      holders,
      names: name ? nextName() : [],
      begun: beginning ? nextBegun() : [],
      tags: beginning ? tagged : null,
    }));
  }
}

/** The rows of one ask after the other. */
function dealt<T extends { readonly place: number }>(rows: readonly T[]): () => readonly T[] {
  const byPlace = Map.groupBy(rows, (row) => row.place);
  let place = 0;
  return () => byPlace.get(++place) ?? [];
}
