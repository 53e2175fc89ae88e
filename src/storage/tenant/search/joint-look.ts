/** What searches of a workspace that arrive together ask first, in one round trip for all of them: whom the words name, and whose they are. */
import type { Database } from '../../database.ts';
import { ReadBatcher } from '../read-batcher.ts';
import { rowAs } from '../table.ts';
import { findNames, type NameAsk, type NamedContact } from './name-sql.ts';
import { findHolders, type Holder } from './resolved-plan.ts';

export interface FirstAsk {
  /** Numbers, addresses and external ids. */
  readonly keys: readonly string[];
  /** Null where it is no name that is asked for. */
  readonly name: NameAsk | null;
}

export interface FirstAnswer {
  /** Whoever has any of the keys that were asked for together. */
  readonly holders: readonly Holder[];
  /** Of the name, in order. */
  readonly names: readonly NamedContact[];
}

/** Searches that are answered at once: more would make the first of them wait for the last. */
const mostTogether = 16;
/** While the answer of one lot is worked on, PostgreSQL looks for the next. */
const lanes = 2;

export class JointLook {
  readonly #database: Database;
  readonly #asks = new ReadBatcher<FirstAsk, FirstAnswer>(
    mostTogether,
    (tenantId, asks) => this.#answerAll(tenantId, asks),
    lanes,
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
    const byKeys = findHolders(tenantId, keys);
    const byNames = findNames(tenantId, names);
    const [held, named] = await this.#database.withTenant(tenantId, (connection) =>
      Promise.all([
        keys.length > 0 ? connection.query(byKeys, byKeys.values) : [],
        names.length > 0 ? connection.query(byNames, byNames.values) : [],
      ]),
    );
    const holders = held.map((row) => rowAs<Holder>(row));
    const byPlace = Map.groupBy(
      named.map((row) => rowAs<NamedContact>(row)),
      ({ place }) => place,
    );
    let place = 0;
    return asks.map(({ name }) => ({ holders, names: (name && byPlace.get(++place)) ?? [] }));
  }
}
