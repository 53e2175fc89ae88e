/** Text as such: what cannot be stored, and the folded form that is searched and sorted. */

export type TextProblem = 'nul' | 'lone-surrogate';

/** Why a text cannot be stored (PostgreSQL refuses both, and one such row would fail a whole batch); null = it can. */
export function textProblem(text: string): TextProblem | null {
  if (text.includes('\u0000')) return 'nul';
  return text.isWellFormed() ? null : 'lone-surrogate';
}

/** For search and sort: without accents and compatibility forms, lower-cased, white space collapsed and trimmed. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
