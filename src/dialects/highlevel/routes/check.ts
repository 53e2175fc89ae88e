/** Looks at what the shapes alone do not show, before anything is written. */
import type { ContactService } from '../../../core/service/contact-service.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { VendorFailure } from '../../../http/failure.ts';
import { problemsOf, toWire } from '../mapping.ts';
import type { ContactFields } from '../schema.ts';

/** @throws VendorFailure: a 422 with a sentence per field, else the 400 that this vendor has for a phone. */
export function assertWritable(fields: ContactFields, context: TenantContext): void {
  const { messages, phone } = problemsOf(fields, context.workspace.region);
  if (messages.length > 0) throw unprocessable(messages);
  if (phone !== null) throw new VendorFailure('phone', phone);
}

/** A 422 in the vendor's form. */
export function unprocessable(messages: readonly string[]): VendorFailure {
  return new VendorFailure('unprocessable', messages.join('; '), { messages });
}

/**
 * The fields without those that write back what the contact shows. Other writers may store a number that is none or a
 * country in words, which this vendor shows but would refuse or respell; a client that reads, changes one thing and
 * writes all must not fail or destroy it. Looks at the contact only when it can matter and the token may read it.
 */
export async function withoutEchoes(
  contacts: ContactService,
  context: TenantContext,
  id: Uuid,
  fields: ContactFields,
): Promise<ContactFields> {
  const doubtful = new Set(problemsOf(fields, context.workspace.region).fields);
  if (fields.country !== undefined) doubtful.add('country');
  if (doubtful.size === 0 || !context.capabilities.has('person.read')) return fields;
  const shown = toWire(await contacts.get(context, id), {
    locationId: context.workspace.locationId,
    v3: false,
  });
  const kept = { ...fields };
  for (const name of ['email', 'phone', 'country', 'timezone', 'dateOfBirth'] as const)
    if (doubtful.has(name) && kept[name] === shown[name]) delete kept[name];
  return kept;
}
