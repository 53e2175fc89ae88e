/** What happens to a person's data on the way into an address book. */
import type { MatchRecord } from '../../src/identity/match-record.ts';
import type { Chance } from './chance.ts';
import { capital, type Home, makeHome, type Person } from './person.ts';
import { shortForms, shortStreetKinds, streetKinds, titles } from './words.ts';

/** How bad a list is. */
export interface Habits {
  /** Share of cells with a slip of the hand. */
  readonly slips: number;
  /** Share of empty names that are there after all. */
  readonly rescued: number;
  /** Share of cells left empty. */
  readonly empty: number;
  readonly hasPhones: boolean;
  readonly hasEmails: boolean;
  readonly hasBirth: boolean;
  /** Share of records whose name stands in one field, swapped or with a title. */
  readonly mixedNames: number;
  /** Share of given names in a short form. */
  readonly shortNames: number;
}

/** Three ways in which contacts of one business come in. */
export const usual: readonly Habits[] = [
  {
    slips: 0.02,
    rescued: 0.8,
    empty: 0.05,
    hasPhones: true,
    hasEmails: true,
    hasBirth: true,
    mixedNames: 0.02,
    shortNames: 0.02,
  },
  {
    slips: 0.04,
    rescued: 0.8,
    empty: 0.1,
    hasPhones: true,
    hasEmails: true,
    hasBirth: false,
    mixedNames: 0.15,
    shortNames: 0.1,
  },
  {
    slips: 0.05,
    rescued: 0.8,
    empty: 0.15,
    hasPhones: true,
    hasEmails: false,
    hasBirth: false,
    mixedNames: 0.1,
    shortNames: 0.2,
  },
];

/** Lists without numbers and addresses that would give a person away. */
export const hard: readonly Habits[] = [
  {
    slips: 0.08,
    rescued: 0,
    empty: 0.25,
    hasPhones: false,
    hasEmails: false,
    hasBirth: true,
    mixedNames: 0.25,
    shortNames: 0.2,
  },
];

/** One record of the person, as a list with these habits holds it. */
export function recordOf(chance: Chance, person: Person, habits: Habits): MatchRecord {
  const home = chance.often(0.04) ? makeHome(chance) : person.home;
  const said = (text: string): string =>
    chance.often(habits.empty) ? '' : chance.often(habits.slips) ? slip(chance, text) : text;
  return {
    ...namesOf(chance, person, habits, said),
    birth: habits.hasBirth ? said(person.birth) : '',
    company: person.office !== null && chance.often(0.7) ? person.office.name : '',
    phones: habits.hasPhones ? phonesOf(chance, person, home) : [],
    emails: habits.hasEmails ? emailsOf(chance, person, habits) : [],
    addresses: chance.often(habits.hasPhones ? 0.25 : 0) ? [] : [addressOf(chance, home, said)],
  };
}

function namesOf(
  chance: Chance,
  person: Person,
  { mixedNames, shortNames, rescued }: Habits,
  said: (text: string) => string,
): MatchRecord {
  const short = shortForms[person.given];
  const given = short !== undefined && chance.often(shortNames) ? short : person.given;
  // In real lists a name is there more often than anything else.
  const named = (text: string): string => said(text) || (chance.often(rescued) ? text : '');
  const [first, last] = [named(given), named(person.family)];
  const middle = chance.often(0.5) ? person.middle : person.middle.charAt(0);
  if (!chance.often(mixedNames)) return { given: capital(first), middle, family: capital(last) };
  const title = chance.pick(titles, 'Dr');
  const ways: MatchRecord[] = [
    { full: `${title} ${first} ${last}` },
    { full: `${last}, ${first}` },
    { given: last, family: first },
    { given: `${title} ${first} ${middle}`, family: last.toUpperCase() },
    { given: `${first} ${last}`, family: '' },
    { given: first.charAt(0), family: last },
  ];
  return ways[chance.below(ways.length)] ?? {};
}

function phonesOf(chance: Chance, { mobile, office }: Person, home: Home): string[] {
  const own = chance.often(0.08) ? `+1556${chance.digits(7)}` : mobile;
  const phones: string[] = [];
  if (chance.often(0.7)) phones.push(spelled(chance, own));
  if (chance.often(0.35)) phones.push(spelled(chance, home.landline));
  if (office !== null && chance.often(0.5)) phones.push(spelled(chance, office.phone));
  // Nobody keeps a contact that cannot be reached.
  if (phones.length === 0) phones.push(spelled(chance, own));
  return phones;
}

function spelled(chance: Chance, phone: string): string {
  const [area, middle, end] = [phone.slice(2, 5), phone.slice(5, 8), phone.slice(8)];
  return (
    [phone, `(${area}) ${middle}-${end}`, `${area}-${middle}-${end}`, `1 ${area} ${middle} ${end}`][
      chance.below(4)
    ] ?? phone
  );
}

function emailsOf(chance: Chance, { email, office }: Person, { slips }: Habits): string[] {
  const own = chance.often(0.1) ? email.replace('@', `${chance.below(100)}@`) : email;
  const emails: string[] = [];
  if (chance.often(0.65)) emails.push(chance.often(slips) ? slip(chance, own) : own);
  if (office !== null && chance.often(0.15)) emails.push(office.email);
  return emails;
}

function addressOf(chance: Chance, home: Home, said: (text: string) => string) {
  const kinds = chance.often(0.5) ? streetKinds : shortStreetKinds;
  const street = `${home.street} ${kinds[home.kind] ?? ''}`;
  const isSplit = chance.often(0.4);
  return {
    number: isSplit ? said(home.number) : '',
    street: said(isSplit ? street : `${home.number} ${street}`),
    city: said(capital(home.city)),
    postcode: said(home.postcode),
  };
}

/** A letter doubled, lost, changed or swapped with its neighbour. */
function slip(chance: Chance, text: string): string {
  if (text.length < 3) return text;
  const at = 1 + chance.below(text.length - 2);
  const [before, after] = [text.slice(0, at), text.slice(at + 1)];
  const letter = text.charAt(at);
  const near = /\d/.test(letter) ? chance.digits(1) : String.fromCharCode(97 + chance.below(26));
  const ways = [
    `${before}${letter}${letter}${after}`,
    `${before}${after}`,
    `${before}${near}${after}`,
    `${before}${after.charAt(0)}${letter}${after.slice(1)}`,
  ];
  return ways[chance.below(4)] ?? text;
}
