/** Two records, field by field. */
import { At } from '../score/fields.ts';
import { Head, Place } from '../table/layout.ts';
import type { RecordTable } from '../table/record-table.ts';
import { compareAddresses } from './compare-addresses.ts';
import { compareBirth } from './compare-birth.ts';
import { compareEmails, compareIdentifiers, comparePhones } from './compare-lists.ts';
import { compareNames } from './compare-names.ts';
import type { Comparison } from './comparison.ts';
import { isNearlySame } from './likeness.ts';
import { ListCursor } from './list-cursor.ts';

/** Levels of company and further columns, as in `fields.ts`. */
export const Text = { differs: 0, alike: 1, same: 2 } as const;

const [left, right] = [new ListCursor(), new ListCursor()];

/** Fills `out`; which of the two is `a` makes no difference. */
export function compareRecords(table: RecordTable, a: number, b: number, out: Comparison): void {
  out.clear();
  left.moveTo(table, a, Place.size);
  right.moveTo(table, b, Place.size);
  compareNames(table, a, b, out);
  compareBirth(table, a, b, out);
  comparePhones(table, left, right, out);
  compareEmails(table, left, right, out);
  compareAddresses(table, left, right, out);
  compareCompany(table, a, b, out);
  compareIdentifiers(table, left, right, out);
  for (let index = 0; index < table.others; index += 1) compareOther(table, a, b, out, index);
}

function compareCompany(table: RecordTable, a: number, b: number, out: Comparison): void {
  const x = table.heap[table.startOf(a) + Head.company] ?? 0;
  const y = table.heap[table.startOf(b) + Head.company] ?? 0;
  if (x === 0 || y === 0) return;
  const { dictionaries, tallies } = table.vocabulary;
  if (x === y) out.set(At.company, Text.same, tallies.company.shareOf(x));
  else
    out.set(At.company, likeness(dictionaries.company.textOf(x), dictionaries.company.textOf(y)));
}

function compareOther(
  table: RecordTable,
  a: number,
  b: number,
  out: Comparison,
  index: number,
): void {
  const x = table.heap[table.startOf(a) + Head.others + index] ?? 0;
  const y = table.heap[table.startOf(b) + Head.others + index] ?? 0;
  if (x === 0 || y === 0) return;
  const { otherDictionaries, otherTallies } = table.vocabulary;
  const [texts, tally] = [otherDictionaries[index], otherTallies[index]];
  if (x === y) out.set(At.others + index, Text.same, tally?.shareOf(x) ?? 0);
  else out.set(At.others + index, likeness(texts?.textOf(x) ?? '', texts?.textOf(y) ?? ''));
}

function likeness(x: string, y: string): number {
  return isNearlySame(x, y) ? Text.alike : Text.differs;
}
