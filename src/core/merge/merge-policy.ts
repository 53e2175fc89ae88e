/** Whether, and from which score on, a workspace lets contacts be merged without anybody looking. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

export interface MergePolicy {
  /** The workspace's. */
  readonly id: Uuid;
  readonly automatic: boolean;
  /** Pairs are merged from this score on. */
  readonly threshold: number;
  /** The threshold whose effect somebody has looked at, and when. */
  readonly previewedThreshold: number | null;
  readonly previewedAt: Instant | null;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}
