/** Ids of a path, whose form the schema has checked. */
import { NotFound } from '../../../core/errors.ts';
import { normalizeUuid, type Uuid } from '../../../core/value/identifier.ts';

export function toUuid(text: string): Uuid {
  const id = normalizeUuid(text);
  if (id === null) throw new NotFound('contact', text);
  return id;
}
