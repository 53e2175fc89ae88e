/** The model of a table: what is usual, corrected by what is there. */
import type { CandidateSource } from '../block/candidates.ts';
import { compareRecords } from '../compare/compare-records.ts';
import { Comparison } from '../compare/comparison.ts';
import type { RecordTable } from '../table/record-table.ts';
import type { Field } from './fields.ts';
import { learnSame, learnStrangers, Sample } from './learn.ts';
import { type Model, priorModel } from './model.ts';
import { Lottery } from './lottery.ts';

/** More pairs than these teach nothing new. */
const mostAtRandom = 80_000;
const mostCandidates = 300_000;

export function learnModel(
  table: RecordTable,
  fields: readonly Field[],
  candidates: CandidateSource,
): Model {
  const comparison = new Comparison(fields.length);
  const random = sampleAtRandom(table, candidates, comparison);
  const all = (table.size * (table.size - 1)) / 2;
  const pairs = all * random.allowed;
  const prior = priorModel(fields, table.size, pairs);
  const known = learnStrangers(fields, prior, random.sample, comparison);
  const { sample, times } = sampleCandidates(table, candidates, comparison);
  return learnSame(fields, known, sample, { times, pairs });
}

/** Picked by their places in an order that follows from what they say: however the rows are shuffled, the same are picked. */
function sampleAtRandom(table: RecordTable, candidates: CandidateSource, comparison: Comparison) {
  const lottery = new Lottery(1);
  const draws = Math.min(mostAtRandom, table.size * table.size);
  const sample = new Sample(comparison.levels.length, draws);
  let [distinct, allowed] = [0, 0];
  for (let draw = 0; draw < draws; draw += 1) {
    const [x, y] = [lottery.below(table.size), lottery.below(table.size)];
    if (x === y) continue;
    const [a, b] = [candidates.order[x] ?? 0, candidates.order[y] ?? 0];
    distinct += 1;
    if (!candidates.isAllowed(a, b)) continue;
    allowed += 1;
    compareRecords(table, a, b, comparison);
    sample.add(comparison);
  }
  return { sample, allowed: distinct === 0 ? 1 : allowed / distinct };
}

/** Whole blocks, picked at random. */
function sampleCandidates(table: RecordTable, candidates: CandidateSource, comparison: Comparison) {
  const lottery = new Lottery(2);
  const share = Math.min(1, mostCandidates / Math.max(1, candidates.atMost));
  const capacity = Math.min(candidates.atMost, mostCandidates * 2);
  const sample = new Sample(comparison.levels.length, capacity);
  for (let block = 0; block < candidates.blocks; block += 1) {
    if (share < 1 && lottery.fraction() >= share) continue;
    candidates.pairsOf(block, (a, b) => {
      compareRecords(table, a, b, comparison);
      sample.add(comparison);
    });
  }
  return { sample, times: 1 / share };
}
