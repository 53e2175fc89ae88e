import { expect, test } from 'vitest';
import { Matcher } from './match.ts';
import type { MatchRecord } from './match-record.ts';
import { PairScorer, type Surroundings } from './pair-scorer.ts';

const phones = ['+15550109999'];
const typed = { given: 'Bob', family: 'Ashby', phones };
const others = [
  { given: 'Robert', family: 'Ashby', phones },
  { given: 'Mary', family: 'Ashby', phones },
  { given: 'Robert', family: 'Teller' },
];

function explained(records: readonly MatchRecord[], surroundings: Surroundings) {
  const scorer = new PairScorer(surroundings);
  const own = scorer.add(typed);
  return records.map((record) => scorer.explain(own, scorer.add(record)));
}

test('a new contact looks like the one it is, not like the family', () => {
  const verdicts = explained(others, { contacts: 5000 }).map(({ verdict }) => verdict);
  expect(verdicts).toEqual(['same', 'unlikely', 'unlikely']);
});

test('the weight of a pair is what its explanation adds up to', () => {
  const scorer = new PairScorer({ contacts: 5000 });
  const [a, b] = [scorer.add(typed), scorer.add({ given: 'Mary', family: 'Ashby', phones })];
  expect(scorer.weigh(a, b)).toBe(scorer.explain(a, b).weight);
  expect(scorer.weigh(b, a)).toBe(scorer.weigh(a, b));
});

test('what a run has learned counts in place of what is usual', () => {
  const matcher = new Matcher();
  for (const record of [...others, typed]) matcher.add(record);
  const { model } = matcher.run();
  const rarely = { ...model, shares: { ...model.shares, same: model.shares.same / 1024 } };
  const [usual] = explained(others, { contacts: 5000, model });
  const [rare] = explained(others, { contacts: 5000, model: rarely });
  expect((usual?.weight ?? 0) - (rare?.weight ?? 0)).toBeCloseTo(10, 1);
});

test('one and the same name is enough in a small address book, and not in a large one', () => {
  expect(new PairScorer({ contacts: 1000 }).isNameEnough).toBe(true);
  expect(new PairScorer({ contacts: 1_000_000 }).isNameEnough).toBe(false);
});
