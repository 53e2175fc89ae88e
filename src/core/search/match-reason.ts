/** Why a contact was found: the value in which each word is seen best. */
import { methodsOf, shownName } from '../contact/contact-view.ts';
import type { Contact } from '../contact/contact.ts';
import type { PlannedWord } from '../port/search-query.ts';
import { foldSearch } from '../value/text.ts';
import { markName } from './name-mark.ts';
import { isMistypedIn } from './one-error.ts';
import type { WordScope } from './search-node.ts';
import { isPlain, placeOf, placeOfNumber } from './word-place.ts';

const matchedFields = ['name', 'company', 'title', 'phone', 'email', 'tag', 'externalId'] as const;
export type MatchedField = (typeof matchedFields)[number];

/** Best first. */
const matchKinds = ['exact', 'word', 'start', 'part', 'similar'] as const;
export type MatchKind = (typeof matchKinds)[number];

export interface MatchReason {
  /** As it was looked for: folded. */
  readonly word: string;
  readonly field: MatchedField;
  /** As stored. */
  readonly value: string;
  readonly how: MatchKind;
}

interface Sought {
  readonly word: PlannedWord;
  readonly isSimilar: boolean;
  /** See `isPlain` of places. */
  readonly isPlain: boolean;
}

interface Candidate {
  readonly field: MatchedField;
  readonly value: string;
  /** What was looked through, folded. */
  readonly lines: readonly string[];
}

/**
 * At most one for each word, in their order; none for a word that only an alternative asked for. `isSimilar`: the
 * contact was found by a typing error.
 */
export function matchReasons(
  contact: Contact,
  words: readonly PlannedWord[],
  isSimilar: boolean,
): MatchReason[] {
  const candidates = candidatesOf(contact);
  return words.flatMap((word) => reasonOf(word, candidates, isSimilar) ?? []);
}

function reasonOf(
  word: PlannedWord,
  candidates: readonly Candidate[],
  isSimilar: boolean,
): MatchReason | null {
  const sought = { word, isSimilar, isPlain: isPlain(word) };
  let best: Candidate | null = null;
  let bestRank: number = matchKinds.length;
  for (const candidate of candidates) {
    if (!isWithin(word.scope, candidate.field)) continue;
    for (const line of candidate.lines) {
      const rank = rankOf(sought, line, candidate.field);
      if (rank < bestRank) [best, bestRank] = [candidate, rank];
    }
    if (bestRank === 0) break;
  }
  const how = matchKinds[bestRank];
  return best && how ? { word: word.text, field: best.field, value: best.value, how } : null;
}

function isWithin(scope: WordScope, field: MatchedField): boolean {
  return scope === 'any' || scope === field;
}

/** Of `matchKinds`; beyond them when the line does not match. A tag is found by its words' beginnings alone. */
function rankOf(sought: Sought, line: string, field: MatchedField): number {
  const { word, isSimilar } = sought;
  const { text, patterns } = word;
  if (line === text || patterns.keys.includes(line)) return 0;
  const kind = sought.isPlain ? placeOf(word, line) : kindOf(word, line, field);
  const isWithinTag = field === 'tag' && kind === 'part';
  if (kind !== null && !isWithinTag) return matchKinds.indexOf(kind);
  const isAlike = isSimilar && field !== 'tag' && isMistypedIn(word, line);
  return isAlike ? matchKinds.indexOf('similar') : matchKinds.length;
}

/** How the line holds a word that is not plain. */
function kindOf(word: PlannedWord, said: string, field: MatchedField): MatchKind | null {
  const { number, nameStart, start, part } = word.patterns;
  const line = asSearched(said, field);
  if (number?.abroad === null) return placeOfNumber(number, line);
  const place = (begun: string): MatchKind | null =>
    isIn(begun, line) ? 'start' : isIn(part, line) ? 'part' : null;
  if (number) return place(nameStart);
  // What is not in the line need not be looked for: compiling an expression costs more than all that it finds.
  if (!word.isPhrase && !line.includes(word.text)) return null;
  // A whole word ends where the line or a sign does.
  return isIn(`${start}(?![\\p{L}\\p{N}])`, line) ? 'word' : place(start);
}

/** As it stands in the search document. */
function asSearched(line: string, field: MatchedField): string {
  return field === 'name' ? markName(line) : line;
}

function isIn(source: string, line: string): boolean {
  return compiled(source).test(`${line}\n`);
}

const mostCompiled = 200;
const remembered = new Map<string, RegExp>();

function compiled(source: string): RegExp {
  const known = remembered.get(source);
  if (known) return known;
  if (remembered.size >= mostCompiled) remembered.clear();
  const made = new RegExp(source, 'u');
  remembered.set(source, made);
  return made;
}

function candidatesOf(contact: Contact): Candidate[] {
  const found: Candidate[] = [];
  const addText = (field: MatchedField, value: string | null): void => {
    if (value) found.push({ field, value, lines: [foldSearch(value)] });
  };
  addText('name', shownName(contact));
  addText('name', contact.givenName);
  addText('name', contact.familyName);
  addText('name', contact.displayName);
  addText('name', contact.middleName);
  addText('name', contact.nickname);
  addText('company', contact.companyName);
  addText('title', contact.jobTitle);
  for (const { value, key, stripped } of methodsOf(contact, 'phone'))
    found.push({ field: 'phone', value, lines: [key, stripped] });
  for (const { value, key } of methodsOf(contact, 'email'))
    found.push({ field: 'email', value, lines: [foldSearch(key)] });
  for (const { name } of contact.tags) addText('tag', name);
  addText('externalId', contact.externalId);
  return found;
}
