/** A few records, any two of which can be compared: in the light of what a run has learned, or of what is usual. */
import { compareRecords } from './compare/compare-records.ts';
import { Comparison } from './compare/comparison.ts';
import { type Explanation, explainPair } from './explain/explain-pair.ts';
import { shownValues } from './explain/shown-values.ts';
import { shownFrom } from './match.ts';
import type { MatchRecord } from './match-record.ts';
import { type Field, fieldsWith } from './score/fields.ts';
import { type Model, priorModel } from './score/model.ts';
import { Scorer } from './score/scorer.ts';
import { normaliseRecord, type RecordForm } from './table/record-form.ts';
import { RecordTable } from './table/record-table.ts';

/** What is known of the address book that the records come from. */
export interface Surroundings {
  /** How many contacts it has. */
  readonly contacts: number;
  /** What a run over all of them has learned; without, what is usual counts. */
  readonly model?: Model;
}

/** Pure: it looks nothing up. Values are as rare as they usually are, since a few records cannot tell. */
export class PairScorer {
  readonly #scorer: Scorer;
  readonly #table = new RecordTable();
  readonly #records: MatchRecord[] = [];
  readonly #comparison: Comparison;
  #isNameEnough: boolean | undefined;

  constructor({ contacts, model }: Surroundings) {
    const fields: readonly Field[] = fieldsWith([]);
    const pairs = (contacts * (contacts - 1)) / 2;
    this.#scorer = new Scorer(fields, model ?? priorModel(fields, contacts, pairs));
    this.#comparison = new Comparison(fields.length);
  }

  /** Whether two of whom nothing is known but one and the same ordinary name are worth showing. */
  get isNameEnough(): boolean {
    this.#isNameEnough ??= this.#weighNames() >= shownFrom;
    return this.#isNameEnough;
  }

  #weighNames(): number {
    const name = { given: 'a', family: 'b' };
    return this.weigh(this.add(name), this.add(name));
  }

  /** Answers the record's number, which counts from 0. */
  add(record: MatchRecord, form: RecordForm = normaliseRecord(record)): number {
    this.#records.push(record);
    return this.#table.add(form, 0, false);
  }

  /** Bits of evidence that both are one person. */
  weigh(a: number, b: number): number {
    compareRecords(this.#table, a, b, this.#comparison);
    return this.#scorer.weigh(this.#comparison);
  }

  explain(a: number, b: number): Explanation {
    const [one, other] = [this.#records[a], this.#records[b]];
    if (!one || !other) throw new RangeError(`There are no records ${a} and ${b}`);
    compareRecords(this.#table, a, b, this.#comparison);
    return explainPair(this.#scorer, this.#comparison, shownValues(one, other));
  }
}
