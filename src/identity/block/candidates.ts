/** Which pairs are compared at all. */
import type { RecordTable } from '../table/record-table.ts';
import { Blocks } from './blocks.ts';
import type { KeyList } from './key-list.ts';

export interface CandidateSource {
  readonly blocks: number;
  /** At least as many as `pairsOf` will name over all blocks. */
  readonly atMost: number;
  /** Calls `visit` for the pairs of one block; no pair is named by two blocks. */
  pairsOf(block: number, visit: (a: number, b: number) => void): void;
  /** Whether two records may be one person at all. */
  isAllowed(a: number, b: number): boolean;
}

/** Up to here every pair is looked at. */
const fewRecords = 400;

export function candidatesOf(
  table: RecordTable,
  keys: KeyList,
  acrossSources: boolean,
): CandidateSource {
  const isAllowed = (a: number, b: number): boolean =>
    !acrossSources || table.sourceOf(a) !== table.sourceOf(b);
  if (table.size <= fewRecords) return everyPair(table.size, isAllowed);
  const blocks = new Blocks(keys);
  return {
    blocks: blocks.count,
    atMost: blocks.pairsWithRepetition,
    pairsOf: acrossSources
      ? (block, visit) =>
          blocks.pairsOf(block, (a, b) => {
            if (isAllowed(a, b)) visit(a, b);
          })
      : (block, visit) => blocks.pairsOf(block, visit),
    isAllowed,
  };
}

function everyPair(records: number, isAllowed: (a: number, b: number) => boolean): CandidateSource {
  return {
    blocks: records,
    atMost: (records * (records - 1)) / 2,
    pairsOf: (block, visit) => {
      for (let other = block + 1; other < records; other += 1) {
        if (isAllowed(block, other)) visit(block, other);
      }
    },
    isAllowed,
  };
}
