/** Phones and identifiers: the best agreement that any two entries reach. */
import { At } from '../score/fields.ts';
import type { RecordTable } from '../table/record-table.ts';
import type { Tally } from '../table/tally.ts';
import type { Comparison } from './comparison.ts';
import { editDistance } from './edit-distance.ts';
import type { ListCursor } from './list-cursor.ts';

/** Levels as in `fields.ts`. */
const Phone = { differs: 0, slip: 1, same: 2 } as const;
const Identifier = { differs: 0, slip: 1, same: 2 } as const;

const fewestDigits = 7;

export function comparePhones(
  table: RecordTable,
  a: ListCursor,
  b: ListCursor,
  out: Comparison,
): void {
  if (a.phones === a.phonesEnd || b.phones === b.phonesEnd) return;
  const { tallies, dictionaries } = table.vocabulary;
  const spans: Spans = [a.phones, a.phonesEnd, b.phones, b.phonesEnd];
  const shared = rarestShared(table, spans, tallies.phone);
  if (shared !== 0) out.set(At.phone, Phone.same, tallies.phone.shareOf(shared));
  else {
    const near = (x: number, y: number): boolean =>
      table.phoneEnds.mayBeSlip(x, y) &&
      isSlip(dictionaries.phone.textOf(x), dictionaries.phone.textOf(y), fewestDigits);
    out.set(At.phone, anyPair(table, spans, near) ? Phone.slip : Phone.differs);
  }
}

export function compareIdentifiers(
  table: RecordTable,
  a: ListCursor,
  b: ListCursor,
  out: Comparison,
): void {
  if (a.emailsEnd === a.identifiersEnd || b.emailsEnd === b.identifiersEnd) return;
  const { tallies, dictionaries } = table.vocabulary;
  const spans: Spans = [a.emailsEnd, a.identifiersEnd, b.emailsEnd, b.identifiersEnd];
  const shared = rarestShared(table, spans, tallies.identifier);
  if (shared !== 0) out.set(At.identifier, Identifier.same, tallies.identifier.shareOf(shared));
  else {
    const near = (x: number, y: number): boolean =>
      isSlip(dictionaries.identifier.textOf(x), dictionaries.identifier.textOf(y), 5);
    out.set(At.identifier, anyPair(table, spans, near) ? Identifier.slip : Identifier.differs);
  }
}

/** Beginning and end of one list, then of the other. */
type Spans = readonly [number, number, number, number];

/** 0 = none is shared. */
function rarestShared(table: RecordTable, [a, aEnd, b, bEnd]: Spans, tally: Tally): number {
  let [best, fewest] = [0, Number.POSITIVE_INFINITY];
  for (let i = a; i < aEnd; i += 1) {
    const id = table.at(i);
    for (let j = b; j < bEnd; j += 1) {
      if (table.heap[j] !== id) continue;
      const count = tally.countOf(id);
      if (count < fewest) [best, fewest] = [id, count];
    }
  }
  return best;
}

function anyPair(
  table: RecordTable,
  [a, aEnd, b, bEnd]: Spans,
  test: (x: number, y: number) => boolean,
): boolean {
  for (let i = a; i < aEnd; i += 1) {
    for (let j = b; j < bEnd; j += 1) if (test(table.at(i), table.at(j))) return true;
  }
  return false;
}

function isSlip(x: string, y: string, fewest: number): boolean {
  return Math.min(x.length, y.length) >= fewest && editDistance(x, y, 1) <= 1;
}
