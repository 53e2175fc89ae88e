/** One record against a few others: what is asked while somebody types, or before a contact is stored. */
import { compareRecords } from './compare/compare-records.ts';
import { Comparison } from './compare/comparison.ts';
import { type Explanation, explainPair } from './explain/explain-pair.ts';
import { shownValues } from './explain/shown-values.ts';
import type { MatchRecord } from './match-record.ts';
import { fieldsWith } from './score/fields.ts';
import { type Model, priorModel } from './score/model.ts';
import { Scorer } from './score/scorer.ts';
import { normaliseRecord } from './table/record-form.ts';
import { RecordTable } from './table/record-table.ts';

/** What is known of the address book that the candidates come from. */
export interface Surroundings {
  /** How many contacts it has. */
  readonly contacts: number;
  /** What a run over all of them has learned; without, what is usual counts. */
  readonly model?: Model;
}

/**
 * Why each candidate is or is not the same person, in the order given. Pure: it looks nothing up. Values are taken to be as
 * rare as they usually are, since a few candidates cannot tell.
 */
export function scoreContact(
  record: MatchRecord,
  candidates: readonly MatchRecord[],
  { contacts, model }: Surroundings,
): Explanation[] {
  const fields = fieldsWith([]);
  const pairs = (contacts * (contacts - 1)) / 2;
  const scorer = new Scorer(fields, model ?? priorModel(fields, contacts, pairs));
  const table = new RecordTable();
  const own = table.add(normaliseRecord(record), 0, false);
  const comparison = new Comparison(fields.length);
  return candidates.map((candidate) => {
    const other = table.add(normaliseRecord(candidate), 0, false);
    compareRecords(table, own, other, comparison);
    return explainPair(scorer, comparison, shownValues(record, candidate));
  });
}
