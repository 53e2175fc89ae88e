/**
 * What is written of a search document so that mistyped words find those that they may stand for: each word of the
 * workspace once, under the keys that the function `spelling_keys` makes of it. Migration 0028 does the same.
 */
import { nameMark } from '../../../core/search/name-mark.ts';
import { betweenWords } from '../../../core/search/word-pattern.ts';
import type { Statement } from '../../database.ts';
import { addressSign, longestWord, otherWord, type SearchWordRow } from './search-word.ts';

/** Before the parts of what is no word here. */
export const partSign = addressSign;
/** So many signs are a part: as many as the shortest text that forgives an error. */
const partLength = 4;
const threeSigns = /^.{3}/su;
/** A word with two digits among so many first signs is more than one error away from all letters. */
const tellingSigns = 6;
const twoDigits = /[0-9].*[0-9]/;

const separator = new RegExp(betweenWords, 'u');
const separators = new RegExp(`${betweenWords}+`, 'u');

// A subquery instead of a join: the rows are looked up one by one, also where nobody knows yet how many there are.
const known = `(select s.key from search_spelling s where s.tenant_id = $1 and s.key = w.word and s.word = w.word)`;
const held = `(select h.word from search_word h where h.tenant_id = $1 and h.word = w.word limit 1)`;
const words = (condition: string): string =>
  `(select w.word from json_array_elements_text($2::json) w(word) where ${condition} is null offset 0) w cross join lateral spelling_keys(w.word) k(key)`;

/** Those of the words that nobody had before. */
export const insertSpellings: Statement = {
  name: 'insert_search_spelling',
  text: `insert into search_spelling (tenant_id, key, word) select $1::bigint, k.key, w.word from ${words(known)} on conflict do nothing`,
};

/** Those of the words that nobody has any more; after the contacts' own words have been taken away. */
export const removeSpellings: Statement = {
  name: 'remove_search_spelling',
  text: `delete from search_spelling t using ${words(held)} where t.tenant_id = $1::bigint and t.key = k.key and t.word = w.word`,
};

/** Those that may be mistyped: no numbers and addresses, and no names with signs, whose words stand beside them. */
export function spelledWords(rows: readonly SearchWordRow[]): Set<string> {
  const found = rows.map(({ word }) => word);
  return new Set(found.filter((word) => !separator.test(word) && isSpelled(word)));
}

function isSpelled(word: string): boolean {
  if (!threeSigns.test(word)) return false;
  return !twoDigits.test(word) || !twoDigits.test(firstSigns(word));
}

function firstSigns(word: string): string {
  return Array.from(word).slice(0, tellingSigns).join('');
}

/** The parts of what stands in the document and not among its words, nor in one of them. */
export function hiddenParts(doc: string): Set<string> {
  const hosts = doc.match(/@[^\n]*/g) ?? [];
  const pieces = doc.replaceAll(/@[^\n]*/g, '').split(separators);
  const groups = Map.groupBy(pieces, isKept);
  const kept = new Set(groups.get(true)?.map(bare));
  const others = groups.get(false) ?? [];
  const hidden = others.filter((piece) => !kept.has(withoutEnd(piece)));
  const all = [...hidden, ...hosts.flatMap((host) => host.split(separators))];
  return new Set(all.flatMap(partKeys));
}

/** Whether it is one of the words under which contacts are found that are mistyped. */
function isKept(piece: string): boolean {
  const isWord = piece.startsWith(nameMark) || otherWord.test(piece);
  return isWord && piece.length <= longestWord && isSpelled(bare(piece));
}

/** An address is often the name with a number. */
function withoutEnd(piece: string): string {
  return piece.replace(/[0-9]+$/, '');
}

/** Keys of which a text that is no word here has all, if it holds this one. */
export function partKeys(text: string): string[] {
  return partsOf(text).map((part) => partSign + part);
}

/** Every four signs that follow one another, none of them a digit. */
function partsOf(text: string): string[] {
  const word = bare(text);
  // Of letters that are one unit each, as nearly all are, no lists need be made.
  const signs = isPlainText.test(word) ? word : Array.from(word);
  const parts: string[] = [];
  for (let at = 0; at + partLength <= signs.length; at += 1) {
    const part = signs.slice(at, at + partLength);
    const letters = typeof part === 'string' ? part : part.join('');
    if (!/[0-9]/.test(letters)) parts.push(letters);
  }
  return parts;
}

const isPlainText = /^[^\ud800-\udfff]*$/;

function bare(piece: string): string {
  return piece.startsWith(nameMark) ? piece.slice(nameMark.length) : piece;
}
