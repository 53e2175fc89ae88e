/** What people type into a search field, each time about somebody else: drawn from those who are stored, from a seed. */
import { phoneOf } from './fill.ts';
import { chance, commonFamilies, personAt, type SearchedPerson } from './searched-people.ts';

/** Between 0 and 1, a new one each time. */
type Draw = () => number;
type Typed = (person: SearchedPerson, draw: Draw) => string;

export interface SearchKind {
  readonly name: string;
  readonly typed: Typed;
  /** Null: for information alone. */
  readonly target: number | null;
  readonly facets?: string;
}

const typedTarget = 5;
const misspeltTarget = 10;

export const searchKinds: readonly SearchKind[] = [
  typed('two letters', (person, draw) => nameOf(person, draw).slice(0, 2)),
  typed('three letters', (person, draw) => nameOf(person, draw).slice(0, 3)),
  typed('four letters', (person, draw) => nameOf(person, draw).slice(0, 4)),
  typed('a frequent name', (_, draw) => pick(commonFamilies.slice(0, 10), draw)),
  typed('two words', ({ givenName, familyName }) => `${givenName} ${familyName.slice(0, 3)}`),
  typed('the beginning of a number', ({ phones: [{ value }] }) => value.slice(0, 8)),
  typed('the last four digits', ({ phones: [{ value }] }) => value.slice(-4)),
  typed('a whole number', ({ phones: [{ value }] }) => value),
  typed('a company', ({ companyName, familyName }) => (companyName ?? familyName).slice(0, 5)),
  typed('the beginning of an address', ({ emails: [{ value }] }) =>
    value.slice(0, value.indexOf('.') + 4),
  ),
  misspelt('a name, misspelt', (person, draw) => misspell(nameOf(person, draw), draw)),
  misspelt('a frequent name, misspelt', (_, draw) => misspell(pick(commonFamilies, draw), draw)),
  misspelt('two words, one misspelt', ({ givenName, familyName }, draw) =>
    draw() < 0.5
      ? `${givenName} ${misspell(familyName, draw)}`
      : `${misspell(givenName, draw)} ${familyName}`,
  ),
  {
    name: 'three letters, a filter and two facets',
    typed: (person, draw) => `${nameOf(person, draw).slice(0, 3)} tag:"${person.tags[0]}"`,
    target: null,
    facets: 'tag,company',
  },
];

export interface Population {
  readonly stored: number;
  /** How many have names of their own; the others are copies of them, with their own numbers. */
  readonly people: number;
}

/** Questions of the kind about any of them. */
export function* questionsOf(
  kind: SearchKind,
  { stored, people }: Population,
): Generator<string, never> {
  let drawn = 0;
  const draw = (): number => chance(drawn++, 911);
  for (;;) {
    const index = Math.floor(draw() * stored);
    const phone = { value: phoneOf(index), type: 'mobile' };
    yield kind.typed({ ...personAt(index % people), phones: [phone] }, draw);
  }
}

function typed(name: string, form: Typed): SearchKind {
  return { name, typed: form, target: typedTarget };
}

function misspelt(name: string, form: Typed): SearchKind {
  return { name, typed: form, target: misspeltTarget };
}

function nameOf({ givenName, familyName }: SearchedPerson, draw: Draw): string {
  return draw() < 0.5 ? givenName : familyName;
}

function pick(list: readonly string[], draw: Draw): string {
  return list[Math.floor(draw() * list.length)] ?? '';
}

const shortestForgiven = 4;

/** One letter missing, doubled, wrong, or two swapped, never the first; shorter names stay as they are. */
function misspell(name: string, draw: Draw): string {
  if (name.length < shortestForgiven) return name;
  const at = 1 + Math.floor(draw() * (name.length - 2));
  const [head, letter, tail] = [name.slice(0, at), name.charAt(at), name.slice(at + 1)];
  const ways = [
    head + tail,
    head + letter + letter + tail,
    `${head}x${tail}`,
    head + tail.charAt(0) + letter + tail.slice(1),
  ];
  return pick(ways, draw);
}
