/** The pairs that the matcher got wrong, with its reasons. */
import { compareRecords } from '../../src/identity/compare/compare-records.ts';
import { Comparison } from '../../src/identity/compare/comparison.ts';
import type { Matcher, Matches } from '../../src/identity/match.ts';
import { Scorer } from '../../src/identity/score/scorer.ts';
import type { Counts, Truth } from './measure.ts';

interface View {
  readonly rows: readonly (readonly string[])[];
  readonly most: number;
  readonly counts: Counts;
}

/** At most `most` that were put together wrongly, and as many that were missed. */
export function printMistakes(matcher: Matcher, matches: Matches, truth: Truth, view: View): void {
  const groupOf = new Map<number, number>();
  matches.clusters.forEach((group, index) => group.forEach((record) => groupOf.set(record, index)));
  const together = (a: number, b: number): boolean =>
    groupOf.has(a) && groupOf.get(a) === groupOf.get(b);
  const wrong = matches.clusters.flatMap((group) =>
    pairsIn(group).filter(([a, b]) => truth[a] !== truth[b]),
  );
  const byLabel = Map.groupBy(truth.keys(), (record) => truth[record]);
  const missed = [...byLabel.values()]
    .flatMap(pairsIn)
    .filter(([a, b]) => view.counts(a, b) && !together(a, b));
  printPairs({ matcher, matches, view }, 'put together wrongly', wrong);
  printPairs({ matcher, matches, view }, 'missed', missed);
}

function pairsIn(group: readonly number[]): [number, number][] {
  return group.flatMap((a, index) => group.slice(index + 1).map((b): [number, number] => [a, b]));
}

interface Work {
  readonly matcher: Matcher;
  readonly matches: Matches;
  readonly view: View;
}

function printPairs(
  { matcher, matches: { model, pairs }, view: { rows, most } }: Work,
  name: string,
  found: readonly (readonly [number, number])[],
): void {
  process.stdout.write(`  ${found.length} ${name}\n`);
  const scorer = new Scorer(matcher.fields, model);
  const comparison = new Comparison(matcher.fields.length);
  const shown = new Set(pairs.map(({ a, b }) => `${Math.min(a, b)} ${Math.max(a, b)}`));
  for (const [a, b] of found.slice(0, most)) {
    compareRecords(matcher.table, a, b, comparison);
    const bits = scorer.weigh(comparison).toFixed(1);
    const fields = matcher.fields
      .map(({ name: field }, at) => ({
        field,
        level: comparison.levelOf(at),
        bits: scorer.fieldBits(comparison, at),
      }))
      .filter(({ level }) => level >= 0)
      .map(({ field, level, bits: own }) => `${field} ${level} (${own.toFixed(1)})`);
    const seen = shown.has(`${Math.min(a, b)} ${Math.max(a, b)}`) ? '' : ' not shown';
    process.stdout.write(`    ${bits} bits${seen}: ${fields.join(', ')}\n`);
    for (const record of [a, b])
      process.stdout.write(`      ${(rows[record] ?? []).join(' | ')}\n`);
  }
}
