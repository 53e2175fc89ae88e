/** E-mail addresses: the best agreement that any two reach, and how many strangers would reach it. */
import { At } from '../score/fields.ts';
import { emailSize } from '../table/layout.ts';
import type { RecordTable } from '../table/record-table.ts';
import type { Comparison } from './comparison.ts';
import { editDistance } from './edit-distance.ts';
import { likenessOf } from './likeness.ts';
import type { ListCursor } from './list-cursor.ts';

/** Levels as in `fields.ts`. */
const Email = { differs: 0, role: 1, alike: 2, same: 3 } as const;

const fewestLetters = 5;
/** How many people of one name have it in their address. */
const nameInAddress = 0.1;

export function compareEmails(
  table: RecordTable,
  a: ListCursor,
  b: ListCursor,
  out: Comparison,
): void {
  if (a.phonesEnd === a.emailsEnd || b.phonesEnd === b.emailsEnd) return;
  const isNamesake = out.levelOf(At.given) > 0 && out.levelOf(At.family) > 0;
  let [level, share]: [number, number] = [Email.differs, 1];
  for (let i = a.phonesEnd; i < a.emailsEnd; i += emailSize) {
    for (let j = b.phonesEnd; j < b.emailsEnd; j += emailSize) {
      const found = emailLevel(table, i, j);
      if (found < level) continue;
      if (found > level) [level, share] = [found, 1];
      share = Math.min(share, shareAt(table, [found, i, j], isNamesake));
    }
  }
  out.set(At.email, level, level >= Email.alike ? share : 0);
}

type Found = readonly [level: number, i: number, j: number];

function shareAt(table: RecordTable, [level, i, j]: Found, isNamesake: boolean): number {
  if (level === Email.same) return patternShare(table, i, j, isNamesake);
  return level === Email.alike ? localShare(table, i, j) : 1;
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

/** How many have the address: of those of the same name, as many as make theirs the same way. */
function patternShare(table: RecordTable, i: number, j: number, isNamesake: boolean): number {
  const { pattern } = table.vocabulary.tallies;
  const [x, y] = [pattern.shareOf(table.at(i + 2)), pattern.shareOf(table.at(j + 2))];
  return isNamesake ? Math.max(x, y) : Math.min(x, y);
}

/**
 * Many people are "john.smith" somewhere: a name before the @ says again what the names have said, and of those who add a number
 * many add a similar one.
 */
function localShare(table: RecordTable, i: number, j: number): number {
  const { dictionaries, tallies } = table.vocabulary;
  const [x, y] = [Math.abs(table.at(i + 1)), Math.abs(table.at(j + 1))];
  const share = Math.max(tallies.local.shareOf(x), tallies.local.shareOf(y));
  if (!isNamed(table, i) && !isNamed(table, j)) return share;
  if (x !== y) return nameInAddress;
  const digits = dictionaries.local.textOf(x).replaceAll(/\D/g, '').length;
  return Math.max(share, nameInAddress / 10 ** digits);
}

function isNamed(table: RecordTable, at: number): boolean {
  return table.vocabulary.dictionaries.pattern.textOf(table.at(at + 2)).includes('*');
}
