import { NotFound } from '../../../core/errors.ts';
import { normalizeUuid, type Uuid } from '../../../core/value/identifier.ts';

/** The id in a path. @throws NotFound for what cannot be one: unknown ids all look the same. */
export function idOf(params: { readonly id: string }): Uuid {
  const id = normalizeUuid(params.id);
  if (id === null) throw new NotFound('contact', params.id);
  return id;
}
