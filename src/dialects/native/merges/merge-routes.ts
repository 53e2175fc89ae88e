/** Merging two contacts, looking at it before, and undoing it. */
import type { FastifyReply } from 'fastify';
import type { Contact } from '../../../core/contact/contact.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { fieldKeysFor, haveFields } from '../contacts/field-keys.ts';
import { toWire } from '../contacts/mapping/to-wire.ts';
import type { ContactWire } from '../contacts/schema/contact.ts';
import { shown } from '../contacts/shown.ts';
import { afterCursor, toPage } from '../request/cursor.ts';
import { ifMatch, isUnchanged, tagged } from '../request/entity-tag.ts';
import { once } from '../request/idempotency.ts';
import { toRecordQuery } from '../wire/list-mapping.ts';
import { toPathId, toUuid } from '../wire/mapping.ts';
import { IdParams } from '../wire/schema.ts';
import { toMergeWire, toRules } from './mapping.ts';
import {
  Merge,
  MergeCreate,
  MergePage,
  MergePreview,
  MergePreviewRequest,
  MergeQuery,
  MergeReply,
  MergeUndo,
  UndoReply,
} from './schema.ts';

const tags = ['Merging'];

export function mergeRoutes(app: DialectApp, services: DialectServices): void {
  previewRoute(app, services);
  mergeRoute(app, services);
  undoRoute(app, services);
  readRoutes(app, services);
}

function previewRoute(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.post(
    '/api/v1/contacts/:id/merge/preview',
    {
      config: needs('merge'),
      schema: {
        summary: 'See what a merge would make',
        description:
          'Field by field, what would follow, and what speaks against it. Nothing is written.',
        tags,
        unrepeatable: true,
        params: IdParams,
        body: MergePreviewRequest,
        response: { 200: MergePreview },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { contactId, rules } = request.body;
      const preview = await hub.merges.preview(context, {
        survivorId: toPathId('contact', request.params.id),
        loserId: toUuid('contactId', contactId),
        ...toRules(rules),
      });
      const contact = await wireOf(services, context, preview.result);
      const { moves, warnings } = preview;
      return { contact, fields: [...preview.fields], moves, warnings: [...warnings] };
    },
  );
}

function mergeRoute(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.post(
    '/api/v1/contacts/:id/merge',
    {
      config: needs('merge'),
      schema: {
        summary: 'Merge another contact into this one',
        description:
          'Everything of the other follows, and its id leads here from then on, in every API. With If-Match, only when ' +
          'nobody changed this contact since. Can be undone at any time.',
        tags,
        params: IdParams,
        body: MergeCreate,
        response: { 200: MergeReply },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ own }) => {
        const context = tenantOf(request);
        const { contactId, contactVersion, rules, force = false } = request.body;
        const { merge, contact } = await hub.merges.merge(context, {
          survivorId: toPathId('contact', request.params.id),
          loserId: toUuid('contactId', contactId),
          force,
          ...own,
          ...ifMatch(request),
          ...(contactVersion === undefined ? {} : { ifLoserVersion: contactVersion }),
          ...toRules(rules),
        });
        return {
          merge: toMergeWire(merge),
          contact: await shown(services, context, reply, contact),
        };
      }),
  );
}

function undoRoute(app: DialectApp, services: DialectServices): void {
  app.post(
    '/api/v1/merges/:id/undo',
    {
      config: needs('merge'),
      schema: {
        summary: 'Undo a merge',
        description:
          'Also one that others were built on. What was written since to a number, note or job contact goes where that ' +
          'goes; what was written to the contact itself stays with the survivor.',
        tags,
        params: IdParams,
        body: MergeUndo,
        response: { 200: UndoReply },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ resumed }) => {
        const context = tenantOf(request);
        const id = toPathId('merge', request.params.id);
        const options = { ...ifMatch(request), different: request.body.different ?? false };
        const outcome =
          (resumed && (await undone(services, context, id))) ||
          (await services.hub.merges.undo(context, id, options));
        return undoReply(services, context, reply, outcome);
      }),
  );
}

type Undone = Awaited<ReturnType<DialectServices['hub']['merges']['undo']>>;

/** What an attempt that was cut short has done already. */
async function undone(
  { hub }: DialectServices,
  context: TenantContext,
  id: Undone['merge']['id'],
): Promise<Undone | undefined> {
  const merge = await hub.merges.get(context, id);
  if (merge.undoneAt === null) return undefined;
  const survivor = await hub.contacts.get(context, merge.survivorId);
  return { merge, survivor, restored: await hub.contacts.get(context, merge.loserId) };
}

async function undoReply(
  services: DialectServices,
  context: TenantContext,
  reply: FastifyReply,
  { merge, survivor, restored }: Undone,
) {
  return {
    merge: toMergeWire(tagged(reply, merge)),
    survivor: await wireOf(services, context, survivor),
    restored: await wireOf(services, context, restored),
  };
}

async function wireOf(
  { hub }: DialectServices,
  context: TenantContext,
  contact: Contact,
): Promise<ContactWire> {
  return toWire(contact, await fieldKeysFor(hub, context, haveFields([contact])));
}

function readRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/merges',
    {
      config: needs('merge'),
      schema: {
        summary: 'List merges',
        description: 'Undone ones too.',
        tags,
        querystring: MergeQuery,
        response: { 200: MergePage },
      },
    },
    async (request) => {
      const query = toRecordQuery(request.query);
      const after = afterCursor('merges', query.sort, request.query.cursor);
      const page = await hub.merges.list(tenantOf(request), { ...query, ...after });
      return toPage('merges', query.sort, page, toMergeWire);
    },
  );
  app.get(
    '/api/v1/merges/:id',
    {
      config: needs('merge'),
      schema: { summary: 'Read a merge', tags, params: IdParams, response: { 200: Merge } },
    },
    async (request, reply) => {
      const merge = await hub.merges.get(tenantOf(request), toPathId('merge', request.params.id));
      if (isUnchanged(request, reply, merge)) return reply;
      return toMergeWire(tagged(reply, merge));
    },
  );
}
