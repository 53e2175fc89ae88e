/** Invented people in their homes and offices. */
import type { Chance } from './chance.ts';
import {
  cities,
  familyNames,
  givenNames,
  mailDomains,
  streetKinds,
  syllables,
  trades,
} from './words.ts';

export interface Home {
  readonly number: string;
  readonly street: string;
  /** Its place in `streetKinds`. */
  readonly kind: number;
  readonly city: string;
  readonly postcode: string;
  readonly landline: string;
}

export interface Office {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
}

export interface Person {
  readonly label: string;
  readonly given: string;
  readonly middle: string;
  readonly family: string;
  readonly birth: string;
  readonly mobile: string;
  readonly email: string;
  readonly home: Home;
  readonly office: Office | null;
}

/** Not quite half of the names come from a list, as frequent as in life; the rest are rare. */
const listed = 0.45;

/** The people of one home: a family, mostly of one name, parents a generation before children. */
export function makeHousehold(chance: Chance, first: number, offices: readonly Office[]): Person[] {
  const home = makeHome(chance);
  const family = makeFamilyName(chance);
  const size = 1 + Math.floor(chance.fraction() ** 1.5 * 5);
  const givens = new Set<string>();
  return Array.from({ length: size }, (_, index) => {
    let given = chance.frequent(givenNames);
    // Father and son of one name happen, but not often.
    while (givens.has(given) && !chance.often(0.02)) given = chance.frequent(givenNames);
    givens.add(given);
    const own = chance.often(0.85) ? family : makeFamilyName(chance);
    const year = (index < 2 ? 1940 : 1985) + chance.below(index < 2 ? 50 : 25);
    return makePerson(chance, {
      label: `p${first + index}`,
      given,
      family: own,
      birth: `${year}-${two(1 + chance.below(12))}-${two(1 + chance.below(28))}`,
      home,
      office: chance.often(0.35) ? (offices[chance.below(offices.length)] ?? null) : null,
    });
  });
}

function makePerson(chance: Chance, known: Omit<Person, 'middle' | 'mobile' | 'email'>): Person {
  const local = [
    `${known.given}.${known.family}`,
    `${known.given.charAt(0)}${known.family}${chance.below(100)}`,
    `${known.given}${chance.below(2000)}`,
    `${known.family}.${known.given.charAt(0)}${chance.below(1000)}`,
  ][chance.below(4)];
  const plain = (local ?? '').normalize('NFKD').replaceAll(/[^a-z0-9.]/g, '');
  return {
    ...known,
    middle: chance.often(0.3) ? chance.frequent(givenNames) : '',
    mobile: `+1556${chance.digits(7)}`,
    email: `${plain}@${chance.frequent(mailDomains)}`,
  };
}

export function makeOffice(chance: Chance): Office {
  const name = `${makeFamilyName(chance)} ${chance.pick(trades, 'Works')}`;
  const domain = name
    .normalize('NFKD')
    .replaceAll(/[^a-z]/gi, '')
    .toLowerCase();
  return {
    name,
    phone: `+1557${chance.digits(7)}`,
    email: `info@${domain}${chance.below(1000)}.example`,
  };
}

export function makeHome(chance: Chance): Home {
  const town = Math.floor(chance.fraction() ** 1.5 * 900);
  return {
    number: String(1 + Math.floor(chance.fraction() ** 2 * 400)),
    street: capital(chance.often(0.3) ? chance.frequent(familyNames) : word(chance, 2)),
    kind: chance.below(streetKinds.length),
    city: `${cities[town % cities.length] ?? ''}${town < cities.length ? '' : ` ${syllables[Math.floor(town / cities.length)] ?? ''}`}`,
    postcode: String(10_000 + town * 37 + chance.below(4)),
    landline: `+1558${chance.digits(7)}`,
  };
}

function makeFamilyName(chance: Chance): string {
  return chance.often(listed) ? chance.frequent(familyNames) : word(chance, 2 + chance.below(2));
}

function word(chance: Chance, parts: number): string {
  return Array.from({ length: parts }, () => chance.pick(syllables, '')).join('');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
