/** Expected against shown, member by member. */
import { isDeepStrictEqual } from 'node:util';
import type { Json } from './json.ts';
import type { Cell } from './read.ts';

export interface Difference {
  readonly member: string;
  readonly expected: Json | undefined;
  readonly got: Json | undefined;
}

/** The members that are not as expected, those that only one side has included. */
export function compare(expected: Cell, got: Cell): readonly Difference[] {
  const members = new Set([...Object.keys(expected), ...Object.keys(got)]);
  return [...members]
    .map((member) => ({ member, expected: expected[member], got: got[member] }))
    .filter((pair) => !isDeepStrictEqual(pair.expected, pair.got));
}
