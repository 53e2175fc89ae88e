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
  let best: (MatchReason & { readonly rank: number }) | null = null;
  for (const { field, value, lines } of candidates) {
    if (!isWithin(word.scope, field)) continue;
    const rank = Math.min(...lines.map((line) => rankOf(word, line, { field, isSimilar })));
    const how = matchKinds[rank];
    if (how && (!best || rank < best.rank)) best = { word: word.text, field, value, how, rank };
  }
  if (!best) return null;
  const { rank: _rank, ...reason } = best;
  return reason;
}

function isWithin(scope: WordScope, field: MatchedField): boolean {
  return scope === 'any' || scope === field;
}

/** Of `matchKinds`; beyond them when the line does not match. A tag is found by its words' beginnings alone. */
function rankOf(
  word: PlannedWord,
  line: string,
  { field, isSimilar }: { readonly field: MatchedField; readonly isSimilar: boolean },
): number {
  const { text, patterns } = word;
  if (line === text || patterns.keys.includes(line)) return 0;
  const kind = kindOf(word, line, field);
  const isWithinTag = field === 'tag' && kind === 'part';
  if (kind !== null && !isWithinTag) return matchKinds.indexOf(kind);
  const isAlike = isSimilar && field !== 'tag' && isMistypedIn(word, line);
  return isAlike ? matchKinds.indexOf('similar') : matchKinds.length;
}

/** How the line holds the word itself. */
function kindOf(word: PlannedWord, said: string, field: MatchedField): MatchKind | null {
  if (isPlain(word)) return placeOf(word, said);
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
  const names = [
    shownName(contact),
    contact.givenName,
    contact.familyName,
    contact.displayName,
    contact.middleName,
    contact.nickname,
  ];
  return [
    ...names.flatMap((name) => textCandidate('name', name)),
    ...textCandidate('company', contact.companyName),
    ...textCandidate('title', contact.jobTitle),
    ...methodsOf(contact, 'phone').map(({ value, key, stripped }): Candidate => ({
      field: 'phone',
      value,
      lines: [key, stripped],
    })),
    ...methodsOf(contact, 'email').map(({ value, key }): Candidate => ({
      field: 'email',
      value,
      lines: [foldSearch(key)],
    })),
    ...contact.tags.flatMap(({ name }) => textCandidate('tag', name)),
    ...textCandidate('externalId', contact.externalId),
  ];
}

function textCandidate(field: MatchedField, value: string | null): Candidate[] {
  if (!value) return [];
  return [{ field, value, lines: [foldSearch(value)] }];
}
