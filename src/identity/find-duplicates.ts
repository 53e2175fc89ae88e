/** Duplicates among the contacts of a workspace. Nothing is changed: whoever asks decides. */
import type { Contact } from '../core/contact/contact.ts';
import { NotFound } from '../core/errors.ts';
import type { ContactListQuery, ContactPage, SortKey } from '../core/port/list-query.ts';
import type { TenantContext } from '../core/tenant-context.ts';
import type { Uuid } from '../core/value/identifier.ts';
import { shownDisplayName, shownFullName } from '../core/value/person-name.ts';
import { toMatchRecord } from './contact-record.ts';
import type { Explanation } from './explain/explain-pair.ts';
import { shownValues } from './explain/shown-values.ts';
import { Matcher, type Matches } from './match.ts';
import type { MatchRecord } from './match-record.ts';

/** What is asked of the core: `hub.contacts` is one. It checks that the caller may read people. */
export interface ContactLister {
  list(context: TenantContext, query: ContactListQuery): Promise<ContactPage>;
}

export interface DuplicateContact {
  readonly id: Uuid;
  /** `''` for somebody without any name. */
  readonly name: string;
  readonly record: MatchRecord;
}

export interface DuplicatePair {
  readonly a: DuplicateContact;
  readonly b: DuplicateContact;
  readonly explanation: Explanation;
}

export interface Duplicates {
  readonly contacts: number;
  /** How many pairs were compared. */
  readonly compared: number;
  /** Pairs that are or may be one person, the surest first. */
  readonly pairs: readonly DuplicatePair[];
  /** Contacts of one person, the one that the others agree with most first; no contact is in two. */
  readonly clusters: readonly (readonly DuplicateContact[])[];
}

const pageSize = 1000;

/**
 * Reads the whole workspace, page by page, and matches it in memory. `tell` is called with the number of contacts read so
 * far. @throws CapabilityMissing without `person.read`.
 */
export async function findDuplicates(
  lister: ContactLister,
  context: TenantContext,
  tell: (read: number) => void = () => {},
): Promise<Duplicates> {
  const { contacts, matches } = await matchAll(lister, context, tell);
  const at = (index: number): DuplicateContact => contactAt(contacts, index);
  const pairs = matches.pairs
    .toSorted((x, y) => y.bits - x.bits)
    .map(({ a, b }) => pairOf(matches, at, a, b));
  const clusters = matches.clusters.map((group) => group.map(at));
  return { contacts: contacts.length, compared: matches.candidates, pairs, clusters };
}

/** Why two contacts are taken for one person or not, in the light of the whole workspace. @throws NotFound */
export async function explainInFull(
  lister: ContactLister,
  context: TenantContext,
  ids: readonly [Uuid, Uuid],
): Promise<DuplicatePair> {
  const { contacts, matches } = await matchAll(lister, context, () => {});
  const [a, b] = ids.map((id) => {
    const index = contacts.findIndex((contact) => contact.id === id);
    if (index < 0) throw new NotFound('contact', id);
    return index;
  });
  return pairOf(matches, (index) => contactAt(contacts, index), a ?? 0, b ?? 0);
}

function contactAt(contacts: readonly DuplicateContact[], index: number): DuplicateContact {
  const contact = contacts[index];
  if (contact === undefined) throw new RangeError(`There is no record ${index}`);
  return contact;
}

function pairOf(
  matches: Matches,
  at: (index: number) => DuplicateContact,
  a: number,
  b: number,
): DuplicatePair {
  const [x, y] = [at(a), at(b)];
  return { a: x, b: y, explanation: matches.explain(a, b, shownValues(x.record, y.record)) };
}

async function matchAll(
  lister: ContactLister,
  context: TenantContext,
  tell: (read: number) => void,
) {
  const contacts: DuplicateContact[] = [];
  const matcher = new Matcher();
  for await (const page of pages(lister, context)) {
    for (const contact of page) {
      const duplicate = toDuplicate(contact);
      matcher.add(duplicate.record);
      contacts.push(duplicate);
    }
    tell(contacts.length);
  }
  return { contacts, matches: matcher.run() };
}

export function toDuplicate(contact: Contact): DuplicateContact {
  const name = shownFullName(contact) ?? shownDisplayName(contact);
  return { id: contact.id, name, record: toMatchRecord(contact) };
}

/** Organisations are no people, and are left out. */
async function* pages(
  lister: ContactLister,
  context: TenantContext,
): AsyncGenerator<readonly Contact[]> {
  let after: { readonly after?: SortKey } = {};
  for (;;) {
    const sort = { field: 'createdAt', direction: 'asc' } as const;
    const query = { filters: [], sort, limit: pageSize, ...after };
    const { items, hasMore, positions } = await lister.list(context, query);
    yield items.filter(({ kind }) => kind === 'person');
    const last = positions.at(-1);
    if (!hasMore || last === undefined) return;
    after = { after: last };
  }
}
