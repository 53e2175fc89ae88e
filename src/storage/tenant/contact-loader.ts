/** Reads whole contacts: the row and its methods, addresses and tags, in one pipelined round trip. */
import type {
  Contact,
  ContactAddress,
  ContactMethod,
  TagReference,
} from '../../core/contact/contact.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { Database, Row, RowList, SqlValue, Statement, TenantConnection } from '../database.ts';
import { fromRow, listReader, rowListAs } from './table.ts';
import { addressTable, contactTable, methodTable, type ContactRow } from './tables.ts';

const contactColumns = contactTable.select('c');

const findContacts: Statement = {
  name: 'find_contacts',
  text: `select ${contactColumns} from contact c where c.tenant_id = $1 and c.id = any($2::uuid[])`,
};
const findMethods: Statement = {
  name: 'find_methods',
  text: `select ${methodTable.select('m')} from contact_method m where m.tenant_id = $1 and m.contact_id = any($2::uuid[]) order by m.kind desc, m.position, m.id`,
};
const findAddresses: Statement = {
  name: 'find_addresses',
  text: `select ${addressTable.select('a')} from contact_address a where a.tenant_id = $1 and a.contact_id = any($2::uuid[]) order by a.position, a.id`,
};
const findContactTags: Statement = {
  name: 'find_contact_tags',
  text: `select l.contact_id, l.tag_id, t.name from contact_tag l left join tag t on t.tenant_id = l.tenant_id and t.id = l.tag_id where l.tenant_id = $1 and l.contact_id = any($2::uuid[]) order by l.position, l.tag_id`,
};

const findChildren: readonly Statement[] = [findMethods, findAddresses, findContactTags];

const toContact = listReader<ContactRow>(contactTable);
// The first column of a child's row says whose it is.
const toMethod = listReader<ContactMethod>(methodTable, 1);
const toAddress = listReader<ContactAddress>(addressTable, 1);

/** The contacts with these ids, in the order of the ids; unknown ids are left out. Deleted ones are given too. */
export async function loadContacts(
  connection: TenantConnection,
  tenantId: number,
  ids: readonly Uuid[],
): Promise<Contact[]> {
  if (ids.length === 0) return [];
  const statements = [findContacts, ...findChildren];
  return wholeOf(ids, await askAll(connection, statements, [tenantId, ids]));
}

/** The same outside a transaction, as they are at one moment. */
export async function readContacts(
  database: Database,
  tenantId: number,
  ids: readonly Uuid[],
): Promise<Contact[]> {
  if (ids.length === 0) return [];
  const statements = [findContacts, ...findChildren];
  return wholeOf(ids, await database.readTogether(tenantId, statements, [tenantId, ids]));
}

/** Completes contact rows (with the columns of `contactTable.select`) with their children, keeping the rows' order. */
export async function completeContacts(
  connection: TenantConnection,
  tenantId: number,
  rows: readonly Row[],
): Promise<Contact[]> {
  if (rows.length === 0) return [];
  const contacts = rows.map((row) => fromRow(contactTable, row));
  const ids = contacts.map(({ id }) => id);
  const children = await askAll(connection, findChildren, [tenantId, ids]);
  return inOrder(ids, withChildren(contacts, children));
}

type Lists = readonly (readonly RowList[])[];

function askAll(
  connection: TenantConnection,
  statements: readonly Statement[],
  values: readonly SqlValue[],
): Promise<Lists> {
  return Promise.all(statements.map((statement) => connection.queryLists(statement, values)));
}

function wholeOf(ids: readonly Uuid[], [lists = [], ...children]: Lists): Contact[] {
  return inOrder(ids, withChildren(lists.map(toContact), children));
}

function withChildren(
  contacts: readonly ContactRow[],
  [methods, addresses, tags]: Lists,
): Map<Uuid, Contact> {
  const byId = new Map<Uuid, Loading>();
  for (const contact of contacts)
    byId.set(contact.id, Object.assign(contact, { methods: [], addresses: [], tags: [] }));
  const give = (lists: Lists[number] = [], add: (to: Loading, list: RowList) => void): void => {
    for (const list of lists) {
      const contact = byId.get(rowListAs<[Uuid]>(list)[0]);
      if (contact) add(contact, list);
    }
  };
  give(methods, (to, list) => to.methods.push(toMethod(list)));
  give(addresses, (to, list) => to.addresses.push(toAddress(list)));
  give(tags, (to, list) => {
    const [, id, name] = rowListAs<TagList>(list);
    to.tags.push({ id, name });
  });
  return byId;
}

type TagList = readonly [contactId: Uuid, tagId: Uuid, name: string | null];

interface Loading extends ContactRow {
  readonly methods: ContactMethod[];
  readonly addresses: ContactAddress[];
  readonly tags: TagReference[];
}

function inOrder(ids: readonly Uuid[], contacts: ReadonlyMap<Uuid, Contact>): Contact[] {
  return ids.flatMap((id) => contacts.get(id) ?? []);
}
