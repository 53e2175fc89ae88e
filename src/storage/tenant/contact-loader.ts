/** Reads whole contacts: the row and its methods, addresses and tags, in one pipelined round trip. */
import type {
  Contact,
  ContactAddress,
  ContactMethod,
  TagReference,
} from '../../core/contact/contact.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { Database, Row, Statement, TenantConnection } from '../database.ts';
import { fromRow, rowAs } from './table.ts';
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

const findWhole: readonly Statement[] = [findContacts, findMethods, findAddresses, findContactTags];

/** The contacts with these ids, in the order of the ids; unknown ids are left out. Deleted ones are given too. */
export async function loadContacts(
  connection: TenantConnection,
  tenantId: number,
  ids: readonly Uuid[],
): Promise<Contact[]> {
  if (ids.length === 0) return [];
  const values = [tenantId, ids];
  return wholeOf(
    ids,
    await Promise.all(findWhole.map((statement) => connection.query(statement, values))),
  );
}

/** The same outside a transaction, as they are at one moment. */
export async function readContacts(
  database: Database,
  tenantId: number,
  ids: readonly Uuid[],
): Promise<Contact[]> {
  if (ids.length === 0) return [];
  return wholeOf(ids, await database.readTogether(tenantId, findWhole, [tenantId, ids]));
}

function wholeOf(ids: readonly Uuid[], [rows = [], ...children]: Children): Contact[] {
  return inOrder(ids, assemble(rows, children));
}

/** Completes contact rows (with the columns of `contactTable.select`) with their children, keeping the rows' order. */
export async function completeContacts(
  connection: TenantConnection,
  tenantId: number,
  rows: readonly Row[],
): Promise<Contact[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => fromRow(contactTable, row).id);
  const values = [tenantId, ids];
  const children = await Promise.all([
    connection.query(findMethods, values),
    connection.query(findAddresses, values),
    connection.query(findContactTags, values),
  ]);
  return inOrder(ids, assemble(rows, children));
}

type Children = readonly (readonly Row[])[];

function assemble(
  rows: readonly Row[],
  [methods = [], addresses = [], tags = []]: Children,
): Map<Uuid, Contact> {
  const contacts = new Map<Uuid, Loading>();
  const own = (contactId: Uuid, add: (contact: Loading) => void): void => {
    const contact = contacts.get(contactId);
    if (contact) add(contact);
  };
  for (const row of rows) {
    const contact = fromRow(contactTable, row);
    contacts.set(contact.id, { ...contact, methods: [], addresses: [], tags: [] });
  }
  for (const row of methods) {
    const { contactId, ...method } = fromRow(methodTable, row);
    own(contactId, (contact) => contact.methods.push(method));
  }
  for (const row of addresses) {
    const { contactId, ...address } = fromRow(addressTable, row);
    own(contactId, (contact) => contact.addresses.push(address));
  }
  for (const row of tags) {
    const { contact_id: contactId, tag_id: id, name } = rowAs<TagRow>(row);
    own(contactId, (contact) => contact.tags.push({ id, name }));
  }
  return contacts;
}

interface TagRow {
  readonly contact_id: Uuid;
  readonly tag_id: Uuid;
  readonly name: string | null;
}

interface Loading extends ContactRow {
  readonly methods: ContactMethod[];
  readonly addresses: ContactAddress[];
  readonly tags: TagReference[];
}

function inOrder(ids: readonly Uuid[], contacts: ReadonlyMap<Uuid, Contact>): Contact[] {
  return ids.flatMap((id) => contacts.get(id) ?? []);
}
