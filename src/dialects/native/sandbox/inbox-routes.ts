/** The webhooks of a Sandbox, as they were sent. */
import type { InboxEntry } from '../../../core/sandbox/inbox.ts';
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { toTime } from '../wire/mapping.ts';
import { assertTarget } from './fault-target.ts';
import { InboxPage, InboxParams, InboxQuery, InboxWebhook, ReplayOrder } from './inbox-schema.ts';

const tags = ['Sandbox'];
const config = needs('sandbox.manage');

export function inboxRoutes(app: DialectApp, services: DialectServices): void {
  listRoutes(app, services);
  replayRoute(app, services);
}

function listRoutes(app: DialectApp, { hub, routeTable }: DialectServices): void {
  app.get(
    '/api/v1/sandbox/webhooks',
    {
      config,
      schema: {
        summary: 'The last webhooks of this Sandbox',
        description:
          'The last thousand attempts at all subscriptions, oldest first, each as it was sent. A subscription to ' +
          'https://inbox.polydex.test/… is delivered here alone. Go on with after: the number of the last one.',
        tags,
        querystring: InboxQuery,
        response: { 200: InboxPage },
      },
    },
    async (request) => {
      const { limit = 100, ...query } = request.query;
      const { dialect } = query;
      if (dialect !== undefined) assertTarget(routeTable(), { dialect });
      const found = await hub.webhookInbox.list(tenantOf(request), { ...query, limit });
      return { data: found.map(toWire), nextCursor: null };
    },
  );

  app.delete(
    '/api/v1/sandbox/webhooks',
    { config, schema: { summary: 'Forget the webhooks so far', tags } },
    async (request, reply) => {
      await hub.webhookInbox.clear(tenantOf(request));
      return reply.code(204).send();
    },
  );
}

function replayRoute(app: DialectApp, { hub }: DialectServices): void {
  app.post(
    '/api/v1/sandbox/webhooks/:number/replay',
    {
      config,
      // Nothing has to be said: no body is an empty one.
      preValidation: async (request) => {
        request.body ??= {};
      },
      schema: {
        summary: 'Send a webhook again',
        description:
          'The same bytes with the same headers, to the subscriber or to another address. What came of it is an entry of its own.',
        tags,
        unrepeatable: true,
        params: InboxParams,
        body: ReplayOrder,
        response: { 200: InboxWebhook },
      },
    },
    async (request) => {
      const { number } = request.params;
      return toWire(await hub.webhookInbox.replay(tenantOf(request), number, request.body.url));
    },
  );
}

function toWire({ at, headers, ...entry }: InboxEntry) {
  const { status } = entry;
  const isDelivered = status !== null && status >= 200 && status < 300;
  return {
    ...entry,
    at: toTime(at),
    method: 'POST',
    headers: { ...headers },
    outcome: isDelivered ? ('delivered' as const) : ('failed' as const),
  };
}
