/** Dates in which the month is a word. */

/** By their first letters, in the languages that are usual in lists: English, German, French, Spanish, Italian. */
const months: ReadonlyMap<string, string> = new Map(
  [
    'jan ene gen',
    'feb fev',
    'mar mrz',
    'apr avr abr',
    'may mai mag',
    'jun juin giu',
    'jul juil lug',
    'aug aou ago',
    'sep set',
    'oct okt ott',
    'nov',
    'dec dez dic',
  ].flatMap((names, index) =>
    names.split(' ').map((name): [string, string] => [name, String(index + 1).padStart(2, '0')]),
  ),
);

/** "3 March 1980", "March 3rd, 1980" and "3-Mar-80" with day, month and year as numbers, the year first or last; others as they are. */
export function monthAsNumber(text: string): string {
  const [first = '', last = '', ...rest] = text.match(/\d+/g) ?? [];
  if (first === '' || last === '' || rest.length > 0) return text;
  const month = (text.match(/\p{L}{3,}/gu) ?? [])
    .map(numberOf)
    .find((found) => found !== undefined);
  if (month === undefined) return text;
  return first.length === 4 ? `${first}-${month}-${last}` : `${first}.${month}.${last}`;
}

function numberOf(word: string): string | undefined {
  const plain = word
    .normalize('NFKD')
    .replaceAll(/\P{ASCII}/gu, '')
    .toLowerCase();
  return months.get(plain.slice(0, 4)) ?? months.get(plain.slice(0, 3));
}
