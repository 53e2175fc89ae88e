/** A list of contacts with known duplicates. */
import type { MatchRecord } from '../../src/identity/match-record.ts';
import { Chance } from './chance.ts';
import { makeHousehold, makeOffice, type Office, type Person } from './person.ts';
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
  let made = 0;
  for (const person of everybody(chance, offices)) {
    const entries = copiesOf(chance, person, lists).slice(0, count - made);
    yield* entries;
    made += entries.length;
    if (made === count) return;
  }
}

function* everybody(chance: Chance, offices: readonly Office[]): Generator<Person> {
  for (let people = 0; ;) {
    const household = makeHousehold(chance, people, offices);
    yield* household;
    people += household.length;
  }
}

function copiesOf(chance: Chance, person: Person, lists: readonly Habits[]): Entry[] {
  const copies = chance.often(thrice) ? 3 : chance.often(twice) ? 2 : 1;
  const first = chance.below(lists.length);
  return Array.from({ length: copies }, (_, copy) => (first + copy) % lists.length).flatMap(
    (source) => {
      const habits = lists[source];
      return habits
        ? [{ record: recordOf(chance, person, habits), label: person.label, source }]
        : [];
    },
  );
}
