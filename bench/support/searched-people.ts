/** People as address books have them: a few names that many have, many names that few have. Made up from their index alone. */
import { phoneOf } from './fill.ts';

const given =
  'James Mary John Patricia Robert Jennifer Michael Linda David Elizabeth William Susan Joseph Jessica Thomas Sarah Karen Daniel Nancy Matthew Ashley Steven Emily Paul Andrew Joshua Amanda Kevin Brian José Zoë François Müge Jürgen Björn Søren Łukasz Aisha Mohammed Fatima Wei Hiroshi Olga Ivan Anna Lena Max Felix Jonas'.split(
    ' ',
  );
export const commonFamilies =
  'Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Wilson Anderson Taylor Moore Jackson Martin Lee Perez Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Nguyen Hill Adams Nelson Baker Hall Campbell Carter Müller Schmidt Schneider Fischer Weber Meyer Becker Smythe Smit Smithers'.split(
    ' ',
  );
const firms = 'Plumbing Electric Roofing Cleaning Garden Solar Heating Bakery Motors Foods'.split(
  ' ',
);
const consonants = 'bdfgklmnprstvz';
const vowels = 'aeiou';

/** Between 0 and 1, the same for the same numbers. */
export function chance(index: number, salt: number): number {
  let mixed = Math.imul(index + 1, 2_654_435_761) ^ Math.imul(salt + 7, 40_503);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 2_246_822_519);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 3_266_489_917);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

/** The first ones far more often than the last. */
function often(list: readonly string[], index: number, salt: number): string {
  return list[Math.floor(list.length * chance(index, salt) ** 2)] ?? '';
}

function rare(index: number, salt: number): string {
  let name = '';
  for (let syllable = 0; syllable < 2 + Math.floor(chance(index, salt) * 3); syllable += 1) {
    name += consonants.charAt(Math.floor(chance(index, salt + 10 + syllable) * consonants.length));
    name += vowels.charAt(Math.floor(chance(index, salt + 20 + syllable) * vowels.length));
  }
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export interface SearchedPerson {
  readonly givenName: string;
  readonly familyName: string;
  readonly companyName?: string;
  readonly phones: readonly [{ readonly value: string; readonly type: string }];
  readonly emails: readonly [{ readonly value: string }];
  readonly tags: readonly string[];
}

/** The same person for the same index. */
export function personAt(index: number): SearchedPerson {
  const [givenName, familyName] = [
    often(given, index, 1),
    chance(index, 2) < 0.5 ? often(commonFamilies, index, 3) : rare(index, 40),
  ];
  return {
    givenName,
    familyName,
    ...(chance(index, 4) < 0.3
      ? { companyName: `${rare(index, 70)} ${often(firms, index, 5)}` }
      : {}),
    phones: [{ value: phoneOf(index), type: 'mobile' }],
    emails: [{ value: `${givenName}.${familyName}${index}@example.com`.toLowerCase() }],
    tags: [`tag ${Math.floor(chance(index, 8) * 20)}`],
  };
}
