/** Two records, field by field. */
import { At } from '../score/fields.ts';
import { Head, Place } from '../table/layout.ts';
import type { Dictionary } from '../table/dictionary.ts';
import type { RecordTable } from '../table/record-table.ts';
import { compareAddresses } from './compare-addresses.ts';
import { compareBirth } from './compare-birth.ts';
import { compareEmails } from './compare-emails.ts';
import { compareIdentifiers, comparePhones } from './compare-lists.ts';
import { compareNames } from './compare-names.ts';
import type { Tally } from '../table/tally.ts';
import type { Comparison } from './comparison.ts';
import { isNearlySame } from './likeness.ts';
import { ListCursor } from './list-cursor.ts';

/** Levels of company and further columns, as in `fields.ts`. */
const Text = { differs: 0, alike: 1, same: 2 } as const;

const [left, right] = [new ListCursor(), new ListCursor()];

/** Fills `out`; which of the two is `a` makes no difference. */
export function compareRecords(table: RecordTable, a: number, b: number, out: Comparison): void {
  compareFirst(table, a, b, out);
  compareRest(table, a, b, out);
}

/**
 * The same, but gives up on two whose names differ and who share no date, number or e-mail address: false then, and `out` says
 * little. Whatever else they have in common, they are two people.
 */
export function compareIfHopeful(
  table: RecordTable,
  a: number,
  b: number,
  out: Comparison,
): boolean {
  compareFirst(table, a, b, out);
  const namesDiffer = out.levelOf(At.given) === 0 && out.levelOf(At.family) <= 0;
  if (namesDiffer && !personal.some((field) => out.levelOf(field) > 0)) return false;
  compareRest(table, a, b, out);
  return true;
}

const personal = [At.birth, At.phone, At.email, At.identifier];

function compareFirst(table: RecordTable, a: number, b: number, out: Comparison): void {
  out.clear();
  left.moveTo(table, a, Place.size);
  right.moveTo(table, b, Place.size);
  compareNames(table, a, b, out);
  compareBirth(table, a, b, out);
  comparePhones(table, left, right, out);
  compareEmails(table, left, right, out);
  compareIdentifiers(table, left, right, out);
}

function compareRest(table: RecordTable, a: number, b: number, out: Comparison): void {
  compareAddresses(table, left, right, out);
  compareCompany(table, a, b, out);
  compareOthers(table, a, b, out);
}

function compareCompany(table: RecordTable, a: number, b: number, out: Comparison): void {
  const { dictionaries, tallies } = table.vocabulary;
  const ids = [a, b].map((record) => table.at(table.startOf(record) + Head.company));
  compareTexts(ids, { at: At.company, texts: dictionaries.company, tally: tallies.company }, out);
}

function compareOthers(table: RecordTable, a: number, b: number, out: Comparison): void {
  const { otherDictionaries, otherTallies } = table.vocabulary;
  for (let index = 0; index < table.others; index += 1) {
    const [texts, tally] = [otherDictionaries[index], otherTallies[index]];
    const ids = [a, b].map((record) => table.at(table.startOf(record) + Head.others + index));
    if (texts && tally) compareTexts(ids, { at: At.others + index, texts, tally }, out);
  }
}

interface TextField {
  readonly at: number;
  readonly texts: Dictionary;
  readonly tally: Tally;
}

function compareTexts(
  [x = 0, y = 0]: readonly number[],
  { at, texts, tally }: TextField,
  out: Comparison,
): void {
  if (x === 0 || y === 0) return;
  if (x === y) out.set(at, Text.same, tally.shareOf(x));
  else out.set(at, isNearlySame(texts.textOf(x), texts.textOf(y)) ? Text.alike : Text.differs);
}
