/** Why two records are taken for one person or not, field by field and in words. */
import type { Comparison } from '../compare/comparison.ts';
import { At, type Field } from '../score/fields.ts';
import { probabilityOf, type Scorer } from '../score/scorer.ts';
import { sentenceOf } from './sentences.ts';
import type { ShownValues } from './shown-values.ts';

export interface FieldReason {
  readonly field: string;
  /** 0 is the worst agreement of the field. */
  readonly level: number;
  /** Bits of evidence: positive for one person, negative against. */
  readonly weight: number;
  readonly sentence: string;
}

export type Verdict = 'same' | 'likely' | 'unlikely';

export interface Explanation {
  readonly verdict: Verdict;
  readonly probability: number;
  /** The sum of what follows, in bits. */
  readonly weight: number;
  /** Strongest first. Fields that one of the two does not have are left out: they say nothing. */
  readonly reasons: readonly FieldReason[];
  /** What speaks against merging without asking, whatever the sum: given names or birth dates that differ. */
  readonly conflicts: readonly ('givenName' | 'dateOfBirth')[];
  readonly summary: string;
}

/** From here on a pair is taken for one person: four to one. */
export const sureFrom = 2;

/** The whole reckoning for a comparison; `shown` are the values of both, for the sentences. */
export function explainPair(
  scorer: Scorer,
  comparison: Comparison,
  shown: ShownValues,
): Explanation {
  const reasons = scorer.fields.flatMap((field, at) =>
    reasonOf({ scorer, comparison, shown }, field, at),
  );
  const weight = scorer.weigh(comparison);
  const alone = scorer.priorBits + reasons.reduce((sum, reason) => sum + reason.weight, 0);
  const verdict = verdictOf(weight);
  return {
    verdict,
    probability: probabilityOf(weight),
    weight,
    reasons: [
      ...reasons.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
      {
        field: 'rarity',
        level: 0,
        weight: scorer.priorBits,
        sentence: 'Two contacts picked at random are seldom one person.',
      },
      ...sharedBy(scorer, comparison, weight - alone),
    ],
    conflicts: conflictsOf(comparison),
    summary: summaryOf(verdict),
  };
}

interface Reckoning {
  readonly scorer: Scorer;
  readonly comparison: Comparison;
  readonly shown: ShownValues;
}

function reasonOf(
  { scorer, comparison, shown }: Reckoning,
  field: Field,
  at: number,
): FieldReason[] {
  const level = comparison.levelOf(at);
  const weight = scorer.fieldBits(comparison, at);
  // Names in their places are how it is; nobody wants to read it.
  if (level < 0 || (at === At.order && level === 1)) return [];
  return [{ field: field.name, level, weight, sentence: sentenceOf(at, field.name, level, shown) }];
}

const worthSaying = 0.5;

/** What people of one home or office have in common counts less: the part that is taken back. */
function sharedBy(scorer: Scorer, comparison: Comparison, bits: number): FieldReason[] {
  if (bits > -worthSaying) return [];
  const { household, colleagues } = scorer.likelihoods(comparison);
  const isHome = household >= colleagues;
  const who = isHome ? 'people who live together' : 'people who work together';
  const sentence = `What they share is also shared by ${who}, so it counts less.`;
  return [{ field: isHome ? 'household' : 'workplace', level: 0, weight: bits, sentence }];
}

function conflictsOf(comparison: Comparison): ('givenName' | 'dateOfBirth')[] {
  const conflicts: ('givenName' | 'dateOfBirth')[] = [];
  if (comparison.levelOf(At.given) === 0) conflicts.push('givenName');
  const birth = comparison.levelOf(At.birth);
  if (birth === 0 || birth === 1) conflicts.push('dateOfBirth');
  return conflicts;
}

function verdictOf(bits: number): Verdict {
  if (bits >= sureFrom) return 'same';
  return bits >= -sureFrom ? 'likely' : 'unlikely';
}

function summaryOf(verdict: Verdict): string {
  if (verdict === 'same') return 'Looks like the same person.';
  return verdict === 'likely' ? 'May be the same person.' : 'Looks like two people.';
}
