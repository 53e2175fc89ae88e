/**
 * The words for types. Polydex stores a type in lower case and by one of its synonyms; the word that the writer used is
 * kept beside it (`extra.unified`), by type, for as long as an entry has that type.
 */
import { isJsonObject, type JsonObject } from '../../../core/value/json.ts';

/** Lists that have types, by the key of their words in the contact's `extra.unified`. */
export type TypedList = 'phoneTypes' | 'emailTypes' | 'addressTypes';

/** Stored type → the writer's word, where the two differ. */
export type TypeWords = ReadonlyMap<string, string>;

const synonyms: ReadonlyMap<string, string> = new Map([
  ['cell', 'mobile'],
  ['office', 'work'],
]);

/** How a word is stored: trimmed, lower-cased, by its synonym; `''` for none. */
export function foldWord(word: string | null): string {
  const lower = (word ?? '').trim().toLowerCase();
  return synonyms.get(lower) ?? lower;
}

/** `main` and `primary` both say that the entry is the one for places with room for one. */
export function saysPrimary(word: string | null): boolean {
  const folded = foldWord(word);
  return folded === 'main' || folded === 'primary';
}

/** What an entry of that type and flag shows; one without a type that is flagged says so. */
export function shownWord(
  entry: { readonly type: string; readonly isPrimary: boolean },
  words: TypeWords,
): string | null {
  const type = entry.type === '' && entry.isPrimary ? 'primary' : entry.type;
  return type === '' ? null : (words.get(type) ?? type);
}

type WithExtra = { readonly extra: Readonly<Record<string, JsonObject>> };

export function wordsOf(contact: WithExtra | null, list: TypedList): TypeWords {
  const kept = contact?.extra['unified']?.[list];
  const pairs = isJsonObject(kept) ? Object.entries(kept) : [];
  return new Map(
    pairs.filter((pair): pair is [string, string] => {
      const [type, word] = pair;
      return typeof word === 'string' && foldWord(word) === type;
    }),
  );
}

/** The words after a write of the list: those that are new in it, and the kept ones of all other types. */
export function wordsAfter(kept: TypeWords, said: readonly string[]): TypeWords {
  const byType = new Map<string, Set<string>>();
  for (const word of said) {
    const trimmed = word.trim();
    const type = foldWord(trimmed);
    if (type !== '') byType.set(type, (byType.get(type) ?? new Set()).add(trimmed));
  }
  const words = new Map(kept);
  for (const [type, [first = type, ...others]] of byType) {
    // Two words for one type in one list: neither can stand for both.
    if (others.length > 0 || first === type) words.delete(type);
    else words.set(type, first);
  }
  return words;
}

/** The change to `extra.unified`, undefined when the words stay as they are. */
export function wordsPatch(
  list: TypedList,
  before: TypeWords,
  after: TypeWords,
): JsonObject | undefined {
  const same =
    before.size === after.size && [...after].every(([type, word]) => before.get(type) === word);
  if (same) return undefined;
  return { [list]: after.size === 0 ? null : Object.fromEntries(after) };
}
