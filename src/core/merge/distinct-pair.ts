/** Two contacts of which somebody said that they are not the same person. It holds for whoever each is merged into, too. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

/** `a` is the smaller id. */
export interface ContactPair {
  readonly a: Uuid;
  readonly b: Uuid;
}

export interface DistinctPair extends ContactPair {
  readonly id: Uuid;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

export function pairOf(one: Uuid, other: Uuid): ContactPair {
  return one < other ? { a: one, b: other } : { a: other, b: one };
}
