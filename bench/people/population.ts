/** A list of contacts with known duplicates. */
import type { MatchRecord } from '../../src/identity/match-record.ts';
import { Chance } from './chance.ts';
import { makeHousehold, makeOffice } from './person.ts';
import { type Habits, recordOf } from './spoil.ts';

export interface Entry {
  readonly record: MatchRecord;
  /** Equal for records of one person. */
  readonly label: string;
  readonly source: number;
}

/** One person in four is there twice, one in twenty three times. */
const [twice, thrice] = [0.2, 0.05];
const peoplePerOffice = 25;

/** `count` records, the same for the same seed; people of one home and office share what such people share. */
export function* population(
  count: number,
  seed: number,
  lists: readonly Habits[],
): Generator<Entry> {
  const chance = new Chance(seed);
  const offices = Array.from({ length: Math.max(1, Math.ceil(count / peoplePerOffice)) }, () =>
    makeOffice(chance),
  );
  let [made, people] = [0, 0];
  while (made < count) {
    const household = makeHousehold(chance, people, offices);
    people += household.length;
    for (const person of household) {
      const copies = chance.often(thrice) ? 3 : chance.often(twice) ? 2 : 1;
      for (let copy = 0; copy < copies && made < count; copy += 1) {
        const source = (copy + chance.below(lists.length)) % lists.length;
        const habits = lists[source];
        if (habits) yield { record: recordOf(chance, person, habits), label: person.label, source };
        made += 1;
      }
    }
  }
}
