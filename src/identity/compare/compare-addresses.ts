/** Addresses: the two that agree best speak for all. */
import { At } from '../score/fields.ts';
import { Place } from '../table/layout.ts';
import type { RecordTable } from '../table/record-table.ts';
import { type Comparison, missing } from './comparison.ts';
import { editDistance } from './edit-distance.ts';
import { likenessOf } from './likeness.ts';
import type { ListCursor } from './list-cursor.ts';

/** Levels as in `fields.ts`. */
export const Street = { differs: 0, number: 1, street: 2, alike: 3, same: 4 } as const;
export const Line2 = { differs: 0, alike: 1, same: 2 } as const;
export const Town = { differs: 0, near: 1, city: 2, postcode: 3, both: 4 } as const;

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
  for (let i = from; i < end && !isOnly; i += Place.size) {
    for (let j = b.identifiersEnd; j < b.addressesEnd; j += Place.size) {
      const worth = 2 * streetLevel(table, i, j) + townLevel(table, i, j);
      if (worth > best) [best, bestI, bestJ] = [worth, i, j];
    }
  }
  comparePlaces(table, bestI, bestJ, out);
}

function comparePlaces(table: RecordTable, i: number, j: number, out: Comparison): void {
  const { heap } = table;
  const { tallies } = table.vocabulary;
  const street = streetLevel(table, i, j);
  const line2 = line2Level(table, i, j);
  const town = townLevel(table, i, j);
  const isDoor = street === Street.same;
  out.set(At.street, street, isDoor ? tallies.door.shareOf(heap[i + Place.door] ?? 0) : 0);
  const isLine = line2 === Line2.same;
  out.set(At.line2, line2, isLine ? tallies.line2.shareOf(heap[i + Place.line2] ?? 0) : 0);
  out.set(At.place, town, townShare(table, town, i));
}

function townShare(table: RecordTable, level: number, i: number): number {
  const { tallies } = table.vocabulary;
  const city = table.heap[i + Place.city] ?? 0;
  const postcode = table.heap[i + Place.postcode] ?? 0;
  if (level === Town.city) return tallies.city.shareOf(city);
  if (level === Town.postcode) return tallies.postcode.shareOf(postcode);
  // The town follows from the postcode or the other way round: both together are as rare as the rarer one.
  if (level !== Town.both) return 0;
  return Math.min(tallies.city.shareOf(city), tallies.postcode.shareOf(postcode));
}

function streetLevel(table: RecordTable, i: number, j: number): number {
  const { heap } = table;
  const [s, t] = [heap[i + Place.street] ?? 0, heap[j + Place.street] ?? 0];
  const [n, m] = [heap[i + Place.number] ?? 0, heap[j + Place.number] ?? 0];
  if (s === 0 || t === 0) return crossedLevel(table, i, j);
  if (s === t) return numberedLevel(n, m);
  const streets = table.vocabulary.dictionaries.street;
  const alike = isAlike(streets.textOf(s), streets.textOf(t));
  if (alike && n === m && n !== 0) return Street.alike;
  if (alike) return Street.street;
  const crossed = crossedLevel(table, i, j);
  if (crossed > Street.number) return crossed;
  return n === m && n !== 0 ? Street.number : Street.differs;
}

/** Of one street. */
function numberedLevel(n: number, m: number): number {
  if (n === m && n !== 0) return Street.same;
  return Street.street;
}

/** The lines of an address swapped: one's street is the other's second line. */
function crossedLevel(table: RecordTable, i: number, j: number): number {
  const isCrossed = lineIsStreet(table, i, j) || lineIsStreet(table, j, i);
  const isSaid =
    (table.heap[i + Place.street] ?? 0) !== 0 && (table.heap[j + Place.street] ?? 0) !== 0;
  if (!isCrossed) return isSaid ? Street.differs : missing;
  const [n, m] = [table.heap[i + Place.number] ?? 0, table.heap[j + Place.number] ?? 0];
  return n === m && n !== 0 ? Street.alike : Street.street;
}

function lineIsStreet(table: RecordTable, i: number, j: number): boolean {
  const { street, line2 } = table.vocabulary.dictionaries;
  const line = line2.textOf(table.heap[i + Place.line2] ?? 0);
  return line !== '' && line === street.textOf(table.heap[j + Place.street] ?? 0);
}

function line2Level(table: RecordTable, i: number, j: number): number {
  const { heap } = table;
  const [x, y] = [heap[i + Place.line2] ?? 0, heap[j + Place.line2] ?? 0];
  if (x === 0 || y === 0) return missing;
  if (x === y) return Line2.same;
  const lines = table.vocabulary.dictionaries.line2;
  return isAlike(lines.textOf(x), lines.textOf(y)) ? Line2.alike : Line2.differs;
}

function townLevel(table: RecordTable, i: number, j: number): number {
  const { heap } = table;
  const { city, postcode } = table.vocabulary.dictionaries;
  const [c, d] = [heap[i + Place.city] ?? 0, heap[j + Place.city] ?? 0];
  const [p, q] = [heap[i + Place.postcode] ?? 0, heap[j + Place.postcode] ?? 0];
  const [knowsCity, knowsCode] = [c !== 0 && d !== 0, p !== 0 && q !== 0];
  if (!knowsCity && !knowsCode) return missing;
  if (knowsCode && p === q) return knowsCity && c === d ? Town.both : Town.postcode;
  if (knowsCity && c === d) return Town.city;
  const isNear =
    (knowsCode && editDistance(postcode.textOf(p), postcode.textOf(q), 1) <= 1) ||
    (knowsCity && isAlike(city.textOf(c), city.textOf(d)));
  return isNear ? Town.near : Town.differs;
}

function isAlike(x: string, y: string): boolean {
  const likeness = likenessOf(x, y);
  if (likeness >= 0.9 || likeness < 0.75) return likeness >= 0.9;
  const slips = Math.min(x.length, y.length) > 6 ? 2 : 1;
  return editDistance(x, y, slips) <= slips;
}
