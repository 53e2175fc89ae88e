/** What each test has: a HighLevel location and a ServiceM8 account, each a throw-away workspace, and the integration between. */
import { connect, type SandboxWorkspace } from 'polydex/sandbox';
import { sandboxFixtures, type SandboxFixtures } from 'polydex/vitest';
import { test as base } from 'vitest';
import type * as CopyContacts from '../copy-contacts.ts';

/** Another one than ours, to see whether this suite finds its bugs. */
const subject = process.env['EXAMPLE_SUBJECT'] ?? '../copy-contacts.ts';
const { copyContacts } = (await import(subject)) as typeof CopyContacts;

export interface Setting {
  readonly agency: SandboxWorkspace;
  readonly plumber: SandboxWorkspace;
  readonly jobUuid: string;
  /** How long it was waited, in milliseconds; nobody really waits. */
  readonly waits: number[];
  /** How often a token was asked for. */
  readonly tokens: () => number;
  addContact(contact: Readonly<Record<string, string>>): Promise<void>;
  copy(changes?: Partial<CopyContacts.Settings>): Promise<number>;
  /** Of the job, by name. */
  copied(): Promise<readonly Readonly<Record<string, string>>[]>;
}

const withSandboxes = base.extend<SandboxFixtures>(sandboxFixtures);

export const test = withSandboxes.extend<{ setting: Setting }>({
  setting: async ({ freshSandbox: agency }, use) => {
    const plumber = await connect().workspace({ region: 'AU' });
    await use(await makeSetting(agency, plumber));
    await plumber.remove();
  },
});

async function makeSetting(agency: SandboxWorkspace, plumber: SandboxWorkspace): Promise<Setting> {
  const jobUuid = crypto.randomUUID();
  const waits: number[] = [];
  let tokens = 0;
  const { highlevel } = agency.credentials;
  const { servicem8 } = plumber.credentials;
  const headers = { 'X-Api-Key': servicem8.apiKey, 'Content-Type': 'application/json' };
  const at = (path: string) => `${servicem8.clientBaseUrl}/${path}`;
  const job = { uuid: jobUuid, status: 'Quote', job_address: '1 Elm St' };
  await done(await fetch(at('job.json'), { method: 'POST', headers, body: JSON.stringify(job) }));
  const token = async (): Promise<string> => {
    tokens += 1;
    return highlevel.accessToken;
  };
  return {
    agency,
    plumber,
    jobUuid,
    waits,
    tokens: () => tokens,
    addContact: async (contact) => {
      const reply = await fetch(`${highlevel.clientBaseUrl}/contacts/`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${highlevel.accessToken}`,
          Version: '2021-07-28',
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ ...contact, locationId: highlevel.locationId }),
      });
      await done(reply);
    },
    copy: (changes = {}) =>
      copyContacts({
        highlevel: { baseUrl: highlevel.clientBaseUrl, locationId: highlevel.locationId, token },
        servicem8: { baseUrl: servicem8.clientBaseUrl, apiKey: servicem8.apiKey },
        jobUuid,
        since: new Date(0),
        ...changes,
        patience: {
          wait: async (milliseconds) => void waits.push(milliseconds),
          ...changes.patience,
        },
      }),
    copied: async () => {
      const filter = new URLSearchParams({ $filter: `job_uuid eq '${jobUuid}'` });
      const reply = await done(
        await fetch(at(`jobcontact.json?${filter.toString()}`), { headers }),
      );
      const list = (await reply.json()) as Readonly<Record<string, string>>[];
      return list.toSorted((a, b) => String(a['first']).localeCompare(String(b['first'])));
    },
  };
}

async function done(reply: Response): Promise<Response> {
  if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
  return reply;
}

export const ann = {
  firstName: 'Ann',
  lastName: 'Lee',
  email: 'ann.lee@example.com',
  phone: '+61400000000',
};
export const bob = { firstName: 'Bob', email: 'bob@example.com' };
