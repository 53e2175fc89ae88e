/** Ids as they stand in paths. */
import { NotFound, type EntityName } from '../../../core/errors.ts';
import type { MethodKey } from '../../../core/service/contact-method-service.ts';
import { normalizeUuid, type Uuid } from '../../../core/value/identifier.ts';

/** The schema's format has let it through, so that it is one. */
export function toGuid(entity: EntityName, text: string): Uuid {
  const id = normalizeUuid(text);
  if (id === null) throw new NotFound(entity, text);
  return id;
}

/** The contact method that a path names. */
export function methodKeyOf(params: {
  readonly contactId: string;
  readonly contactMethodId: string;
}): MethodKey {
  return {
    contactId: toGuid('contact', params.contactId),
    id: toGuid('contact-method', params.contactMethodId),
  };
}
