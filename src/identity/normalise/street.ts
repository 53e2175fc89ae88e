/** A street and the number in it, apart and in full words. */
import { isMissing, wordsOf } from './fold.ts';

export interface StreetForm {
  /** `''` = not said. */
  readonly number: string;
  readonly street: string;
}

const fullWords: Readonly<Record<string, string>> = {
  st: 'street',
  str: 'strasse',
  rd: 'road',
  ave: 'avenue',
  av: 'avenue',
  dr: 'drive',
  drv: 'drive',
  ln: 'lane',
  ct: 'court',
  crt: 'court',
  crct: 'circuit',
  cct: 'circuit',
  cres: 'crescent',
  cr: 'crescent',
  pl: 'place',
  plc: 'place',
  blvd: 'boulevard',
  hwy: 'highway',
  pde: 'parade',
  tce: 'terrace',
  ter: 'terrace',
  terr: 'terrace',
  sq: 'square',
  pkwy: 'parkway',
  cl: 'close',
  gr: 'grove',
  gve: 'grove',
  n: 'north',
  s: 'south',
  e: 'east',
  w: 'west',
  mt: 'mount',
  ft: 'fort',
};

const streetWords: ReadonlySet<string> = new Set(
  Object.entries(fullWords).flatMap(([short, long]) =>
    short.length > 1 && short !== 'mt' && short !== 'ft' ? [short, long] : [],
  ),
);

const unitWords: ReadonlySet<string> = new Set(
  'apt apartment unit flat suite ste room rm floor fl level lvl lot no nr number'.split(' '),
);

const numberWord = /^\d+[a-z]?$/;

/** `number` wins where it is given; else the first number in the line that belongs to no flat. */
export function normaliseStreet(
  number: string | null | undefined,
  line: string | null | undefined,
): StreetForm {
  const words = withoutUnits(wordsOf(line));
  const own = wordsOf(number).join(' ');
  const at = words.findIndex((word) => numberWord.test(word));
  const found = at < 0 ? '' : (words[at] ?? '');
  const names = words.filter((_, index) => index !== at || (own !== '' && own !== found));
  return { number: own === '' ? found : own, street: names.map(inFull).join(' ') };
}

/** The words of a line in full, joined by spaces; `''` = nothing said. */
export function normaliseLine(line: string | null | undefined): string {
  return isMissing(line) ? '' : wordsOf(line).map(inFull).join(' ');
}

/** Road, Street, Ave: what makes a line an address. */
export function isStreetWord(word: string): boolean {
  return streetWords.has(word);
}

/** Flat, Suite, Floor: what says where in a house. */
export function isUnitWord(word: string): boolean {
  return unitWords.has(word);
}

function withoutUnits(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const next = words[at + 1] ?? '';
    if (unitWords.has(word) && /^\w{1,4}$/.test(next) && words.length > 2) at += 1;
    else kept.push(word);
  }
  return kept;
}

/** In front of a name "St" is a saint. */
function inFull(word: string, place: number, all: readonly string[]): string {
  if (word === 'st' && place === 0 && all.length > 1) return word;
  const long = fullWords[word];
  if (long !== undefined) return long;
  return word.length > 5 && word.endsWith('str') ? `${word}asse` : word;
}
