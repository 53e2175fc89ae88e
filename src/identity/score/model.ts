/** What has been learned of a list: how often each level of agreement is met, and how frequent duplicates are. */
import type { Field } from './fields.ts';

export interface Model {
  /** By field and level: how often it is met between two records of one person. */
  readonly same: readonly (readonly number[])[];
  /** The same between two strangers. */
  readonly strangers: readonly (readonly number[])[];
  /** Of all pairs of records, how many are of one person, of one household, of two colleagues. */
  readonly shares: ClassShares;
}

export interface ClassShares {
  readonly same: number;
  readonly household: number;
  readonly colleagues: number;
}

/** About a third of the records have a duplicate: the order of magnitude is what counts. */
const duplicatesPerRecord = 0.3;
const relatedPerRecord = 0.5;
const mostOfPairs = 0.05;

/** Before anything has been learned. `pairs` is how many pairs of the `records` there are to be compared. */
export function priorModel(fields: readonly Field[], records: number, pairs: number): Model {
  const per = (share: number): number =>
    Math.min(mostOfPairs, (share * records) / Math.max(1, pairs));
  return {
    same: fields.map(({ levels }) => levels.map((level) => level.same)),
    strangers: fields.map(({ levels }) => levels.map((level) => level.strangers)),
    shares: {
      same: per(duplicatesPerRecord),
      household: per(relatedPerRecord),
      colleagues: per(relatedPerRecord),
    },
  };
}
