/** Finding duplicates: normalise, block, score, decide, cluster. Plain arithmetic over memory: no clock, no chance, no labels. */
import { blockingKeys } from './block/keys.ts';
import { KeyList } from './block/key-list.ts';
import { type CandidateSource, candidatesOf } from './block/candidates.ts';
import { Apart, type ApartPair } from './cluster/apart.ts';
import { clusterLinks } from './cluster/cluster.ts';
import { LinkList } from './cluster/link-list.ts';
import { compareIfHopeful, compareRecords } from './compare/compare-records.ts';
import { Comparison } from './compare/comparison.ts';
import { NameMemo } from './compare/name-memo.ts';
import { type Explanation, explainPair, sureFrom } from './explain/explain-pair.ts';
import type { ShownValues } from './explain/shown-values.ts';
import type { MatchRecord } from './match-record.ts';
import { type Field, fieldsWith } from './score/fields.ts';
import { learnModel } from './score/learn-model.ts';
import type { Model } from './score/model.ts';
import { Scorer } from './score/scorer.ts';
import { ContentOrder } from './table/content-order.ts';
import { normaliseRecord } from './table/record-form.ts';
import { straightenNames } from './table/straighten-names.ts';
import { RecordTable } from './table/record-table.ts';

export interface MatchOptions {
  /** Names of the further columns. */
  readonly others?: readonly string[];
  /** Only records of different lists are compared with one another. */
  readonly acrossSources?: boolean;
}

export interface FoundPair {
  readonly a: number;
  readonly b: number;
  readonly bits: number;
}

export interface Matches {
  readonly model: Model;
  /** How many pairs were compared. */
  readonly candidates: number;
  /** Pairs worth showing, in no order; those of `sureFrom` bits and more are one person. */
  readonly pairs: readonly FoundPair[];
  /** Groups of records of one person, two and more, the centre first. */
  readonly clusters: readonly (readonly number[])[];
  /** The reckoning for any two records, compared or not. */
  explain(a: number, b: number, shown: ShownValues): Explanation;
}

/** The other way round to `sureFrom`: below, two records are two people. */
export const shownFrom = -2;

/** Collects records, then matches all of them. */
export class Matcher {
  readonly table: RecordTable;
  readonly fields: readonly Field[];
  readonly #keys = new KeyList();
  readonly #order = new ContentOrder();
  readonly #options: MatchOptions;

  constructor(options: MatchOptions = {}) {
    this.#options = options;
    this.fields = fieldsWith(options.others ?? []);
    this.table = new RecordTable(options.others?.length ?? 0);
  }

  /** Answers the record's number, which counts from 0. */
  add(record: MatchRecord, source = 0): number {
    this.table.memo = null;
    const form = normaliseRecord(record);
    this.#keys.push(blockingKeys(form));
    this.#order.push(form, source);
    return this.table.add(form, source);
  }

  /**
   * Compares what blocking brings together. Everything is held in memory; a million records take most of a minute. Pairs that
   * are `apart` are neither shown nor put into one cluster, not even by way of others.
   */
  run(apartPairs: readonly ApartPair[] = []): Matches {
    const apart = new Apart(apartPairs);
    straightenNames(this.table);
    this.table.memo = { given: new NameMemo(), family: new NameMemo() };
    const candidates = candidatesOf(this.table, this.#keys, {
      order: this.#order.records(),
      acrossSources: this.#options.acrossSources === true,
    });
    const model = learnModel(this.table, this.fields, candidates);
    const scorer = new Scorer(this.fields, model);
    const comparison = new Comparison(this.fields.length);
    const weigh = (a: number, b: number): number => {
      compareRecords(this.table, a, b, comparison);
      return scorer.weigh(comparison);
    };
    const { shown, compared } = this.#weighAll(candidates, scorer);
    const clusters = clusterLinks(this.table.size, shown.from(sureFrom), { weigh, apart });
    const explain = (a: number, b: number, values: ShownValues): Explanation => {
      compareRecords(this.table, a, b, comparison);
      return explainPair(scorer, comparison, values);
    };
    const pairs = shown.pairs().filter(({ a, b }) => !apart.has(a, b));
    return { model, candidates: compared, pairs, clusters, explain };
  }

  #weighAll(candidates: CandidateSource, scorer: Scorer) {
    const comparison = new Comparison(this.fields.length);
    const shown = new LinkList();
    let compared = 0;
    const weigh = (a: number, b: number): void => {
      compared += 1;
      if (!compareIfHopeful(this.table, a, b, comparison)) return;
      const bits = scorer.weigh(comparison);
      if (bits >= shownFrom) shown.push(a, b, bits);
    };
    for (let block = 0; block < candidates.blocks; block += 1) candidates.pairsOf(block, weigh);
    return { shown, compared };
  }
}
