/** What is found depends on what the records say, and not on which stands before which. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { population } from '../../bench/people/population.ts';
import { hard, usual } from '../../bench/people/spoil.ts';
import { compareRecords } from './compare/compare-records.ts';
import { Comparison } from './compare/comparison.ts';
import { Matcher, type Matches } from './match.ts';
import type { MatchRecord } from './match-record.ts';
import { Scorer } from './score/scorer.ts';
import { normaliseRecord } from './table/record-form.ts';

interface List {
  readonly records: readonly MatchRecord[];
  /** The same records in another order, by their numbers. */
  readonly order: readonly number[];
}

/** Records of which some are there twice, word for word. */
function listOf(size: number): fc.Arbitrary<List> {
  return fc
    .record({ seed: fc.nat({ max: 1e6 }), isHard: fc.boolean(), twice: fc.nat({ max: 9 }) })
    .chain(({ seed, isHard, twice }) => {
      const people = [...population(size, seed, isHard ? hard : usual)];
      const records = people.map(({ record }) => record);
      records.push(...records.slice(0, twice));
      const order = fc.shuffledSubarray([...records.keys()], {
        minLength: records.length,
        maxLength: records.length,
      });
      return order.map((numbers) => ({ records, order: numbers }));
    });
}

function matched(records: readonly MatchRecord[]): { matcher: Matcher; matches: Matches } {
  const matcher = new Matcher();
  for (const record of records) matcher.add(record);
  return { matcher, matches: matcher.run() };
}

/** What each record says; those that say the same are told apart by nothing. */
const texts = (records: readonly MatchRecord[]): string[] =>
  records.map((record) => JSON.stringify(normaliseRecord(record)));

function pairsOf({ pairs }: Matches, names: readonly string[]): string[] {
  const written = pairs.map(({ a, b, bits }) => {
    const ends = [names[a] ?? '', names[b] ?? ''].toSorted();
    return `${ends.join(' = ')} ${bits.toFixed(3)}`;
  });
  return written.toSorted();
}

function clustersOf({ clusters }: Matches, names: readonly string[]): string[] {
  return clusters
    .map((group) => {
      const [centre, ...others] = group.map((index) => names[index] ?? '');
      return [centre, ...others.toSorted()].join(' + ');
    })
    .toSorted();
}

test.each([
  ['where everyone is compared with everyone', 120, 5],
  ['where pairs are picked to learn from', 600, 5],
])('the order of rows changes no pair, no weight and no cluster, %s', (_, size, numRuns) => {
  fc.assert(
    fc.property(listOf(size), ({ records, order }) => {
      const shuffled = order.map((number) => records[number] ?? {});
      const [one, other] = [matched(records), matched(shuffled)];
      const [names, shuffledNames] = [texts(records), texts(shuffled)];
      expect(other.matches.candidates).toBe(one.matches.candidates);
      expect(pairsOf(other.matches, shuffledNames)).toEqual(pairsOf(one.matches, names));
      expect(clustersOf(other.matches, shuffledNames)).toEqual(clustersOf(one.matches, names));
    }),
    { numRuns, seed: 6 },
  );
});

const word = fc.constantFrom('ann', 'anna', 'lee', 'leigh', 'ashby', 'a', 'van der berg', '');
const address = fc.record({
  number: fc.constantFrom('1', '12', ''),
  street: fc.constantFrom('mill road', 'mil road', 'hill lane', ''),
  line2: fc.constantFrom('flat 2', 'mill road', ''),
  city: fc.constantFrom('dover', 'dovre', 'salem', ''),
  postcode: fc.constantFrom('10999', '10998', '20888', ''),
});
const anyRecord: fc.Arbitrary<MatchRecord> = fc.record({
  given: word,
  middle: word,
  family: word,
  full: fc.constantFrom('', 'Ann Lee', 'Lee, Ann'),
  suffix: fc.constantFrom('', 'jr', 'sr'),
  birth: fc.constantFrom('', '1980-01-02', '1980-02-01', '1981-01-02', '--01-02'),
  company: fc.constantFrom('', 'Harbour Dental', 'Harbor Dental Inc'),
  phones: fc.array(fc.constantFrom('5550101111', '5550101112', '5550109999'), { maxLength: 3 }),
  emails: fc.array(
    fc.constantFrom('ann.lee@mail.example', 'annlee@post.example', 'info@a.example', 'a@a.example'),
    { maxLength: 3 },
  ),
  identifiers: fc.array(fc.constantFrom('12345', '12346', '999'), { maxLength: 2 }),
  addresses: fc.array(address, { maxLength: 3 }),
});

test('two records weigh the same whichever comes first', () => {
  fc.assert(
    fc.property(fc.array(anyRecord, { minLength: 2, maxLength: 12 }), (records) => {
      const { matcher, matches } = matched(records);
      const scorer = new Scorer(matcher.fields, matches.model);
      const comparison = new Comparison(matcher.fields.length);
      const weigh = (a: number, b: number): number => {
        compareRecords(matcher.table, a, b, comparison);
        return scorer.weigh(comparison);
      };
      for (let a = 0; a < records.length; a += 1) {
        for (let b = 0; b < a; b += 1) expect(weigh(a, b)).toBe(weigh(b, a));
      }
    }),
    { numRuns: 200, seed: 6 },
  );
});
