/** Sandboxes between wire and core. */
import { InvalidInput } from '../../../core/errors.ts';
import { parseDuration } from '../../../core/value/duration.ts';
import type { Instant } from '../../../core/value/instant.ts';
import type { Workspace } from '../../../core/workspace/workspace.ts';
import { toTime } from '../wire/mapping.ts';

/** Microseconds. @throws InvalidInput naming `path` */
export function toDuration(path: string, text: string): number {
  const micros = parseDuration(text);
  if (micros !== null) return micros;
  throw InvalidInput.of(path, 'must be a duration such as PT16M, without months or years');
}

export function toThrowawayWire(made: {
  readonly workspace: Workspace;
  readonly expiresAt: Instant;
}) {
  const { id, tenantId, name, createdAt } = made.workspace;
  return {
    id,
    number: tenantId,
    name,
    createdAt: toTime(createdAt),
    expiresAt: toTime(made.expiresAt),
  };
}

export function toSnapshotWire(snapshot: {
  readonly name: string;
  readonly takenAt: Instant;
  readonly rows: number;
}) {
  return { ...snapshot, takenAt: toTime(snapshot.takenAt) };
}

export function toClockWire({ now, offset }: { readonly now: Instant; readonly offset: number }) {
  return { now: toTime(now), aheadSeconds: offset / 1_000_000 };
}
