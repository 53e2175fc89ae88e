/** Addresses: the two that agree best speak for all. */
import { At } from '../score/fields.ts';
import { Place } from '../table/layout.ts';
import type { RecordTable } from '../table/record-table.ts';
import { type Comparison, missing } from './comparison.ts';
import { editDistance } from './edit-distance.ts';
import { likenessOf } from './likeness.ts';
import type { ListCursor } from './list-cursor.ts';

/** Levels as in `fields.ts`. */
const Street = { differs: 0, number: 1, street: 2, alike: 3, same: 4 } as const;
const Line2 = { differs: 0, alike: 1, same: 2 } as const;
const Town = { differs: 0, near: 1, torn: 2, city: 3, postcode: 4, both: 5 } as const;

export function compareAddresses(
  table: RecordTable,
  a: ListCursor,
  b: ListCursor,
  out: Comparison,
): void {
  const [from, end] = [a.identifiersEnd, a.addressesEnd];
  if (from === end || b.identifiersEnd === b.addressesEnd) return;
  const isOnly = end - from === Place.size && b.addressesEnd - b.identifiersEnd === Place.size;
  let [best, bestI, bestJ] = [Number.NEGATIVE_INFINITY, from, b.identifiersEnd];
  for (let i = isOnly ? end : from; i < end; i += Place.size) {
    for (let j = b.identifiersEnd; j < b.addressesEnd; j += Place.size) {
      const worth = agreementOf(table, i, j);
      if (worth > best) [best, bestI, bestJ] = [worth, i, j];
    }
  }
  comparePlaces(table, bestI, bestJ, out);
}

/** Street and town first, then the second line, then what is rarer: so that which list is walked first cannot matter. */
function agreementOf(table: RecordTable, i: number, j: number): number {
  const street = streetLevel(table, i, j);
  const line2 = line2Level(table, i, j);
  const town = townLevel(table, i, j);
  const shares =
    doorShare(table, street, i) + lineShare(table, line2, i) + townShare(table, town, i);
  return (2 * street + town) * 100 + street * 10 + line2 - shares / 4;
}

function comparePlaces(table: RecordTable, i: number, j: number, out: Comparison): void {
  const street = streetLevel(table, i, j);
  const line2 = line2Level(table, i, j);
  const town = townLevel(table, i, j);
  out.set(At.street, street, doorShare(table, street, i));
  out.set(At.line2, line2, lineShare(table, line2, i));
  out.set(At.place, town, townShare(table, town, i));
  if (street === missing) compareNumbers(table, i, j, out);
}

/** With the street the number is compared there; of an address that lacks it, it is what is left. */
function compareNumbers(table: RecordTable, i: number, j: number, out: Comparison): void {
  const level = agreement(table, i + Place.number, j + Place.number);
  if (level === missing) return;
  const { number } = table.vocabulary.tallies;
  out.set(At.houseNumber, level, level === 1 ? number.shareOf(table.at(i + Place.number)) : 0);
}

function doorShare({ vocabulary, heap }: RecordTable, level: number, i: number): number {
  return level === Street.same ? vocabulary.tallies.door.shareOf(heap[i + Place.door] ?? 0) : 0;
}

function lineShare({ vocabulary, heap }: RecordTable, level: number, i: number): number {
  return level === Line2.same ? vocabulary.tallies.line2.shareOf(heap[i + Place.line2] ?? 0) : 0;
}

function townShare(table: RecordTable, level: number, i: number): number {
  const { tallies } = table.vocabulary;
  const city = table.at(i + Place.city);
  const postcode = table.at(i + Place.postcode);
  if (level === Town.city || level === Town.torn) return tallies.city.shareOf(city);
  if (level === Town.postcode) return tallies.postcode.shareOf(postcode);
  // The town follows from the postcode or the other way round: both together are as rare as the rarer one.
  if (level !== Town.both) return 0;
  return Math.min(tallies.city.shareOf(city), tallies.postcode.shareOf(postcode));
}

function streetLevel(table: RecordTable, i: number, j: number): number {
  const [s, t] = [table.at(i + Place.street), table.at(j + Place.street)];
  const [n, m] = [table.at(i + Place.number), table.at(j + Place.number)];
  const isSameNumber = n === m && n !== 0;
  if (s === 0 || t === 0) return crossedLevel(table, i, j, isSameNumber);
  if (s === t) return isSameNumber ? Street.same : Street.street;
  const streets = table.vocabulary.dictionaries.street;
  if (isAlike(streets.textOf(s), streets.textOf(t))) {
    return isSameNumber ? Street.alike : Street.street;
  }
  const crossed = crossedLevel(table, i, j, isSameNumber);
  if (crossed > Street.number) return crossed;
  return isSameNumber ? Street.number : Street.differs;
}

/** The lines of an address swapped: one's street is the other's second line. */
function crossedLevel(table: RecordTable, i: number, j: number, isSameNumber: boolean): number {
  if (lineIsStreet(table, i, j) || lineIsStreet(table, j, i)) {
    return isSameNumber ? Street.alike : Street.street;
  }
  const isSaid = table.at(i + Place.street) !== 0 && table.at(j + Place.street) !== 0;
  return isSaid ? Street.differs : missing;
}

function lineIsStreet(table: RecordTable, i: number, j: number): boolean {
  const [x, y] = [table.at(i + Place.line2), table.at(j + Place.street)];
  if (x === 0 || y === 0) return false;
  const { street, line2 } = table.vocabulary.dictionaries;
  const [line, other] = [line2.textOf(x), street.textOf(y)];
  return line === other || isAlike(line, other);
}

function line2Level(table: RecordTable, i: number, j: number): number {
  const [x, y] = [table.at(i + Place.line2), table.at(j + Place.line2)];
  if (x === 0 || y === 0) return missing;
  if (x === y) return Line2.same;
  const lines = table.vocabulary.dictionaries.line2;
  if (isAlike(lines.textOf(x), lines.textOf(y))) return Line2.alike;
  // Of swapped lines nothing is left to compare with one of them.
  return lineIsStreet(table, i, j) || lineIsStreet(table, j, i) ? missing : Line2.differs;
}

function townLevel(table: RecordTable, i: number, j: number): number {
  const city = agreement(table, i + Place.city, j + Place.city);
  const code = agreement(table, i + Place.postcode, j + Place.postcode);
  if (city === missing && code === missing) return missing;
  if (code === 1) return city === 1 ? Town.both : Town.postcode;
  const isSlip = isNear(...textsOf(table, 'postcode', i, j));
  if (city === 1) return code === 0 && !isSlip ? Town.torn : Town.city;
  const isLike = isAlike(...textsOf(table, 'city', i, j));
  return isSlip || isLike ? Town.near : Town.differs;
}

/** False where one is not known. */
function isNear(x: string, y: string): boolean {
  return x !== '' && y !== '' && editDistance(x, y, 1) <= 1;
}

function textsOf(
  { vocabulary, heap }: RecordTable,
  kind: 'city' | 'postcode',
  i: number,
  j: number,
): [string, string] {
  const [texts, at] = [vocabulary.dictionaries[kind], Place[kind]];
  return [texts.textOf(heap[i + at] ?? 0), texts.textOf(heap[j + at] ?? 0)];
}

/** 1 for the same value, 0 for two, `missing` where one of them is not known. */
function agreement(table: RecordTable, i: number, j: number): number {
  const [x, y] = [table.at(i), table.at(j)];
  if (x === 0 || y === 0) return missing;
  return x === y ? 1 : 0;
}

function isAlike(x: string, y: string): boolean {
  const likeness = likenessOf(x, y);
  if (likeness >= 0.9 || likeness < 0.75) return likeness >= 0.9;
  const slips = Math.min(x.length, y.length) > 6 ? 2 : 1;
  return editDistance(x, y, slips) <= slips;
}
