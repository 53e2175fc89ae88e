/** Ids and times between text and core; used by the mappings of every subject. */
import { type EntityName, InvalidInput, NotFound } from '../../../core/errors.ts';
import type { JsonValue } from '../../../core/value/json.ts';
import { normalizeUuid, type Uuid } from '../../../core/value/identifier.ts';
import {
  formatIsoMicrosTrimmed,
  type Instant,
  parseIsoInstant,
} from '../../../core/value/instant.ts';

/**
 * The id in a path. @throws NotFound for what cannot be one, without repeating it: whoever puts a name or a number
 * there finds it in no error body.
 */
export function toPathId(entity: EntityName, text: string): Uuid {
  const id = normalizeUuid(text);
  if (id === null) throw new NotFound(entity, '(not a UUID)');
  return id;
}

/** @throws InvalidInput naming `path` for a text that is no UUID. */
export function toUuid(path: string, text: string): Uuid {
  const uuid = normalizeUuid(text);
  if (uuid === null) throw InvalidInput.of(path, 'must be a UUID');
  return uuid;
}

export function toUuidOrNull(path: string, text: string | null): Uuid | null {
  return text === null ? null : toUuid(path, text);
}

/** @throws InvalidInput naming `path` for a text that is no time. */
export function toInstant(path: string, text: string): Instant {
  const at = parseIsoInstant(text);
  if (at === null) throw InvalidInput.of(path, 'must be a time such as 2026-03-01T12:00:00Z');
  return at;
}

export function toInstantOrNull(path: string, text: string | null): Instant | null {
  return text === null ? null : toInstant(path, text);
}

/** Narrows what `Array.isArray` widens. */
export function isJsonList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Up to six decimals, `Z`. */
export function toTime(at: Instant): string {
  return formatIsoMicrosTrimmed(at);
}

export function toTimeOrNull(at: Instant | null): string | null {
  return at === null ? null : formatIsoMicrosTrimmed(at);
}

interface Written {
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

/** Who wrote the record and when; the last members of every record. */
export function toWritten(record: Written): {
  createdAt: string;
  createdBy: number;
  updatedAt: string;
  updatedBy: number;
  version: number;
} {
  return {
    createdAt: toTime(record.createdAt),
    createdBy: record.createdBy,
    updatedAt: toTime(record.updatedAt),
    updatedBy: record.updatedBy,
    version: record.version,
  };
}
