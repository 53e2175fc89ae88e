/** The words of a search document by which it is found without looking at it: those of names, and what may be mistyped. */
import type { Contact } from '../../../core/contact/contact.ts';
import { nameMark } from '../../../core/search/name-mark.ts';
import { letter } from '../../../core/search/word-pattern.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { makeTable } from '../table.ts';

export interface SearchWordRow {
  readonly word: string;
  readonly contactId: Uuid;
  /** Begins a word of the name. */
  readonly inName: boolean;
  readonly archived: boolean;
}

export const searchWordTable = makeTable<SearchWordRow>(
  'search_word',
  { word: 'text', contactId: 'uuid', inName: 'boolean', archived: 'boolean' },
  ['word', 'contactId'],
);

/** Longer ones are cut: an index takes no more, and nobody types so much. */
export const longestWord = 100;
const nameWord = new RegExp(`${nameMark}(${letter}+)`, 'gu');
// Of fewer than three letters nothing is mistyped: `similarTo` forgives from four on, one of which may be too many.
const otherWord = new RegExp(`(?<!${letter})(?!${nameMark})(?=\\p{L}{3})${letter}+`, 'gu');

/** Nothing of a deleted contact: nobody finds it. */
export function searchWordsOf(contact: Contact, doc: string): SearchWordRow[] {
  if (contact.deletedAt !== null) return [];
  // What stands after the @ is shared by thousands, or is the company's name once more.
  const own = doc.replaceAll(/@[^\n]*/g, '');
  const words = new Map<string, boolean>();
  for (const [word] of own.matchAll(otherWord)) words.set(word.slice(0, longestWord), false);
  for (const [, word = ''] of own.matchAll(nameWord)) words.set(word.slice(0, longestWord), true);
  const archived = contact.archivedAt !== null;
  const rows: SearchWordRow[] = [];
  for (const [word, inName] of words) {
    // An address is often the name with a number, which is no other way to mistype it.
    const plain = inName ? word : word.replace(/[0-9]+$/, '');
    if (plain === word || !words.has(plain))
      rows.push({ word, contactId: contact.id, inName, archived });
  }
  return rows;
}
