/** An explanation as it is kept with a suggestion. */
import type { JsonObject } from '../../core/value/json.ts';
import type { Explanation } from '../explain/explain-pair.ts';

/** More digits would only make two runs differ. */
function rounded(bits: number): number {
  return Math.round(bits * 100) / 100;
}

export function toExplanationJson(explanation: Explanation): JsonObject {
  const { verdict, summary, conflicts, reasons } = explanation;
  return {
    verdict,
    summary,
    conflicts: [...conflicts],
    reasons: reasons.map(({ field, weight, sentence }) => ({
      field,
      weight: rounded(weight),
      sentence,
    })),
  };
}
