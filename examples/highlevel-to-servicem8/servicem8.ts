/** Contacts of a ServiceM8 job, each made once, however often that has to be tried. */
import { type Patience, type Send, UnknownOutcome } from './send.ts';

export interface Account {
  readonly baseUrl: string;
  readonly apiKey: string;
}

export interface JobContact {
  readonly job_uuid: string;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly mobile: string;
}

export class NotAdded extends Error {}

const mostAttempts = 4;

/**
 * Whether it is new. `uuidOf` gives the id that the record is to have: with the same one every time, a repeated create meets
 * the record that the lost one made.
 */
export async function addJobContact(
  account: Account,
  contact: JobContact,
  options: {
    readonly send: Send;
    readonly patience: Patience;
    readonly uuidOf: () => string;
  },
): Promise<boolean> {
  const { send, patience, uuidOf } = options;
  const headers = { 'X-Api-Key': account.apiKey };
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const uuid = uuidOf();
    const url = `${account.baseUrl}/jobcontact/${uuid}.json`;
    const there = await send({ method: 'GET', url, headers }, patience);
    if (there.ok) return attempt > 1;
    const body = { ...contact, uuid, type: 'JOB' };
    const call = {
      method: 'POST',
      url: `${account.baseUrl}/jobcontact.json`,
      headers,
      body,
    } as const;
    try {
      const reply = await send(call, patience);
      if (reply.ok) return true;
      // Of a refusal, too, it is looked at what came of it: ServiceM8 has been seen to refuse what it had stored.
      if (reply.status !== 422)
        throw new NotAdded(`ServiceM8 answers ${reply.status}: ${await reply.text()}`);
    } catch (error) {
      if (!(error instanceof UnknownOutcome)) throw error;
    }
  }
  throw new NotAdded(`ServiceM8 did not take ${contact.email || contact.mobile}`);
}
