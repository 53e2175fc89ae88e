/** What the pure rules of a change need from outside: when, who, new ids, and the workspace's region. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { Region } from '../workspace/workspace.ts';

export interface ChangeEnvironment {
  readonly at: Instant;
  /** Principal number of the writer. */
  readonly by: number;
  readonly region: Region | null;
  newId(): Uuid;
}
