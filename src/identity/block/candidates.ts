/** Which pairs are compared at all. */
import type { RecordTable } from '../table/record-table.ts';
import { Blocks } from './blocks.ts';
import type { KeyList } from './key-list.ts';

export interface CandidateSource {
  /** The numbers of all records, in the order in which they are taken. */
  readonly order: Uint32Array;
  readonly blocks: number;
  /** At least as many as `pairsOf` will name over all blocks. */
  readonly atMost: number;
  /** Calls `visit` for the pairs of one block; no pair is named by two blocks. */
  pairsOf(block: number, visit: (a: number, b: number) => void): void;
  /** Whether two records may be one person at all. */
  isAllowed(a: number, b: number): boolean;
}

export interface CandidateOptions {
  readonly order: Uint32Array;
  readonly acrossSources: boolean;
}

/** Up to here every pair is looked at. */
const fewRecords = 400;

export function candidatesOf(
  table: RecordTable,
  keys: KeyList,
  { order, acrossSources }: CandidateOptions,
): CandidateSource {
  const isAllowed = (a: number, b: number): boolean =>
    !acrossSources || table.sourceOf(a) !== table.sourceOf(b);
  if (table.size <= fewRecords) return everyPair(order, isAllowed);
  const blocks = new Blocks(keys, order);
  return {
    order,
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

function everyPair(
  order: Uint32Array,
  isAllowed: (a: number, b: number) => boolean,
): CandidateSource {
  const { length } = order;
  return {
    order,
    blocks: length,
    atMost: (length * (length - 1)) / 2,
    pairsOf: (block, visit) => {
      const record = order[block] ?? 0;
      for (const other of order.subarray(block + 1)) {
        if (isAllowed(record, other)) visit(record, other);
      }
    },
    isAllowed,
  };
}
