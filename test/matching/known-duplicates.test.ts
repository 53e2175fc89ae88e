/** Invented lists with known truth: what is found in them must not get worse. */
import { expect, test } from 'vitest';
import { population } from '../../bench/people/population.ts';
import { type Habits, hard, usual } from '../../bench/people/spoil.ts';
import { scoreClusters, scorePairs } from '../../scripts/match/measure.ts';
import { Matcher } from '../../src/identity/match.ts';

function outcome(records: number, lists: readonly Habits[]) {
  const matcher = new Matcher();
  const truth: string[] = [];
  for (const { record, label } of population(records, 11, lists)) {
    matcher.add(record);
    truth.push(label);
  }
  const { clusters } = matcher.run();
  return { pairs: scorePairs(clusters, truth, () => true), whole: scoreClusters(clusters, truth) };
}

test('contacts from three sources, with households and front desks, are matched almost without a mistake', () => {
  const { pairs } = outcome(5000, usual);
  expect(pairs.precision).toBeGreaterThan(0.98);
  expect(pairs.recall).toBeGreaterThan(0.85);
});

test('without numbers and addresses of their own, a quarter of all cells empty, few are matched wrongly', () => {
  const { pairs } = outcome(5000, hard);
  expect(pairs.precision).toBeGreaterThan(0.93);
  expect(pairs.recall).toBeGreaterThan(0.65);
});
