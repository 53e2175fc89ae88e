/** The statements that carry a flush's changes to the tables, children before and after their parents as keys demand. */
import type { Contact } from '../../../core/contact/contact.ts';
import type { MethodPreference } from '../../../core/contact/method-preference.ts';
import { isSame } from '../../../core/event/diff.ts';
import type { Statement } from '../../database.ts';
import type { RecordChanges } from './record-set.ts';
import { methodPreferenceTable } from '../method/preference-table.ts';
import { searchDocument } from '../search-document.ts';
import {
  insertSearchWords,
  searchWordsOf,
  searchWordTable,
  type SearchWordRow,
  toWordLists,
} from '../search/search-word.ts';
import { hiddenParts, insertSpellings, removeSpellings, spelledWords } from '../search/spelling.ts';
import { toJsonRows, type Table } from '../table.ts';
import {
  addressTable,
  contactTable,
  contactTagTable,
  methodTable,
  searchTable,
  type AddressRow,
  type ContactRow,
  type ContactTagRow,
  type MethodRow,
} from '../tables.ts';

/** One statement with its JSON rows, its second parameter; `more` from the third on. */
export interface PlannedWrite {
  readonly statement: Statement;
  readonly rows: string;
  readonly more?: readonly number[];
  /** Goes by what is there, so it must see what the flush before has left. */
  readonly isLate?: true;
}

/** Inserts, updates and removals of a table whose records are rows. */
export function planRecords<T extends object>(
  table: Table<T>,
  changes: RecordChanges<T>,
): PlannedWrite[] {
  return [
    ...planned(table.remove, table, changes.removed),
    ...planned(table.insert, table, changes.inserted),
    ...planned(
      table.update,
      table,
      changes.updated.map((change) => change.after),
    ),
  ];
}

function planned<T extends object>(
  statement: Statement,
  table: Table<T>,
  records: readonly T[],
): PlannedWrite[] {
  return records.length === 0 ? [] : [{ statement, rows: toJsonRows(table, records) }];
}

/** A preference whose method has moved to another contact went with that method's row, and is written anew. */
export function planPreferences(changes: RecordChanges<MethodPreference>): PlannedWrite[] {
  const moved = changes.updated.filter(({ before, after }) => before.contactId !== after.contactId);
  return planRecords(methodPreferenceTable, {
    removed: changes.removed,
    inserted: [...changes.inserted, ...moved.map(({ after }) => after)],
    updated: changes.updated.filter((change) => !moved.includes(change)),
  });
}

/** Contacts with their children and search text; see `planRemovals` for those that go. */
export function planContacts(changes: RecordChanges<Contact>): PlannedWrite[] {
  const parts = {
    methods: emptyRows<MethodRow>(),
    addresses: emptyRows<AddressRow>(),
    tags: emptyRows<ContactTagRow>(),
  };
  const search = emptyRows<{ contactId: Contact['id']; doc: string }>();
  const words = emptyRows<SearchWordRow>();
  const docs: string[] = [];
  for (const contact of changes.inserted) {
    collectChildren(null, contact, parts);
    const doc = searchDocument(contact);
    search.inserted.push({ contactId: contact.id, doc });
    words.inserted.push(...searchWordsOf(contact, doc));
    docs.push(doc);
  }
  for (const { before, after } of changes.updated) {
    collectChildren(before, after, parts);
    const [former, doc] = [searchDocument(before), searchDocument(after)];
    if (doc !== former) search.updated.push({ contactId: after.id, doc });
    if (doc !== former || visibilityOf(before) !== visibilityOf(after)) {
      diffRows(searchWordsOf(before, former), searchWordsOf(after, doc), ({ word }) => word, words);
      if (after.deletedAt === null) docs.push(doc);
    }
  }
  const rows: RecordChanges<ContactRow> = { ...changes, removed: [] };
  return [
    ...planRecords(contactTable, rows),
    ...planRows(methodTable, parts.methods),
    ...planRows(addressTable, parts.addresses),
    ...planRows(contactTagTable, parts.tags),
    ...planRows(searchTable, search),
    ...planWords(words),
    ...planSpellings(words, docs),
  ];
}

/** Contacts that go for good, with their children; last, when no job link names them any more. */
export function planRemovals(changes: RecordChanges<Contact>): PlannedWrite[] {
  const rows: readonly ContactRow[] = changes.removed;
  const words = changes.removed.flatMap((contact) =>
    searchWordsOf(contact, searchDocument(contact)),
  );
  return [
    ...planned(contactTable.remove, contactTable, rows),
    ...planned(searchWordTable.remove, searchWordTable, words),
    ...planSpellings({ ...emptyRows<SearchWordRow>(), removed: words }, []),
  ];
}

function planWords({ removed, inserted, updated }: Rows<SearchWordRow>): PlannedWrite[] {
  const added = { statement: insertSearchWords, rows: toWordLists(inserted) };
  return [
    ...planned(searchWordTable.remove, searchWordTable, removed),
    ...(inserted.length === 0 ? [] : [added]),
    ...planned(searchWordTable.update, searchWordTable, updated),
  ];
}

/** After the words themselves. */
function planSpellings(
  { inserted, removed }: Rows<SearchWordRow>,
  docs: readonly string[],
): PlannedWrite[] {
  const spelled = spelledWords(inserted);
  for (const doc of docs) for (const part of hiddenParts(doc)) spelled.add(part);
  return [
    ...plannedTexts(removeSpellings, spelledWords(removed)),
    ...plannedTexts(insertSpellings, spelled),
  ];
}

function plannedTexts(statement: Statement, texts: ReadonlySet<string>): PlannedWrite[] {
  return texts.size === 0 ? [] : [{ statement, rows: JSON.stringify([...texts]), isLate: true }];
}

/** As far as searches are concerned: deleted, archived or neither. */
function visibilityOf({ deletedAt, archivedAt }: Contact): string {
  if (deletedAt !== null) return 'deleted';
  return archivedAt === null ? 'live' : 'archived';
}

interface Rows<T> {
  readonly inserted: T[];
  readonly updated: T[];
  readonly removed: T[];
}

function emptyRows<T>(): Rows<T> {
  return { inserted: [], updated: [], removed: [] };
}

function planRows<T extends object>(table: Table<T>, rows: Rows<T>): PlannedWrite[] {
  return [
    ...planned(table.remove, table, rows.removed),
    ...planned(table.insert, table, rows.inserted),
    ...planned(table.update, table, rows.updated),
  ];
}

interface ChildRows {
  readonly methods: Rows<MethodRow>;
  readonly addresses: Rows<AddressRow>;
  readonly tags: Rows<ContactTagRow>;
}

function collectChildren(before: Contact | null, after: Contact, parts: ChildRows): void {
  const contactId = after.id;
  const own = <T extends object>(items: readonly T[] = []): (T & { contactId: Contact['id'] })[] =>
    items.map((item) => ({ ...item, contactId }));
  if (before?.methods !== after.methods)
    diffRows(own(before?.methods), own(after.methods), byId, parts.methods);
  if (before?.addresses !== after.addresses)
    diffRows(own(before?.addresses), own(after.addresses), byId, parts.addresses);
  if (before?.tags !== after.tags) {
    const rows = (tags: Contact['tags'] = []): ContactTagRow[] =>
      tags.map((tag, position) => ({ contactId, tagId: tag.id, position }));
    diffRows(rows(before?.tags), rows(after.tags), (row) => row.tagId, parts.tags);
  }
}

function byId(row: { readonly id: string }): string {
  return row.id;
}

function diffRows<T extends object>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (row: T) => string,
  rows: Rows<T>,
): void {
  const known = new Map(before.map((row) => [keyOf(row), row]));
  for (const row of after) {
    const former = known.get(keyOf(row));
    known.delete(keyOf(row));
    if (!former) rows.inserted.push(row);
    else if (!isSame(former, row)) rows.updated.push(row);
  }
  rows.removed.push(...known.values());
}
