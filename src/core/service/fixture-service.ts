/** Fills a Sandbox with one of the invented businesses, by the ways in which everything is written. */
import { AlreadyExists, IdTaken, InvalidInput, StateConflict } from '../errors.ts';
import { type Fixture, makeStreets, mostContacts, packNames } from '../sandbox/fixture/fixture.ts';
import { streetSize } from '../sandbox/fixture/growing.ts';
import type { Store } from '../port/store.ts';
import { requireSandbox } from '../sandbox/sandbox.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { AccountService } from './account-service.ts';
import type { CustomFieldService } from './catalogue-service.ts';
import type { ContactService } from './contact-service.ts';
import type { JobContactService } from './job-contact-service.ts';
import type { JobService } from './job-service.ts';
import type { RelationService } from './relation-service.ts';

interface Written {
  readonly accounts: AccountService;
  readonly contacts: ContactService;
  readonly customFields: CustomFieldService;
  readonly jobContacts: JobContactService;
  readonly jobs: JobService;
  readonly relations: RelationService;
}

export interface FixtureOrder {
  readonly pack: string;
  readonly seed: number;
  /** How large the pack is. */
  readonly contacts: number;
  /** The first member to write, from 0; undefined: all are meant, and none may be there. */
  readonly from?: number | undefined;
  /** So many members of it. */
  readonly count?: number | undefined;
}

export interface LoadedFixture {
  readonly contacts: number;
  readonly accounts: number;
  readonly relations: number;
  readonly jobs: number;
  readonly jobContacts: number;
  readonly duplicates: Fixture['duplicates'];
  /** The first member that this call did not write; null: the pack is complete. */
  readonly next: number | null;
}

/** So that an answer comes before anybody stops waiting. */
const mostAtOnce = 20_000;
/**
 * So many streets are written together, several transactions of each kind: while the database commits one, the next is
 * prepared. They begin at multiples of this, so that numbers do not hang on how a pack was divided.
 */
const streetsInBlock = 4;
const countedKinds = ['accounts', 'contacts', 'relations', 'jobs', 'jobContacts'] as const;

export class FixtureService {
  readonly #store: Pick<Store, 'analyseGrown'>;
  readonly #hub: Written;

  constructor(store: Pick<Store, 'analyseGrown'>, hub: Written) {
    this.#store = store;
    this.#hub = hub;
  }

  /**
   * A part that is asked for by `from` may be asked for again: what is there of it stays as it is.
   * @throws SandboxOnly, InvalidInput, and StateConflict when the whole was loaded before
   */
  async load(context: TenantContext, order: FixtureOrder): Promise<LoadedFixture> {
    requireSandbox(context);
    const pack = packNames.find((known) => known === order.pack);
    if (pack === undefined) throw InvalidInput.of('pack', `must be one of ${packNames.join(', ')}`);
    const part = partOf(order);
    if (pack === 'agency') await this.#makeBudget(context);
    const counted = { contacts: 0, accounts: 0, relations: 0, jobs: 0, jobContacts: 0 };
    const duplicates: Fixture['duplicates'][number][] = [];
    for (const streets of blocksOf(makeStreets(pack, order.seed, part), part.from)) {
      if (order.from === undefined && counted.contacts === 0) {
        await this.#assertNew(context, order, streets);
      }
      await this.#write(context, streets);
      await this.#store.analyseGrown(context);
      for (const kind of countedKinds) {
        counted[kind] += streets.reduce((sum, street) => sum + street[kind].length, 0);
      }
      duplicates.push(...streets.flatMap((street) => street.duplicates));
    }
    const end = part.from + part.count;
    return { ...counted, duplicates, next: end < order.contacts ? end : null };
  }

  async #assertNew(
    context: TenantContext,
    order: FixtureOrder,
    [street]: readonly Fixture[],
  ): Promise<void> {
    const first = street?.contacts[0];
    if (first && (await this.#hub.contacts.find(context, first.id, { includeDeleted: true }))) {
      const what = `${order.pack} with the seed ${order.seed}`;
      throw new StateConflict(
        `${what} was loaded before, whole or in part: reset the Sandbox, or ask for it from 0 to complete it`,
      );
    }
  }

  /** In order, so that numbers are the same each time, too; those of a kind at once, so that they share a transaction. */
  async #write(context: TenantContext, streets: readonly Fixture[]): Promise<void> {
    const hub = this.#hub;
    const all = <Kind extends keyof Fixture>(kind: Kind): Fixture[Kind][number][] =>
      streets.flatMap((street) => [...street[kind]]);
    await each(all('accounts'), (draft) => hub.accounts.open(context, draft));
    await each(all('contacts'), (draft) => hub.contacts.create(context, draft));
    await each(all('relations'), (draft) => hub.relations.relate(context, draft));
    await each(all('jobs'), (draft) => hub.jobs.create(context, draft));
    await each(all('jobContacts'), (draft) => hub.jobContacts.create(context, draft));
  }

  async #makeBudget(context: TenantContext): Promise<void> {
    try {
      const draft = { name: 'Budget', key: 'budget', dataType: 'NUMERICAL' } as const;
      await this.#hub.customFields.create(context, draft);
    } catch (error) {
      // Another seed was loaded before, or somebody has a field of that name.
      if (!(error instanceof AlreadyExists)) throw error;
    }
  }
}

/** `from`: the member that the streets begin with. */
function* blocksOf(streets: Iterable<Fixture>, from: number): Generator<readonly Fixture[]> {
  let number = Math.floor(from / streetSize);
  let block: Fixture[] = [];
  for (const street of streets) {
    block.push(street);
    number += 1;
    if (number % streetsInBlock > 0) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}

/** @throws InvalidInput for a part that the pack does not have, or that is too large for one call */
function partOf({ contacts, from = 0, count }: FixtureOrder): { from: number; count: number } {
  if (contacts > mostContacts) throw InvalidInput.of('contacts', `are ${mostContacts} at most`);
  if (from >= contacts) throw InvalidInput.of('from', `must be less than contacts, ${contacts}`);
  const asked = Math.min(count ?? contacts, contacts - from);
  if (asked <= mostAtOnce) return { from, count: asked };
  throw InvalidInput.of('count', `is ${mostAtOnce} at most: ask for a larger pack in parts`);
}

async function each<T>(drafts: readonly T[], write: (draft: T) => Promise<unknown>): Promise<void> {
  await Promise.all(
    drafts.map(async (draft) => {
      try {
        await write(draft);
      } catch (error) {
        // A call that failed half-way has written it.
        if (!(error instanceof IdTaken)) throw error;
      }
    }),
  );
}
