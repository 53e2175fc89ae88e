/**
 * Learning without labels. How strangers agree is counted on pairs picked at random; how records of one person agree comes
 * from expectation and maximisation over the pairs that blocking found. How frequent duplicates are stays what it was: that
 * share, moved on blocked pairs, drags everything with it, since among those nearly all are alike.
 */
import { Comparison } from '../compare/comparison.ts';
import type { Field } from './fields.ts';
import type { ClassShares, Model } from './model.ts';
import { Scorer, sumOf } from './scorer.ts';

/** Comparisons kept for learning, packed. */
export class Sample {
  readonly #fields: number;
  #levels: Int8Array;
  #shares: Float32Array;
  #size = 0;

  constructor(fields: number, capacity: number) {
    this.#fields = fields;
    this.#levels = new Int8Array(fields * capacity);
    this.#shares = new Float32Array(fields * capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** Does nothing once the sample is full. */
  add(comparison: Comparison): void {
    const from = this.#size * this.#fields;
    if (from >= this.#levels.length) return;
    this.#levels.set(comparison.levels, from);
    this.#shares.set(comparison.shares, from);
    this.#size += 1;
  }

  read(index: number, into: Comparison): void {
    const from = index * this.#fields;
    into.levels.set(this.#levels.subarray(from, from + this.#fields));
    into.shares.set(this.#shares.subarray(from, from + this.#fields));
  }
}

/** As many pairs as these are believed before any are seen. */
const trustInSame = 100;
const trustInStrangers = 50;
const rounds = 15;
/** How many pairs of one person look like two of a household, since name and birth date were both mistyped. */
const slipsPerDuplicate = 0.02;
const fewestRelated = 3;
const fewDuplicates = 10;
/** However many are found, not more than this many times the usual. */
const mostRelated = 20;
const mostDuplicates = 5;
/** A pair that is so likely of one person is counted as a duplicate, whatever the others are. */
const certain = 0.95;

/** How strangers agree: `sample` are pairs picked at random, of which those that look like one person are left out. */
export function learnStrangers(
  fields: readonly Field[],
  model: Model,
  sample: Sample,
  comparison: Comparison,
): Model {
  const scorer = new Scorer(fields, model);
  const counts = emptyCounts(fields);
  for (let index = 0; index < sample.size; index += 1) {
    sample.read(index, comparison);
    if (scorer.weigh(comparison) < 0) countLevels(counts, comparison, 1);
  }
  const usual = fields.map(({ levels }) => levels.map(({ strangers }) => strangers));
  const strangers = smoothed(counts, usual, trustInStrangers);
  return {
    ...model,
    strangers: strangers.map((row, field) =>
      fields[field]?.isFixed ? (usual[field] ?? row) : row,
    ),
  };
}

/**
 * How records of one person agree, and how many households and offices there are. `sample` stands for the candidates, which
 * are `times` as many; `pairs` is how many pairs there are in all.
 */
export function learnSame(
  fields: readonly Field[],
  start: Model,
  sample: Sample,
  size: { readonly times: number; readonly pairs: number },
): Model {
  const comparison = new Comparison(fields.length);
  const usual = fields.map(({ levels }) => levels.map(({ same: often }) => often));
  let model = start;
  let certainPairs = 0;
  for (let round = 0; round < rounds; round += 1) {
    const scorer = new Scorer(fields, model);
    const counts = emptyCounts(fields);
    let [same, household, colleagues, sure] = [0, 0, 0, 0];
    for (let index = 0; index < sample.size; index += 1) {
      sample.read(index, comparison);
      const found = scorer.likelihoods(comparison);
      const others = sumOf(found.strangers, found.household, found.colleagues);
      const total = sumOf(found.same, others, Number.NEGATIVE_INFINITY);
      countLevels(counts, comparison, 2 ** (found.same - total));
      same += 2 ** (found.same - total);
      if (2 ** (found.same - total) >= certain) sure += 1;
      household += 2 ** (found.household - total);
      colleagues += 2 ** (found.colleagues - total);
    }
    certainPairs = sure;
    const { times } = size;
    const seen = {
      same: same * times,
      household: household * times,
      colleagues: colleagues * times,
    };
    model = {
      ...model,
      same: smoothed(counts, usual, trustInSame).map((row, field) =>
        bounded(row, usual[field] ?? row, fields[field]),
      ),
      shares: within(start.shares, seen, Math.max(1, size.pairs)),
    };
  }
  return {
    ...model,
    shares: {
      ...model.shares,
      same: duplicatesIn(start.shares.same, (certainPairs * size.times) / Math.max(1, size.pairs)),
    },
  };
}

/** At least as frequent as is usual, and as the pairs that leave no doubt: these cannot drag each other along. */
function duplicatesIn(usual: number, found: number): number {
  return Math.min(mostDuplicates * usual, Math.max(usual, found));
}

/** A field that is not learned as it was; one that is, with no more differences than it may have. */
function bounded(
  row: readonly number[],
  usual: readonly number[],
  field: Field | undefined,
): readonly number[] {
  const [differs = 0] = row;
  if (field?.isFixed) return usual;
  const most = field?.mostDiffering ?? 1;
  if (differs <= most) return row;
  return row.map((often, level) => (level === 0 ? most : (often * (1 - most)) / (1 - differs)));
}

/**
 * Households and offices are believed in where there are more of them than slips in duplicates would explain. Where few
 * duplicates have been seen, what is usual counts: in a small address book a family is a family.
 */
function within(
  start: ClassShares,
  found: { readonly same: number; readonly household: number; readonly colleagues: number },
  pairs: number,
): ClassShares {
  const slips = found.same * slipsPerDuplicate + fewestRelated;
  const doubt = (fewDuplicates / (fewDuplicates + found.same)) ** 2;
  const blend = (count: number, usual: number): number => {
    const seen = Math.max(0, count - slips) / pairs;
    return Math.min(mostRelated * usual, Math.max(usual * doubt, seen));
  };
  return {
    same: start.same,
    household: blend(found.household, start.household),
    colleagues: blend(found.colleagues, start.colleagues),
  };
}

function emptyCounts(fields: readonly Field[]): number[][] {
  return fields.map(({ levels }) => levels.map(() => 0));
}

function countLevels(counts: number[][], comparison: Comparison, weight: number): void {
  for (let field = 0; field < counts.length; field += 1) {
    const level = comparison.levels[field] ?? -1;
    const row = counts[field];
    if (level >= 0 && row) row[level] = (row[level] ?? 0) + weight;
  }
}

function smoothed(
  counts: readonly (readonly number[])[],
  prior: readonly (readonly number[])[],
  trust: number,
): number[][] {
  return counts.map((row, field) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map(
      (count, level) => (count + trust * (prior[field]?.[level] ?? 0)) / (total + trust),
    );
  });
}
