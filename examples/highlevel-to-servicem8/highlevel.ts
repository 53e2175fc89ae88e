/** Contacts of a HighLevel location, read page by page. */
import { type Patience, type Send } from './send.ts';

export interface HighLevelContact {
  readonly id: string;
  readonly dateAdded: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phone?: string;
}

interface Page {
  readonly contacts: readonly HighLevelContact[];
  readonly meta: { readonly startAfterId?: string | null; readonly startAfter?: number | null };
}

export interface Location {
  readonly baseUrl: string;
  readonly locationId: string;
  /** The token that is good now; asked for once more when HighLevel refuses it. */
  readonly token: () => Promise<string>;
}

export class Refused extends Error {}

/** Those added after `since`, each once, whatever changes while the pages are read. */
export async function newContacts(
  location: Location,
  since: Date,
  options: { readonly send: Send; readonly patience: Patience },
): Promise<readonly HighLevelContact[]> {
  const found = new Map<string, HighLevelContact>();
  const query = new URLSearchParams({ locationId: location.locationId, limit: '100' });
  for (;;) {
    const { contacts, meta } = await page(location, query, options);
    const fresh = contacts.filter(({ dateAdded }) => new Date(dateAdded) > since);
    for (const contact of fresh) found.set(contact.id, contact);
    // The newest come first.
    if (fresh.length === 0 || fresh.length < contacts.length) return [...found.values()];
    if (!meta.startAfterId || !meta.startAfter) return [...found.values()];
    query.set('startAfterId', meta.startAfterId);
    query.set('startAfter', String(meta.startAfter));
  }
}

async function page(
  { baseUrl, token }: Location,
  query: URLSearchParams,
  { send, patience }: { readonly send: Send; readonly patience: Patience },
): Promise<Page> {
  const ask = async (): Promise<Response> =>
    send(
      {
        method: 'GET',
        url: `${baseUrl}/contacts/?${query.toString()}`,
        headers: { Authorization: `Bearer ${await token()}`, Version: '2021-07-28' },
      },
      patience,
    );
  let reply = await ask();
  if (reply.status === 401) reply = await ask();
  if (!reply.ok) throw new Refused(`HighLevel answers ${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as Page;
}
