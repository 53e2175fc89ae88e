/** `POST /contacts/search`: by free text, in one of two orders, by page number or by cursor. */
import type { Contact } from '../../../core/contact/contact.ts';
import type { Sort, SortKey } from '../../../core/port/list-query.ts';
import { VendorFailure } from '../../../http/failure.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { assertLocation } from '../auth.ts';
import { parseSearchAfter } from './cursor.ts';
import { newTraceId } from '../errors.ts';
import { toFoundWire } from '../mapping.ts';
import { SearchReply } from '../reply-schema.ts';
import { SearchBody } from '../schema.ts';
import { unprocessable } from './check.ts';
import { formOf } from './form.ts';
import { filtersOf } from './list.ts';

/** The vendor's window over numbered pages. */
const deepest = 10_000;
/** Sort fields of the vendor that are answered in a later issue, not silently ignored. */
const notYet: ReadonlySet<string> = new Set([
  'email',
  'dnd',
  'source',
  'firstNameLowerCase',
  'lastNameLowerCase',
]);

export function searchRoute(app: DialectApp, { hub }: DialectServices): void {
  const schema = { body: SearchBody, response: { 200: SearchReply } };
  app.post('/contacts/search', { config: needs('person.read'), schema }, async (request, reply) => {
    const context = tenantOf(request);
    const { body } = request;
    assertLocation(body.locationId, context);
    assertAnswerable(body);
    const sort = sortOf(body);
    const filters = filtersOf(body.query);
    const page = pageOf(body);
    const query = { filters, sort, limit: body.pageLimit, ...page };
    const [{ items }, total] = await Promise.all([
      hub.contacts.list(context, query),
      hub.contacts.count(context, { filters }),
    ]);
    const form = formOf(request);
    reply.code(200);
    return {
      contacts: items.map((contact) => toFoundWire(contact, form, positionIn(sort, contact))),
      total,
      traceId: newTraceId(),
    };
  });
}

function positionIn(sort: Sort, contact: Contact): Contact['createdAt'] {
  return sort.field === 'updatedAt' ? contact.updatedAt : contact.createdAt;
}

/** @throws VendorFailure for what this server cannot answer truthfully. */
function assertAnswerable(body: SearchBody): void {
  const messages: string[] = [];
  if ((body.filters ?? []).length > 0)
    messages.push('filters must be empty: this server does not answer filters yet');
  if (body.page !== undefined && body.searchAfter !== undefined)
    messages.push('page must not be combined with searchAfter');
  if ((body.page ?? 1) * body.pageLimit > deepest)
    messages.push(`page multiplied by pageLimit must not be greater than ${deepest}`);
  if (messages.length > 0) throw unprocessable(messages);
}

/** Newest first unless asked otherwise. */
function sortOf({ sort }: SearchBody): Sort {
  const [first] = sort ?? [];
  const direction = first?.direction ?? 'desc';
  switch (first?.field) {
    case undefined:
    case 'dateAdded':
      return { field: 'createdAt', direction };
    case 'dateUpdated':
      return { field: 'updatedAt', direction };
    default:
      throw unsortable(first?.field ?? '');
  }
}

function unsortable(field: string): VendorFailure {
  return notYet.has(field)
    ? unprocessable([`sort by ${field} is not answered by this server yet`])
    : new VendorFailure('unknown-field', `Invalid field ${field.slice(0, 100)}`);
}

function pageOf({ page, searchAfter }: SearchBody): { after?: SortKey; page?: number } {
  if (searchAfter === undefined || searchAfter.length === 0)
    return page === undefined ? {} : { page };
  const after = parseSearchAfter(searchAfter);
  if (after === null)
    throw unprocessable(['searchAfter must be that of the last contact of the previous page']);
  return { after };
}
