/** `GET /contacts/search/duplicate`: who has this e-mail or this number already. */
import type { LookupService } from '../../../core/service/lookup-service.ts';
import type { Contact } from '../../../core/contact/contact.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { VendorFailure } from '../../../http/failure.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { newTraceId } from '../errors.ts';
import { toWire } from '../mapping.ts';
import { DuplicateReply } from '../reply-schema.ts';
import { DuplicateQuery } from '../schema.ts';
import { formOf } from './form.ts';

export function duplicateRoute(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'get-duplicate-contact',
    summary: 'Find who has an e-mail or phone',
    querystring: DuplicateQuery,
    response: { 200: DuplicateReply },
  };
  app.get('/contacts/search/duplicate', { config: needs('lookup'), schema }, async (request) => {
    const { email, number } = request.query;
    if (email === undefined && number === undefined)
      throw new VendorFailure(
        'nothing-to-look-for',
        'Pass at least one of number, email query parameter',
      );
    const found = await firstMatch(hub.lookups, tenantOf(request), { email, number });
    const contact = found === undefined ? null : toWire(found, formOf(request));
    return { contact, traceId: newTraceId() };
  });
}

/** By e-mail first, then by phone, the vendor's default order. */
async function firstMatch(
  lookups: LookupService,
  context: TenantContext,
  { email, number }: { email: string | undefined; number: string | undefined },
): Promise<Contact | undefined> {
  const byEmail = email === undefined ? [] : await lookups.contacts(context, { email });
  if (byEmail[0] !== undefined || number === undefined) return byEmail[0];
  const phone = number.replace(/^ /, '+');
  return (await lookups.contacts(context, { phone }))[0];
}
