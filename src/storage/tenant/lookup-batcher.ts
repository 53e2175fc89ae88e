/** Coalesces a tenant's look-ups: those that arrive while one is under way are asked together, in one query. */
import type { LookupMatch, LookupQuery } from '../../core/port/store.ts';
import type { MethodKind } from '../../core/contact/contact.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { shownFullName } from '../../core/value/person-name.ts';
import type { Database, RowList, Statement } from '../database.ts';
import { ReadBatcher } from './read-batcher.ts';
import { rowListAs } from './table.ts';

/** Most look-ups in one query. */
const maxLookupsPerQuery = 500;
/** Most matches of one look-up; a number shared by more contacts identifies nobody. */
const maxMatches = 100;

/**
 * The numbers first, then their contacts by primary key. `offset 0` fences the inner select: on tables that were never
 * analysed the planner would start at the contacts, or take the partial index that `deleted_at is null` invites, at a
 * hundred times the cost.
 */
function lookupBy(condition: string): string {
  return `select m.key, m.stripped, m.kind, m.value, m.type, m.is_primary, c.id, c.given_name, c.family_name,
      c.full_name, c.display_name, c.company_name, c.job_title, c.archived, m.ext
    from contact_method m cross join lateral (
      select id, given_name, family_name, full_name, display_name, company_name, job_title,
        archived_at is not null as archived, deleted_at, created_at
      from contact where tenant_id = $1 and id = m.contact_id offset 0
    ) c
    where m.tenant_id = $1 and m.shadow_of is null and c.deleted_at is null and ${condition}
    order by c.archived, m.is_primary desc, c.created_at, c.id`;
}

const byKey: Statement = { name: 'lookup_by_key', text: lookupBy('m.key = any($2::text[])') };
const byKeyOrStripped: Statement = {
  name: 'lookup_by_key_or_stripped',
  text: lookupBy('(m.key = any($2::text[]) or m.stripped = any($3::text[]))'),
};

/** Look-ups by number or address, coalesced. */
export class LookupBatcher {
  readonly #batcher: ReadBatcher<LookupQuery, readonly LookupMatch[]>;

  constructor(database: Database) {
    this.#batcher = new ReadBatcher(maxLookupsPerQuery, async (tenantId, queries) =>
      answersOf(queries, await fetchMatches(database, tenantId, queries)),
    );
  }

  ask(tenantId: number, query: LookupQuery): Promise<readonly LookupMatch[]> {
    return this.#batcher.ask(tenantId, query);
  }
}

function fetchMatches(
  database: Database,
  tenantId: number,
  queries: readonly LookupQuery[],
): Promise<readonly RowList[]> {
  const keys = [...new Set(queries.flatMap((query) => query.keys))];
  const stripped = [...new Set(queries.flatMap((query) => query.stripped ?? []))];
  return database.withTenant(tenantId, (connection) =>
    stripped.length === 0
      ? connection.queryLists(byKey, [tenantId, keys])
      : connection.queryLists(byKeyOrStripped, [tenantId, keys, stripped]),
  );
}

/** What a batch has found, by what was asked. */
interface Found {
  readonly byKey: Map<string, LookupMatch[]>;
  readonly byStripped: Map<string, LookupMatch[]>;
}

function answersOf(
  queries: readonly LookupQuery[],
  rows: readonly RowList[],
): readonly (readonly LookupMatch[])[] {
  const found: Found = { byKey: new Map(), byStripped: new Map() };
  const asksStripped = queries.some((query) => query.stripped?.length);
  for (const list of rows) {
    const row = rowListAs<LookupRow>(list);
    const match = toMatch(row);
    push(found.byKey, row[0], match);
    if (asksStripped) push(found.byStripped, row[1], match);
  }
  return queries.map((query) => matchesOf(query, found));
}

function push(map: Map<string, LookupMatch[]>, key: string, match: LookupMatch): void {
  const list = map.get(key);
  if (list) list.push(match);
  else map.set(key, [match]);
}

/** In the order of the keys asked for; a contact's number that answers to two of them is given once. */
function matchesOf(query: LookupQuery, found: Found): readonly LookupMatch[] {
  const matches = new Set<LookupMatch>();
  const add = (list: readonly LookupMatch[] = []): void => {
    for (const match of list) if (match.matched.kind === query.kind) matches.add(match);
  };
  for (const key of query.keys) add(found.byKey.get(key));
  for (const text of query.stripped ?? []) add(found.byStripped.get(text));
  return ranked([...matches], query).slice(0, maxMatches);
}

/** What the query has sorted, with the exact extension before the others. */
function ranked(matches: LookupMatch[], { extension }: LookupQuery): LookupMatch[] {
  if (extension === undefined || matches.length < 2) return matches;
  const rankOf = (match: LookupMatch): number =>
    Number(match.archived) * 2 + Number(match.extension !== extension);
  return matches.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** The columns of the query, in order. */
type LookupRow = readonly [
  key: string,
  stripped: string,
  kind: MethodKind,
  value: string,
  type: string,
  isPrimary: boolean,
  contactId: Uuid,
  givenName: string | null,
  familyName: string | null,
  fullName: string | null,
  displayName: string | null,
  companyName: string | null,
  jobTitle: string | null,
  archived: boolean,
  extension: string | null,
];

function toMatch(row: LookupRow): LookupMatch {
  const [, , kind, value, type, isPrimary, contactId, givenName, familyName] = row;
  const [, , , , , , , , , fullName, displayName, companyName, jobTitle, archived, extension] = row;
  return {
    contactId,
    shownName: shownFullName({ givenName, familyName, fullName, displayName }),
    givenName,
    familyName,
    companyName,
    jobTitle,
    archived,
    label: displayName,
    extension,
    matched: { kind, value, type, isPrimary },
  };
}
