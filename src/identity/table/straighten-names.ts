/** Given and family names that stand in the wrong place, told by where the same names stand in other records. */
import { Head } from './layout.ts';
import type { RecordTable } from './record-table.ts';
import type { Tally } from './tally.ts';

/** How many times likelier the other way round must be. */
const leastOdds = 30;
/** The same for a lone name: where it stands says little. */
const leastOddsAlone = 4;

/** Puts them right; asks for names that are known to be the one or the other. */
export function straightenNames(table: RecordTable): void {
  const { heap } = table;
  for (let record = 0; record < table.size; record += 1) {
    const start = table.startOf(record);
    const [given, family] = [heap[start + Head.given] ?? 0, heap[start + Head.family] ?? 0];
    if (given === family || !isSwapped(table, given, family)) continue;
    heap[start + Head.given] = family;
    heap[start + Head.family] = given;
  }
}

function isSwapped(table: RecordTable, given: number, family: number): boolean {
  const { tallies } = table.vocabulary;
  if (given === 0) {
    return seen(tallies.given, family, 0) > leastOddsAlone * seen(tallies.family, family, 1);
  }
  if (family === 0) {
    return seen(tallies.family, given, 0) > leastOddsAlone * seen(tallies.given, given, 1);
  }
  const asWritten = seen(tallies.given, given, 1) * seen(tallies.family, family, 1);
  const swapped = seen(tallies.family, given, 0) * seen(tallies.given, family, 0);
  return swapped > leastOdds * asWritten;
}

/** How often, without the record itself. */
function seen(tally: Tally, name: number, own: number): number {
  return Math.max(0, tally.countOf(name) - own) + 0.5;
}
