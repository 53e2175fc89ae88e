/** Coalesces a tenant's look-ups: those that arrive while one is under way are asked together, in one query. */
import type { LookupMatch, LookupQuery } from '../../core/port/store.ts';
import type { MethodKind } from '../../core/contact/contact.ts';
import type { Database, Row, Statement } from '../database.ts';
import { rowAs } from './table.ts';

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
  return `select m.key, m.stripped, m.kind, m.value, m.type, m.is_primary, c.*
    from contact_method m cross join lateral (
      select id, given_name, family_name, full_name, display_name, company_name, job_title, archived_at, deleted_at,
        created_at
      from contact where tenant_id = $1 and id = m.contact_id offset 0
    ) c
    where m.tenant_id = $1 and m.shadow_of is null and c.deleted_at is null and ${condition}
    order by c.archived_at is not null, m.is_primary desc, c.created_at, c.id`;
}

const byKey: Statement = { name: 'lookup_by_key', text: lookupBy('m.key = any($2::text[])') };
const byKeyOrStripped: Statement = {
  name: 'lookup_by_key_or_stripped',
  text: lookupBy('(m.key = any($2::text[]) or m.stripped = any($3::text[]))'),
};

interface PendingLookup {
  readonly query: LookupQuery;
  readonly resolve: (matches: readonly LookupMatch[]) => void;
  readonly reject: (reason: unknown) => void;
}

export class LookupBatcher {
  readonly #database: Database;
  readonly #tenants = new Map<number, PendingLookup[]>();

  constructor(database: Database) {
    this.#database = database;
  }

  ask(tenantId: number, query: LookupQuery): Promise<readonly LookupMatch[]> {
    return new Promise((resolve, reject) => {
      const waiting = this.#tenants.get(tenantId);
      if (waiting) {
        waiting.push({ query, resolve, reject });
        return;
      }
      this.#tenants.set(tenantId, [{ query, resolve, reject }]);
      void this.#run(tenantId);
    });
  }

  /** Answers until nobody waits. Never throws. */
  async #run(tenantId: number): Promise<void> {
    for (;;) {
      const waiting = this.#tenants.get(tenantId);
      if (!waiting || waiting.length === 0) break;
      const batch = waiting.splice(0, maxLookupsPerQuery);
      try {
        answer(batch, await this.#fetch(tenantId, batch));
      } catch (error) {
        for (const lookup of batch) lookup.reject(error);
      }
    }
    this.#tenants.delete(tenantId);
  }

  #fetch(tenantId: number, batch: readonly PendingLookup[]): Promise<readonly Row[]> {
    const keys = [...new Set(batch.flatMap(({ query }) => query.keys))];
    const stripped = [...new Set(batch.flatMap(({ query }) => query.stripped ?? []))];
    return this.#database.withTenant(tenantId, (connection) =>
      stripped.length === 0
        ? connection.query(byKey, [tenantId, keys])
        : connection.query(byKeyOrStripped, [tenantId, keys, stripped]),
    );
  }
}

function answer(batch: readonly PendingLookup[], rows: readonly Row[]): void {
  const byMatch = new Map<string, LookupMatch[]>();
  for (const row of rows) {
    const match = toMatch(row);
    const { kind } = match.matched;
    push(byMatch, `${kind} key ${String(row['key'])}`, match);
    push(byMatch, `${kind} stripped ${String(row['stripped'])}`, match);
  }
  for (const { query, resolve } of batch) resolve(matchesOf(query, byMatch));
}

function push(map: Map<string, LookupMatch[]>, key: string, match: LookupMatch): void {
  const list = map.get(key);
  if (list) list.push(match);
  else map.set(key, [match]);
}

function matchesOf(
  query: LookupQuery,
  found: ReadonlyMap<string, readonly LookupMatch[]>,
): readonly LookupMatch[] {
  const lists = query.keys.map((key) => found.get(`${query.kind} key ${key}`) ?? []);
  for (const text of query.stripped ?? [])
    lists.push(found.get(`${query.kind} stripped ${text}`) ?? []);
  const [only, ...others] = lists;
  if (only && others.every((list) => list.length === 0))
    return only.length > maxMatches ? only.slice(0, maxMatches) : only;
  return [...new Set(lists.flat())].slice(0, maxMatches);
}

interface LookupRow {
  readonly kind: MethodKind;
  readonly value: string;
  readonly type: string;
  readonly is_primary: boolean;
  readonly id: LookupMatch['contactId'];
  readonly given_name: string | null;
  readonly family_name: string | null;
  readonly full_name: string | null;
  readonly display_name: string | null;
  readonly company_name: string | null;
  readonly job_title: string | null;
  readonly archived_at: number | null;
  readonly created_at: LookupMatch['createdAt'];
}

function toMatch(untyped: Row): LookupMatch {
  const row = rowAs<LookupRow>(untyped);
  const joined = [row.given_name, row.family_name]
    .filter((part) => part !== null && part !== '')
    .join(' ');
  return {
    contactId: row.id,
    shownName: row.full_name ?? (joined || row.display_name || null),
    givenName: row.given_name,
    familyName: row.family_name,
    companyName: row.company_name,
    jobTitle: row.job_title,
    archived: row.archived_at !== null,
    createdAt: row.created_at,
    matched: { kind: row.kind, value: row.value, type: row.type, isPrimary: row.is_primary },
  };
}
