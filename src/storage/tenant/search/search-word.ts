/**
 * The words of a search document by which it is found without looking at it: those of names, what may be mistyped, how
 * numbers begin and end, and addresses. Migrations 0025 to 0027, 0029 and 0030 do the same.
 */
import type { Contact } from '../../../core/contact/contact.ts';
import { nameMark } from '../../../core/search/name-mark.ts';
import { betweenWords } from '../../../core/search/word-pattern.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { Statement } from '../../database.ts';
import { makeTable } from '../table.ts';

export interface SearchWordRow {
  readonly word: string;
  readonly contactId: Uuid;
  /** A word of the name. */
  readonly inName: boolean;
  /** Of a word of the name or its first letters: all words of it, between blanks; null where they are too long for an index. */
  readonly names: string | null;
  readonly archived: boolean;
}

export const searchWordTable = makeTable<SearchWordRow>(
  'search_word',
  { word: 'text', contactId: 'uuid', inName: 'boolean', names: 'text', archived: 'boolean' },
  ['word', 'contactId'],
);

/**
 * The rows of each contact in one: read one by one they take PostgreSQL half as long again. Parameters: $1 the tenant, $2 what
 * `toWordLists` makes of them.
 */
export const insertSearchWords: Statement = {
  name: 'insert_search_word',
  text: `insert into search_word (tenant_id, word, contact_id, in_name, names, archived)
    select $1::bigint, w.word, r.contact_id, w.place <= r.own, case when w.place <= r.own then r.names end, r.archived
    from json_to_recordset($2::json) as r(contact_id uuid, archived boolean, own integer, names text, words text[])
    cross join lateral unnest(r.words) with ordinality w(word, place)`,
};

/** Longer ones are cut: an index takes no more, and nobody types so much. */
export const longestWord = 100;
/** A longer name is not kept beside each of its words. */
const longestNames = 200;
/** Of the end of a number so many digits are kept. */
export const longestEnd = 8;
/** Before what a line begins with as a number, and before the digits that one ends with, the last one first. */
export const beginSign = '>';
export const endSign = '<';
/** Before the first characters of a number: so many begin alike that those who share them are wanted in order. */
export const shortNumberSign = '#';
export const shortNumber = 8;
/** Before an address. */
export const addressSign = '@';
/** Before the first two letters of the words of a name: too many words begin so to be read one after the other. */
const nameSign = '^';
const shortName = 2;

const separators = new RegExp(`${betweenWords}+`, 'u');
// Of fewer than three letters nothing is mistyped: `similarTo` forgives from four on, one of which may be too many.
export const otherWord = /^[^0-9]{3}/u;
/** What may be taken for the beginning of an address is kept as it is, too. */
const signedName = new RegExp(
  `(?:^|[ \n])${nameMark}((?!${betweenWords}|${nameMark})[^ \n]*[.@_+][^ \n]*)`,
  'gu',
);
const address = new RegExp(`^(?!${betweenWords}|${nameMark})[^ \n]*@[^ \n]*`, 'gmu');

/** Nothing of a deleted contact: nobody finds it. */
export function searchWordsOf(contact: Contact, doc: string): SearchWordRow[] {
  if (contact.deletedAt !== null) return [];
  const words = wordsIn(doc);
  const archived = contact.archivedAt !== null;
  const names = namesOf(words);
  const rows: SearchWordRow[] = [];
  for (const [word, inName] of words) {
    // An address is often the name with a number, which is no other way to mistype it.
    const plain = inName ? word : word.replace(/[0-9]+$/, '');
    if (plain === word || !words.has(plain))
      rows.push({ word, contactId: contact.id, inName, names: inName ? names : null, archived });
  }
  for (const word of shortNamesOf(words))
    rows.push({ word, contactId: contact.id, inName: true, names, archived });
  for (const word of [...numbersIn(doc), ...addressesIn(doc)])
    rows.push({ word, contactId: contact.id, inName: false, names: null, archived });
  return rows;
}

/** Of each contact the words, `own` of its name first. */
export function toWordLists(rows: readonly SearchWordRow[]): string {
  const lists = Map.groupBy(rows, ({ contactId }) => contactId);
  return JSON.stringify(Array.from(lists, ([id, words]) => wordList(id, words)));
}

function wordList(id: Uuid, rows: readonly SearchWordRow[]): object {
  const own = rows.filter(({ inName }) => inName);
  const others = rows.filter(({ inName }) => !inName);
  const words = [...own, ...others].map(({ word }) => word);
  const archived = rows.some((row) => row.archived);
  return { contact_id: id, archived, own: own.length, names: own[0]?.names, words };
}

/** Under what someone is found by two letters of a name; null for what is longer or shorter. */
export function shortNameWord(text: string): string | null {
  return Array.from(text).length === shortName ? nameSign + text : null;
}

/** What the words of all numbers begin with that begin so, and whether they are those of the first characters. */
export function numberStart(text: string): { readonly prefix: string; readonly isShort: boolean } {
  const isShort = text.length <= shortNumber;
  return { prefix: (isShort ? shortNumberSign : beginSign) + text, isShort };
}

function shortNamesOf(words: ReadonlyMap<string, boolean>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [word, inName] of words) {
    const short = inName ? shortNameWord(Array.from(word).slice(0, shortName).join('')) : null;
    if (short !== null) found.add(short);
  }
  return found;
}

/** The words of the name in the order of the table, as a condition finds each of them. */
function namesOf(words: ReadonlyMap<string, boolean>): string | null {
  const names = [...words].flatMap(([word, inName]) => (inName ? [word] : []));
  const text = ` ${names.toSorted(byCharacter).join(' ')} `;
  return text.length <= longestNames || Array.from(text).length <= longestNames ? text : null;
}

/** Each with whether it begins a word of a name. */
function wordsIn(doc: string): ReadonlyMap<string, boolean> {
  const words = new Map<string, boolean>();
  for (const [, name = ''] of doc.matchAll(signedName)) words.set(cut(name), true);
  // What stands after the @ is shared by thousands, or is the company's name once more.
  for (const piece of doc.replaceAll(/@[^\n]*/g, '').split(separators)) {
    const inName = piece.startsWith(nameMark);
    const word = cut(inName ? piece.slice(nameMark.length) : piece);
    if (inName ? word !== '' : otherWord.test(word))
      words.set(word, inName || words.get(word) === true);
  }
  return words;
}

function numbersIn(doc: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [number] of doc.matchAll(/^\+?[0-9]{2,}/gm)) {
    words.add(beginSign + number.slice(0, longestWord));
    words.add(shortNumberSign + number.slice(0, shortNumber));
  }
  for (const [digits] of doc.matchAll(/[0-9]{3,}$/gm))
    words.add(endSign + reversed(digits.slice(-longestEnd)));
  return words;
}

function addressesIn(doc: string): ReadonlySet<string> {
  const found = [...doc.matchAll(address)].map(([line]) => addressSign + cut(line));
  return new Set(found);
}

/** The end of a number, as it is looked for. */
export function reversed(digits: string): string {
  return digits.split('').toReversed().join('');
}

/** By whole characters, as PostgreSQL counts. */
function cut(word: string): string {
  return word.length <= longestWord ? word : Array.from(word).slice(0, longestWord).join('');
}

/** As PostgreSQL orders bytes. */
function byCharacter(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
