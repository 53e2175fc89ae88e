/** Dates of birth. */
import { At } from '../score/fields.ts';
import { Head } from '../table/layout.ts';
import type { RecordTable } from '../table/record-table.ts';
import type { Comparison } from './comparison.ts';
import { editDistance } from './edit-distance.ts';

/** Levels as in `fields.ts`. */
const Birth = { differs: 0, partly: 1, slip: 2, same: 3 } as const;

const noYear = '0000';

export function compareBirth(table: RecordTable, a: number, b: number, out: Comparison): void {
  const x = table.at(table.startOf(a) + Head.birth);
  const y = table.at(table.startOf(b) + Head.birth);
  if (x === 0 || y === 0) return;
  const { dictionaries, tallies } = table.vocabulary;
  const texts = dictionaries.birth;
  if (x === y) {
    // A day without its year is shared by one in 365.
    const isPartial = texts.textOf(x).startsWith(noYear);
    if (isPartial) out.set(At.birth, Birth.slip);
    else out.set(At.birth, Birth.same, tallies.birth.shareOf(x));
  } else {
    out.set(At.birth, levelOf(texts.textOf(x), texts.textOf(y)));
  }
}

function levelOf(x: string, y: string): number {
  const sameDay = x.slice(4) === y.slice(4);
  if (x.startsWith(noYear) || y.startsWith(noYear)) return sameDay ? Birth.slip : Birth.differs;
  if (editDistance(x, y, 1) <= 1 || isDayMonthSwap(x, y)) return Birth.slip;
  return sameDay || x.slice(0, 4) === y.slice(0, 4) ? Birth.partly : Birth.differs;
}

function isDayMonthSwap(x: string, y: string): boolean {
  return (
    x.slice(0, 4) === y.slice(0, 4) &&
    x.slice(4, 6) === y.slice(6, 8) &&
    x.slice(6, 8) === y.slice(4, 6)
  );
}
