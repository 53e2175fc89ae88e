/** Fills a Sandbox with one of the invented businesses, by the ways in which everything is written. */
import { AlreadyExists, InvalidInput, StateConflict } from '../errors.ts';
import { type Fixture, makeFixture, type PackName, packNames } from '../sandbox/fixture/fixture.ts';
import { requireSandbox } from '../sandbox/sandbox.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { AccountService } from './account-service.ts';
import type { CustomFieldService } from './catalogue-service.ts';
import type { ContactService } from './contact-service.ts';
import type { JobContactService } from './job-contact-service.ts';
import type { JobService } from './job-service.ts';

interface Written {
  readonly accounts: AccountService;
  readonly contacts: ContactService;
  readonly customFields: CustomFieldService;
  readonly jobContacts: JobContactService;
  readonly jobs: JobService;
}

const atOnce = 250;

export class FixtureService {
  readonly #hub: Written;

  constructor(hub: Written) {
    this.#hub = hub;
  }

  /** @throws SandboxOnly, InvalidInput, and StateConflict when the same was loaded before */
  async load(
    context: TenantContext,
    { pack, seed, contacts }: { pack: string; seed: number; contacts: number },
  ): Promise<Fixture> {
    requireSandbox(context);
    const name = packNames.find((known) => known === pack);
    if (name === undefined) throw InvalidInput.of('pack', `must be one of ${packNames.join(', ')}`);
    const fixture = makeFixture(name, seed, contacts);
    const [first] = fixture.contacts;
    if (first && (await this.#hub.contacts.find(context, first.id, { includeDeleted: true }))) {
      throw new StateConflict(`${pack} with the seed ${seed} was loaded before: reset the Sandbox`);
    }
    await this.#write(context, name, fixture);
    return fixture;
  }

  /** In order, so that numbers are the same each time, too. */
  async #write(context: TenantContext, pack: PackName, fixture: Fixture): Promise<void> {
    const hub = this.#hub;
    if (pack === 'agency') await this.#makeBudget(context);
    await each(fixture.accounts, (draft) => hub.accounts.open(context, draft));
    await each(fixture.contacts, (draft) => hub.contacts.create(context, draft));
    await each(fixture.jobs, (draft) => hub.jobs.create(context, draft));
    await each(fixture.jobContacts, (draft) => hub.jobContacts.create(context, draft));
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

async function each<T>(drafts: readonly T[], write: (draft: T) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < drafts.length; from += atOnce) {
    await Promise.all(drafts.slice(from, from + atOnce).map(write));
  }
}
