/** Reads contacts: by id, in lists, counts, and look-ups. */
import type { Contact } from '../../core/contact/contact.ts';
import type {
  ContactListQuery,
  CountedPage,
  ContactPage,
  SortKey,
} from '../../core/port/list-query.ts';
import type {
  ContactReader,
  LookupMatch,
  LookupQuery,
  RegionalPhone,
} from '../../core/port/store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { formatIsoMicros, type Instant } from '../../core/value/instant.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { Database, Row } from '../database.ts';
import { buildContactCount, buildContactList, countsItself } from './contact-list-sql.ts';
import type { PageStart } from './contact-sort-sql.ts';
import { completeContacts, readContacts } from './contact-loader.ts';
import type { LookupBatcher } from './lookup-batcher.ts';
import { ReadBatcher } from './read-batcher.ts';
import { rowAs } from './table.ts';
import { anchorKey, type PageAnchors } from './page-anchors.ts';

const deletedBefore = {
  name: 'contacts_deleted_before',
  text: `select c.id from contact c where c.tenant_id = $1 and c.deleted_at < $2 and c.merged_into is null and not exists (
      select 1 from job_contact l where l.tenant_id = $1 and l.contact_id = c.id and l.active
    ) order by c.deleted_at limit $3`,
};
const nilUuid = '00000000-0000-0000-0000-000000000000';
/** Whole contacts: the page ends where a contact does. */
const regionalPhones = {
  name: 'regional_phones',
  text: `select contact_id as "contactId", value, e164 from contact_method
    where tenant_id = $1 and kind = 'phone' and (inferred or e164 is null) and contact_id in (
      select distinct contact_id from contact_method
      where tenant_id = $1 and kind = 'phone' and (inferred or e164 is null) and contact_id > $2
      order by contact_id limit $3
    ) order by contact_id, position`,
};
const liveCount = {
  name: 'live_count',
  text: 'select live_count as total from tenant_clock where tenant_id = $1',
};

/** Contacts that one request may ask for to be read with others (a page below a search field), and requests answered at once. */
const mostTogether = 12;
const mostRequests = 100;

export class StoredContacts implements ContactReader {
  readonly #database: Database;
  readonly #lookups: LookupBatcher;
  readonly #anchors: PageAnchors;
  readonly #contacts = new ReadBatcher<readonly Uuid[], readonly Contact[]>(
    mostRequests,
    (tenantId, asked) => this.#loadAll(tenantId, asked),
  );

  constructor(database: Database, lookups: LookupBatcher, anchors: PageAnchors) {
    this.#database = database;
    this.#lookups = lookups;
    this.#anchors = anchors;
  }

  async find(context: TenantContext, id: Uuid): Promise<Contact | undefined> {
    const [contact] = await this.findMany(context, [id]);
    return contact;
  }

  /** A few are read together with what others ask for meanwhile; many would keep those waiting. */
  findMany(context: TenantContext, ids: readonly Uuid[]): Promise<readonly Contact[]> {
    return ids.length > mostTogether
      ? this.#load(context.tenantId, ids)
      : this.#contacts.ask(context.tenantId, ids);
  }

  #load(tenantId: number, ids: readonly Uuid[]): Promise<readonly Contact[]> {
    return readContacts(this.#database, tenantId, ids);
  }

  async #loadAll(
    tenantId: number,
    asked: readonly (readonly Uuid[])[],
  ): Promise<readonly (readonly Contact[])[]> {
    const loaded = await this.#load(tenantId, [...new Set(asked.flat())]);
    const byId = new Map(loaded.map((contact) => [contact.id, contact]));
    return asked.map((ids) => ids.flatMap((id) => byId.get(id) ?? []));
  }

  async list(context: TenantContext, query: ContactListQuery): Promise<ContactPage> {
    const { items, positions, hasMore } = await this.#list(context, query);
    return { items, positions, hasMore };
  }

  async listCounted(context: TenantContext, query: ContactListQuery): Promise<CountedPage> {
    const [page, counted] = await Promise.all([
      this.#list(context, query),
      countsItself(query) ? null : this.count(context, query),
    ]);
    return { ...page, total: counted ?? page.total ?? 0 };
  }

  async #list(context: TenantContext, query: ContactListQuery): Promise<Listed> {
    if (query.page === undefined)
      return this.#page(context, query, query.after ? { after: query.after } : {});
    const key = anchorKey(context, { ...query, of: `${query.include ?? 'live'} contacts` });
    return this.#page(context, query, this.#anchors.nearest(key, query.page, query.limit), key);
  }

  async #page(
    context: TenantContext,
    query: ContactListQuery,
    start: PageStart,
    key?: string,
  ): Promise<Listed> {
    const statement = buildContactList(context.tenantId, query, start);
    return this.#database.readAtOnce(context.tenantId, async (connection) => {
      const answer = await connection.query(statement, statement.values);
      const rows = answer.filter((row) => row['id'] !== null);
      const { page, limit } = query;
      if (key !== undefined && page !== undefined)
        this.#anchors.note(key, { page, limit }, rows, sortKeyOf);
      const items = await completeContacts(
        connection,
        context.tenantId,
        rows.slice(0, query.limit),
      );
      const positions = rows.slice(0, query.limit).map(sortKeyOf);
      const hasMore = rows.length > query.limit;
      const total = answer[0]?.['total'];
      return { items, positions, hasMore, total: total === undefined ? null : Number(total) };
    });
  }

  async count(
    context: TenantContext,
    query: Pick<ContactListQuery, 'filters' | 'include'>,
  ): Promise<number> {
    const plain = query.filters.length === 0 && (query.include ?? 'live') === 'live';
    const statement = plain
      ? { ...liveCount, values: [context.tenantId] }
      : buildContactCount(context.tenantId, query);
    const rows = await this.#database.withTenant(context.tenantId, (connection) =>
      connection.query(statement, statement.values),
    );
    return Number(rows[0]?.['total'] ?? 0);
  }

  async deletedBefore(
    context: TenantContext,
    at: Instant,
    limit: number,
  ): Promise<readonly Uuid[]> {
    const values = [context.tenantId, formatIsoMicros(at), limit];
    const rows = await this.#database.withTenant(context.tenantId, (connection) =>
      connection.query(deletedBefore, values),
    );
    return rows.map((row) => rowAs<{ id: Uuid }>(row).id);
  }

  async regionalPhones(
    context: TenantContext,
    page: { limit: number; afterId?: Uuid },
  ): Promise<readonly RegionalPhone[]> {
    const values = [context.tenantId, page.afterId ?? nilUuid, page.limit];
    const rows = await this.#database.withTenant(context.tenantId, (connection) =>
      connection.query(regionalPhones, values),
    );
    return rows.map((row) => rowAs<RegionalPhone>(row));
  }

  lookup(context: TenantContext, query: LookupQuery): Promise<readonly LookupMatch[]> {
    return this.#lookups.ask(context.tenantId, query);
  }
}

/** `total` of a list that counts itself. */
interface Listed extends ContactPage {
  readonly total: number | null;
}

function sortKeyOf(row: Row): SortKey {
  const { sort_at: at, sort_text: text, id } = rowAs<SortedRow>(row);
  return text === undefined ? { at, id } : { at, id, text };
}

interface SortedRow {
  readonly id: Uuid;
  readonly sort_at: Instant;
  readonly sort_text?: string;
}
