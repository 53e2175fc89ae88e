/** `/webhook_subscriptions`: what a key or an add-on is told of. Everybody sees and ends their own alone. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Hub } from '../../../core/hub.ts';
import { NotFound } from '../../../core/errors.ts';
import { normalizeUuid } from '../../../core/value/identifier.ts';
import {
  mountOf,
  needs,
  tenantOf,
  type DialectApp,
  type DialectServices,
} from '../../../http/plugin.ts';
import { readCredential } from '../auth.ts';
import { ErrorResult } from '../schema.ts';
import { makeChallenge } from './challenge.ts';
import { toWire } from './mapping.ts';
import { callbackOf, wantedEvent, wantedObject, type Wanted } from './request.ts';
import {
  EventSubscription,
  EventSubscriptionBody,
  ObjectName,
  ObjectNameBody,
  ObjectSubscription,
  ObjectSubscriptionBody,
  Refusal,
  StatusParameter,
  type SubscriptionParameters,
  SubscriptionParams,
  SubscriptionRecord,
  Success,
} from './schema.ts';

const config = needs('webhook.manage');
const base = '/webhook_subscriptions';
const refused = { 400: Refusal, 401: ErrorResult, 403: ErrorResult };
const refusedOrMissing = { ...refused, 404: Refusal };
const success = { success: true };

export function registerWebhooks(app: DialectApp, services: DialectServices): void {
  registerList(app, services.hub);
  registerSubscribe(app, services);
  registerUnsubscribe(app, services.hub);
}

function registerList(app: DialectApp, hub: Hub): void {
  app.get(
    base,
    {
      config,
      schema: {
        operationId: 'listWebhookSubscriptions',
        summary: 'List your webhook subscriptions',
        querystring: StatusParameter,
        response: { 200: Type.Array(SubscriptionRecord), ...refused },
      },
    },
    async (request) => {
      const { status = 'active' } = request.query;
      const filter = status === 'all' ? {} : { active: status === 'active' };
      return (await hub.webhooks.list(tenantOf(request), filter)).map(toWire);
    },
  );
}

function registerSubscribe(app: DialectApp, services: DialectServices): void {
  const answer = { 200: Success, ...refused };
  const asks = { querystring: ObjectSubscription, body: ObjectSubscriptionBody, response: answer };
  for (const [path, operationId, summary] of [
    [`${base}/object`, 'createObjectWebhook', 'Subscribe to changes of the fields of an object'],
    [base, 'createWebhookSubscription', 'Subscribe to changes of an object (older path)'],
  ] as const) {
    const schema = { operationId, summary, ...asks };
    app.post(path, { config, schema }, async (request) => {
      const given = { ...request.query, ...request.body };
      return subscribe(services, request, { given, wanted: wantedObject(given) });
    });
  }
  app.post(
    `${base}/event`,
    {
      config,
      schema: {
        operationId: 'createEventWebhook',
        summary: 'Subscribe to an event',
        querystring: EventSubscription,
        body: EventSubscriptionBody,
        response: answer,
      },
    },
    async (request) => {
      const given = { ...request.query, ...request.body };
      return subscribe(services, request, { given, wanted: wantedEvent(given) });
    },
  );
}

async function subscribe(
  { hub, publicBase }: DialectServices,
  request: FastifyRequest,
  { given, wanted }: { given: SubscriptionParameters; wanted: Wanted },
): Promise<typeof success> {
  const isAddOn = readCredential(request)?.kinds.includes('access-token') === true;
  await hub.webhooks.subscribe(tenantOf(request), {
    ...wanted,
    ...callbackOf(given),
    baseUrl: publicBase(request) + mountOf(request, { name: 'servicem8' }),
    challenge: isAddOn ? makeChallenge() : null,
  });
  return success;
}

function registerUnsubscribe(app: DialectApp, hub: Hub): void {
  app.delete(
    `${base}/:uuid`,
    {
      config,
      schema: {
        operationId: 'deleteWebhookSubscription',
        summary: 'End a webhook subscription',
        params: SubscriptionParams,
        response: { 200: Success, ...refusedOrMissing },
      },
    },
    async (request) => {
      const { uuid } = request.params;
      const id = normalizeUuid(uuid);
      if (id === null) throw new NotFound('webhook-subscription', uuid);
      await hub.webhooks.unsubscribe(tenantOf(request), id);
      return success;
    },
  );
  app.delete(
    base,
    {
      config,
      schema: {
        operationId: 'deleteWebhookSubscriptions',
        summary: 'End your subscriptions to an object (older path)',
        querystring: ObjectName,
        body: ObjectNameBody,
        response: { 200: Success, ...refusedOrMissing },
      },
    },
    async (request) => {
      const { object = '', unique_id: uniqueId } = { ...request.query, ...request.body };
      const context = tenantOf(request);
      const found = (await hub.webhooks.list(context, { active: true })).filter(
        (known) =>
          known.kind === 'object' &&
          known.topic === object.trim().toLowerCase() &&
          (uniqueId === undefined || known.uniqueId === uniqueId),
      );
      if (found.length === 0) throw new NotFound('webhook-subscription', object);
      for (const { id } of found) await hub.webhooks.unsubscribe(context, id);
      return success;
    },
  );
}
