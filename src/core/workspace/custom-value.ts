/** Custom values: texts that a workspace keeps under a name, for templates and messages. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

export interface CustomValue {
  readonly id: Uuid;
  /** `[a-z0-9_]+`, made from the first name and kept, since templates name it; unique in the workspace. */
  readonly key: string;
  readonly name: string;
  readonly content: string;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

export type CustomValueFields = Pick<CustomValue, 'name' | 'content'>;
