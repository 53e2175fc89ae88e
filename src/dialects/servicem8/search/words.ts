/** The words of a query, and where a record has them. */
const around = 40;

/** In lower case. */
export function wordsOf(query: string): readonly string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

export function hasAll(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

/** Of each of these members that has a word, the text around the first; what is cut off shows as an ellipsis. */
export function highlightsOf(
  record: object,
  names: readonly string[],
  words: readonly string[],
): Record<string, string> {
  const texts = new Map<string, unknown>(Object.entries(record));
  const highlights: Record<string, string> = {};
  for (const name of names) {
    const text = texts.get(name);
    if (typeof text !== 'string') continue;
    const lower = text.toLowerCase();
    const places = words.map((word) => lower.indexOf(word)).filter((place) => place >= 0);
    if (places.length > 0) highlights[name] = pieceOf(text, Math.min(...places));
  }
  return highlights;
}

function pieceOf(text: string, place: number): string {
  const start = Math.max(0, place - around);
  const end = place + 2 * around;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}
