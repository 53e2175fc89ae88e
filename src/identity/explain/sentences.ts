/** One English sentence for every level of every field. */
import { At } from '../score/fields.ts';
import type { ShownValues } from './shown-values.ts';

/** By field, from the worst level to the best; `$a` and `$b` stand for the values. */
const sentences: ReadonlyMap<number, readonly string[]> = new Map([
  [
    At.given,
    [
      'The given names differ: $a and $b.',
      'The given names are a little alike: $a and $b.',
      'A given name begins with the initial of the other: $a and $b.',
      'The given names are spelled nearly alike: $a and $b.',
      'One given name is a form of the other: $a and $b.',
      'They have the given name $a.',
    ],
  ],
  [
    At.family,
    [
      'The family names differ: $a and $b.',
      'The family names are a little alike: $a and $b.',
      'The family names have a part in common: $a and $b.',
      'The family names are spelled nearly alike: $a and $b.',
      'They have the family name $a.',
    ],
  ],
  [At.order, ['Given and family name are swapped: $a and $b.', 'The names stand in their places.']],
  [At.generation, ['One is senior, the other junior: $a and $b.', 'Both are $a.']],
  [
    At.birth,
    [
      'They were born on different days: $a and $b.',
      'Only a part of the birth date agrees: $a and $b.',
      'The birth dates differ by one slip, or agree without a year: $a and $b.',
      'They were born on the same day, $a.',
    ],
  ],
  [
    At.phone,
    [
      'No phone number in common.',
      'Two phone numbers differ by one digit: $a and $b.',
      'They share a phone number: $a and $b.',
    ],
  ],
  [
    At.email,
    [
      'No e-mail address in common.',
      "They share a firm's e-mail address.",
      'The e-mail addresses are alike: $a and $b.',
      'They share an e-mail address: $a and $b.',
    ],
  ],
  [
    At.street,
    [
      'The streets differ: $a and $b.',
      'The house number agrees, the street does not: $a and $b.',
      'The street agrees, the house number does not or is not said: $a and $b.',
      'The house number agrees and the street is spelled nearly alike: $a and $b.',
      'They are at one address: $a.',
    ],
  ],
  [At.houseNumber, ['The house numbers differ: $a and $b.', 'They have the house number $a.']],
  [
    At.place,
    [
      'They live in different towns: $a and $b.',
      'Postcode or town are nearly alike: $a and $b.',
      'They live in one town, with different postcodes: $a and $b.',
      'They live in one town: $a and $b.',
      'They have one postcode: $a and $b.',
      'Postcode and town agree: $a.',
    ],
  ],
  [
    At.identifier,
    [
      'Their numbers differ: $a and $b.',
      'Their numbers differ by one slip: $a and $b.',
      'They have one number: $a.',
    ],
  ],
  [
    At.middle,
    [
      'The second names differ: $a and $b.',
      'The second names may be one: $a and $b.',
      'They have the second name $a.',
    ],
  ],
]);

const plain = [
  'The $name differs: $a and $b.',
  'The $name is nearly alike: $a and $b.',
  'The $name agrees: $a.',
];
const names: ReadonlyMap<string, string> = new Map([['addressLine2', 'second address line']]);

/** A whole sentence; values that are not known are a dash. */
export function sentenceOf(at: number, name: string, level: number, shown: ShownValues): string {
  const template = (sentences.get(at) ?? plain)[level] ?? '';
  const [a, b] = shown(at);
  return template
    .replace('$name', () => names.get(name) ?? name)
    .replace('$a', () => quoted(a))
    .replace('$b', () => quoted(b));
}

/** Most characters of a value that are shown: two of them fit the longest text that is kept. */
const shownCharacters = 300;

function quoted(value: string): string {
  if (value === '') return '—';
  if (value.length <= shownCharacters) return `“${value}”`;
  // Half a surrogate pair at the cut could not be stored.
  return `“${value.slice(0, shownCharacters).replace(/[\uD800-\uDBFF]$/u, '')}…”`;
}
