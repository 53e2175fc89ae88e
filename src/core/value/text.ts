/** Text as such: what cannot be stored, and the folded form that is searched and sorted. */

export type TextProblem = 'nul' | 'lone-surrogate';

/** Why a text cannot be stored (PostgreSQL refuses both, and one such row would fail a whole batch); null = it can. */
export function textProblem(text: string): TextProblem | null {
  if (text.includes('\u0000')) return 'nul';
  return text.isWellFormed() ? null : 'lone-surrogate';
}

/** Of which folding changes nothing but the case. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

/** For search and sort: without accents and compatibility forms, lower-cased, white space collapsed and trimmed. */
export function foldText(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** Letters that no normal form takes apart, as people type them without the keyboard for it. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** What is searched and searched for: folded, and in plain letters where the alphabet has more (migration 0018 does the same). */
export function foldSearch(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return foldText(text).replaceAll(/[ßøłæœđðþı]/g, (letter) => plainLetters[letter] ?? letter);
}
