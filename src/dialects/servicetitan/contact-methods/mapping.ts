/** Between ServiceTitan's contact methods and the phones and e-mails of a contact. */
import type { MethodWrite } from '../../../core/contact/contact-patch.ts';
import type { ContactMethod } from '../../../core/contact/contact.ts';
import { InvalidInput, NotFound } from '../../../core/errors.ts';
import type { OwnedMethod } from '../../../core/port/method-query.ts';
import type { MethodAddition } from '../../../core/service/contact-method-service.ts';
import { formatIsoMs } from '../../../core/value/instant.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { must } from '../list/must.ts';
import { contactTypeOf, kindOf, parseContactType, typeWritten } from '../wire/contact-type.ts';
import type {
  ContactMethodResponse,
  PatchContactMethodRequest,
  WriteContactMethodRequest,
} from './schema.ts';

export function toWire(method: OwnedMethod): ContactMethodResponse {
  return {
    id: method.id,
    contactId: method.contactId,
    referenceId: method.referenceId,
    type: contactTypeOf(method),
    value: method.value,
    memo: method.memo,
    createdOn: formatIsoMs(method.createdAt),
    createdBy: method.createdBy,
    modifiedOn: formatIsoMs(method.updatedAt),
    modifiedBy: method.updatedBy,
  };
}

/** POST. @throws InvalidInput for an e-mail that is none. */
export function toAddition(wire: WriteContactMethodRequest): MethodAddition {
  const { type: text, value, ...others } = wire;
  const type = must(parseContactType(text));
  const kind = kindOf(type);
  assertAddress(kind, value);
  return { kind, value, says: (equal) => ({ ...others, ...typeWritten(type, equal) }) };
}

/** PUT: what is left out becomes null, and the type may be another. @throws InvalidInput */
export function toPut(
  id: Uuid,
  wire: WriteContactMethodRequest,
  current: ContactMethod | undefined,
): MethodWrite {
  const { type: text, value, memo = null, referenceId = null } = wire;
  const type = must(parseContactType(text));
  const kind = kindOf(type);
  assertAddress(kind, value);
  return {
    op: 'put',
    id,
    kind,
    entry: { value, memo, referenceId, ...typeWritten(type, current) },
  };
}

/** PATCH: what is left out stays. @throws NotFound, InvalidInput */
export function toPatch(
  id: Uuid,
  wire: PatchContactMethodRequest,
  current: ContactMethod | undefined,
): MethodWrite {
  if (!current) throw new NotFound('contact-method', id);
  if (wire.value !== undefined) assertAddress(current.kind, wire.value);
  const { value, memo } = wire;
  return {
    op: 'patch',
    id,
    patch: { ...(value === undefined ? {} : { value }), ...(memo === undefined ? {} : { memo }) },
  };
}

/** Only what is plainly no address is refused; a number may look any way. */
function assertAddress(kind: ContactMethod['kind'], value: string): void {
  if (kind === 'email' && !value.includes('@')) {
    throw InvalidInput.of('value', 'must be an e-mail address, which has an @');
  }
}
