/** `GET /api/v1/contacts`. */
import { type DialectApp, needs, tenantOf, type DialectServices } from '../../../../http/plugin.ts';
import { afterCursor, toPage } from '../../request/cursor.ts';
import { fieldKeysFor, haveFields } from '../field-keys.ts';
import { toListQuery } from '../mapping/list-query.ts';
import { toWire } from '../mapping/to-wire.ts';
import { ContactPage } from '../schema/contact.ts';
import { ContactQuery } from '../schema/list.ts';

export function listRoute(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/contacts',
    {
      config: needs('person.read'),
      schema: {
        summary: 'List and search contacts',
        description:
          'Filters are combined with and. Pages follow one another by nextCursor, without skipping or repeating a ' +
          'contact that stays where it is in the sort.',
        tags: ['Contacts'],
        querystring: ContactQuery,
        response: { 200: ContactPage },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const query = toListQuery(request.query, context.workspace.region);
      const after = afterCursor('contacts', query.sort, request.query.cursor);
      const page = await hub.contacts.list(context, { ...query, ...after });
      const keys = await fieldKeysFor(hub, context, haveFields(page.items));
      const total = request.query.count ? { total: await hub.contacts.count(context, query) } : {};
      return {
        ...toPage('contacts', query.sort, page, (contact) => toWire(contact, keys)),
        ...total,
      };
    },
  );
}
