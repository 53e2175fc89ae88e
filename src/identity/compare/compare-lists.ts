/** Phones, e-mail addresses and identifiers: the best agreement that any two entries reach. */
import { At } from '../score/fields.ts';
import { emailSize, Head } from '../table/layout.ts';
import type { RecordTable } from '../table/record-table.ts';
import type { Tally } from '../table/tally.ts';
import type { Comparison } from './comparison.ts';
import { editDistance } from './edit-distance.ts';
import { likenessOf } from './likeness.ts';
import type { ListCursor } from './list-cursor.ts';

/** Levels as in `fields.ts`. */
const Phone = { differs: 0, slip: 1, same: 2 } as const;
const Email = { differs: 0, role: 1, alike: 2, same: 3 } as const;
const Identifier = { differs: 0, slip: 1, same: 2 } as const;

const fewestDigits = 7;
const fewestLetters = 5;
/** How many people of one name have it in their address. */
const nameInAddress = 0.1;

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

export function compareEmails(
  table: RecordTable,
  a: ListCursor,
  b: ListCursor,
  out: Comparison,
): void {
  if (a.phonesEnd === a.emailsEnd || b.phonesEnd === b.emailsEnd) return;
  let [level, share, shared]: [number, number, number] = [Email.differs, 0, 0];
  for (let i = a.phonesEnd; i < a.emailsEnd; i += emailSize) {
    for (let j = b.phonesEnd; j < b.emailsEnd; j += emailSize) {
      const found = emailLevel(table, i, j);
      if (found < level) continue;
      shared = table.at(i + 1);
      if (found !== Email.differs) share = emailShare(table, found, table.at(i), shared);
      level = found;
    }
  }
  // A name before the @ says again what the names have said.
  const isName = level === Email.alike && isNamed(table, a, shared);
  out.set(At.email, level, isName ? nameInAddress : share);
}

function isNamed(table: RecordTable, { start }: ListCursor, local: number): boolean {
  const { dictionaries } = table.vocabulary;
  const text = dictionaries.local.textOf(local);
  const family = dictionaries.family.textOf(table.at(start + Head.family));
  const given = dictionaries.given.textOf(table.at(start + Head.given));
  return text.includes(family.length > 3 ? family : `${given}${family}`);
}

function emailLevel(table: RecordTable, i: number, j: number): number {
  const { heap, vocabulary } = table;
  const [x, y] = [table.at(i + 1), table.at(j + 1)];
  if (heap[i] === heap[j]) return x < 0 ? Email.role : Email.same;
  if (x <= 0 || y <= 0) return Email.differs;
  const locals = vocabulary.dictionaries.local;
  const [s, t] = [locals.textOf(x), locals.textOf(y)];
  if (Math.min(s.length, t.length) < fewestLetters) return Email.differs;
  if (x === y || editDistance(s, t, 1) <= 1) return Email.alike;
  return likenessOf(s, t) >= 0.95 ? Email.alike : Email.differs;
}

function emailShare(table: RecordTable, level: number, key: number, local: number): number {
  const { tallies } = table.vocabulary;
  if (level === Email.same) return tallies.email.shareOf(key);
  // Many people are "john.smith" somewhere.
  return level === Email.alike ? tallies.local.shareOf(Math.abs(local)) : 0;
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
