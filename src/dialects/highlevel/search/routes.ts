/** `POST /contacts/search`: by free text and filters, in one of seven orders, by page number or by cursor. */
import type { ContactSort, SortKey } from '../../../core/port/list-query.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { assertLocation } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { toFoundWire } from '../mapping.ts';
import { SearchReply } from '../reply-schema.ts';
import { unprocessable } from '../routes/check.ts';
import { formOf } from '../routes/form.ts';
import { filtersOf } from '../routes/list.ts';
import { SearchBody } from '../schema.ts';
import { toFilters } from './filter.ts';
import { parseSearchAfter, sortOf, toSearchAfter } from './sort.ts';

/** The vendor's window over numbered pages. */
const deepest = 10_000;

export function searchRoute(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'search-contacts-advanced',
    summary: 'Search contacts',
    body: SearchBody,
    response: { 200: SearchReply },
  };
  app.post('/contacts/search', { config: needs('person.read'), schema }, async (request, reply) => {
    const context = tenantOf(request);
    const { body } = request;
    assertLocation(body.locationId, context);
    assertPage(body);
    const sort = sortOf(body.sort);
    const filters = [
      ...filtersOf(body.query),
      ...toFilters(body.filters ?? [], context.workspace.region),
    ];
    const query = { filters, sort, limit: body.pageLimit, ...startOf(body, sort) };
    const { items, positions, total } = await hub.contacts.listCounted(context, query);
    const form = formOf(request);
    reply.code(200);
    return {
      contacts: items.map((contact, index) =>
        toFoundWire(contact, form, toSearchAfter(sort, positions[index])),
      ),
      total,
      traceId: newTraceId(),
    };
  });
}

/** @throws VendorFailure */
function assertPage(body: SearchBody): void {
  const messages: string[] = [];
  if (body.page !== undefined && body.searchAfter !== undefined)
    messages.push('page must not be combined with searchAfter');
  if ((body.page ?? 1) * body.pageLimit > deepest)
    messages.push(`page multiplied by pageLimit must not be greater than ${deepest}`);
  if (messages.length > 0) throw unprocessable(messages);
}

function startOf(
  { page, searchAfter }: SearchBody,
  sort: ContactSort,
): { after?: SortKey; page?: number } {
  if (searchAfter === undefined || searchAfter.length === 0)
    return page === undefined ? {} : { page };
  const after = parseSearchAfter(sort, searchAfter);
  if (after === null)
    throw unprocessable(['searchAfter must be that of the last contact of the previous page']);
  return { after };
}
