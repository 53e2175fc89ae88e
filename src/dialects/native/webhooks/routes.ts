/** The portal of webhooks: what a vendor's page for app developers is to its own. */
import {
  type DialectApp,
  type DialectServices,
  needs,
  open,
  tenantOf,
} from '../../../http/plugin.ts';
import { ifMatch, tagged } from '../request/entity-tag.ts';
import { once } from '../request/idempotency.ts';
import { locationOf } from '../request/location.ts';
import { toPathId } from '../wire/mapping.ts';
import { IdParams } from '../wire/schema.ts';
import { toWire } from './mapping.ts';
import { SigningKey, Webhook, WebhookChange, WebhookCreate, WebhookList } from './schema.ts';

const tags = ['Webhooks'];
const base = '/api/v1/webhooks';
const config = needs('webhook.manage');
/** The one whose vendor has no calls for it. */
const usualDialect = 'highlevel';

export function webhookRoutes(app: DialectApp, services: DialectServices): void {
  keyRoute(app, services);
  createRoute(app, services);
  writeRoutes(app, services);
  readRoutes(app, services);
}

function keyRoute(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    summary: 'Read the public key that webhooks are signed with',
    description: 'Open to everybody. Clients take any of its three forms.',
    tags,
    response: { 200: SigningKey },
  };
  app.get(`${base}/signing-key`, { config: open, schema }, async () => ({
    algorithm: 'Ed25519',
    ...hub.webhookPortal.signatureKey,
  }));
}

function createRoute(app: DialectApp, services: DialectServices): void {
  const { hub, auth } = services;
  app.post(
    base,
    {
      config,
      schema: {
        summary: 'Subscribe an app to webhooks',
        description:
          'For APIs whose vendor has no calls for it. What is told begins with the first change after it.',
        tags,
        body: WebhookCreate,
        response: { 201: Webhook },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ own }) => {
        const context = tenantOf(request);
        const { dialect = usualDialect, subscriber: id = null, ...fields } = request.body;
        const subscriber = await auth.subscribers.find(context, { id, audience: dialect });
        const draft = { ...fields, ...own, dialect, subscriber };
        const made = await hub.webhookPortal.create(context, draft);
        reply.code(201).header('location', locationOf(services, request, `webhooks/${made.id}`));
        return toWire(tagged(reply, await hub.webhookPortal.get(context, made.id)));
      }),
  );
}

function writeRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.patch(
    `${base}/:id`,
    {
      config,
      schema: {
        summary: 'Change a webhook, end it or take it up again',
        description:
          'active: false ends it, true takes it up again from the next change on, also after it was given up. ' +
          'Subscriptions that an app made through its own API are changed there.',
        tags,
        params: IdParams,
        body: WebhookChange,
        response: { 200: Webhook },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const id = toPathId('webhook-subscription', request.params.id);
      await hub.webhookPortal.change(context, id, request.body, ifMatch(request));
      return toWire(tagged(reply, await hub.webhookPortal.get(context, id)));
    },
  );

  app.delete(
    `${base}/:id`,
    {
      config,
      schema: {
        summary: 'Remove a webhook',
        description: 'With what is on its way. One that an app made through its own API ends.',
        tags,
        params: IdParams,
      },
    },
    async (request, reply) => {
      const id = toPathId('webhook-subscription', request.params.id);
      await hub.webhookPortal.remove(tenantOf(request), id, ifMatch(request));
      return reply.code(204).send();
    },
  );
}

function readRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    `${base}/:id`,
    {
      config,
      schema: {
        summary: 'Read a webhook',
        tags,
        params: IdParams,
        response: { 200: Webhook },
      },
    },
    async (request, reply) => {
      const id = toPathId('webhook-subscription', request.params.id);
      return toWire(tagged(reply, await hub.webhookPortal.get(tenantOf(request), id)));
    },
  );

  app.get(
    base,
    {
      config,
      schema: {
        summary: 'List webhooks',
        description: 'Of every API, ended ones too, oldest first, with how the telling goes.',
        tags,
        response: { 200: WebhookList },
      },
    },
    async (request) => ({
      data: (await hub.webhookPortal.list(tenantOf(request))).map(toWire),
      nextCursor: null,
    }),
  );
}
