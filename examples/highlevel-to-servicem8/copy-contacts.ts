/** Copies new HighLevel contacts to a ServiceM8 job, as job contacts. */
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type HighLevelContact, type Location, newContacts } from './highlevel.ts';
import { type Patience, send, type Send } from './send.ts';
import { type Account, addJobContact } from './servicem8.ts';

export interface Settings {
  readonly highlevel: Location;
  readonly servicem8: Account;
  readonly jobUuid: string;
  /** Contacts that were added after this. */
  readonly since: Date;
  readonly patience?: Partial<Patience>;
  readonly send?: Send;
  readonly uuidOf?: (contact: HighLevelContact, jobUuid: string) => string;
}

/** How many are new. Can be run again at any time: nobody is copied twice. */
export async function copyContacts(settings: Settings): Promise<number> {
  const patience = { wait: (ms: number) => wait(ms), timeoutMs: 30_000, ...settings.patience };
  const options = { send: settings.send ?? send, patience };
  const { jobUuid, uuidOf = sameUuid } = settings;
  let added = 0;
  for (const contact of await newContacts(settings.highlevel, settings.since, options)) {
    const isNew = await addJobContact(
      settings.servicem8,
      {
        job_uuid: jobUuid,
        first: contact.firstName ?? '',
        last: contact.lastName ?? '',
        email: contact.email ?? '',
        mobile: contact.phone ?? '',
      },
      { ...options, uuidOf: () => uuidOf(contact, jobUuid) },
    );
    if (isNew) added += 1;
  }
  return added;
}

/** Always the same for a contact and a job. */
function sameUuid({ id }: HighLevelContact, jobUuid: string): string {
  const hex = createHash('sha256').update(`${id} ${jobUuid}`).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5');
}
