/** Invented people whose names are as uneven as a town's: few families are large, most are small. */
import { phoneOf } from './fill.ts';

const givenNames =
  'Mary James Linda Robert Anna Michael Susan David Karen Thomas Maria Daniel Nancy Paul Sarah Mark Emily Kevin Laura Brian Grace Peter Hannah Henry Alice Oscar Clara Victor Nora Felix Ingrid Hugo Mila Ravi Priya Chen Aisha Omar Yuki Zoë'.split(
    ' ',
  );
const commonFamilies =
  'Smith Johnson Brown Garcia Miller Davis Martinez Anderson Wilson Thompson Nguyen Lee Walker Young King Wright Hill Green Baker Adams'.split(
    ' ',
  );
const heads =
  'Kow Ram Ster Bren Hol Mac Fitz Wester Dub Lind Oak Thorn Vander Bell Castel Drum Ever Frei Gold Harg'.split(
    ' ',
  );
const tails =
  'alski berg burg croft dale dorf field ford gate ham haven hurst ington kamp land ley man mere nov quist ridge son stein stone strand ton vale ville wick wood'.split(
    ' ',
  );
const rareFamilies = heads.flatMap((head) => tails.map((tail) => head + tail));
const cities = ['Austin', 'Boston', 'Chicago', 'Denver', 'El Paso', 'Fresno', 'Houston', 'Seattle'];
const tags = ['customer', 'new lead', 'maintenance plan', 'vip', 'past customer'];

/** The same person for the same index. */
export function townsperson(index: number): object {
  const draw = sequence(index);
  const isCommon = draw() < 0.4;
  const family = pick(isCommon ? commonFamilies : rareFamilies, isCommon ? draw() ** 1.5 : draw());
  const given = pick(givenNames, draw() ** 1.5);
  return {
    givenName: given,
    familyName: family,
    companyName: draw() < 0.15 ? `${pick(rareFamilies, draw())} Plumbing` : null,
    leadSource: draw() < 0.5 ? 'web form' : null,
    phones: [{ value: phoneOf(index), type: 'mobile' }],
    emails: [{ value: `${given}.${family}.${index}@example.com`.toLowerCase() }],
    addresses: [{ street1: `${index % 900} High Street`, city: pick(cities, draw()) }],
    tags: draw() < 0.03 ? ['vip', 'customer'] : [pick(tags, draw() ** 2)],
  };
}

function pick<T>(list: readonly T[], fraction: number): T {
  const item = list[Math.floor(fraction * list.length)];
  if (item === undefined) throw new Error(`nothing at ${fraction}`);
  return item;
}

/** Numbers from 0 up to 1 that look drawn (mulberry32). */
function sequence(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b9);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
