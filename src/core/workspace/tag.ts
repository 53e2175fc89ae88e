/** Tags of a workspace: names are unique after folding (trimmed, lower-cased). */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

export interface Tag {
  readonly id: Uuid;
  readonly name: string;
  readonly detail: string;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

export interface TagDraft {
  readonly id?: Uuid;
  readonly name: string;
  readonly detail?: string;
}

export interface TagPatch {
  readonly name?: string;
  readonly detail?: string;
}
