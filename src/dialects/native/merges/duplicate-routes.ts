/** The queue of contacts that may be one person, and what people decide. */
import type { Suggestion } from '../../../core/merge/suggestion.ts';
import type { SuggestionQuery } from '../../../core/port/suggestion-reader.ts';
import { InvalidInput } from '../../../core/errors.ts';
import { normalizeUuid } from '../../../core/value/identifier.ts';
import { decodeCursor, encodeCursor } from '../../../http/page.ts';
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { shown } from '../contacts/shown.ts';
import { ifMatch, isUnchanged, tagged } from '../request/entity-tag.ts';
import { once } from '../request/idempotency.ts';
import { toPathId, toUuid } from '../wire/mapping.ts';
import { IdParams } from '../wire/schema.ts';
import { toDuplicateWire, toMergeWire, toRules } from './mapping.ts';
import {
  Different,
  Duplicate,
  DuplicateMerge,
  DuplicatePage,
  DuplicateQuery,
  MergeReply,
} from './schema.ts';

const tags = ['Merging'];

export function duplicateRoutes(app: DialectApp, services: DialectServices): void {
  readRoutes(app, services);
  decideRoutes(app, services);
  mergeRoute(app, services);
  differentRoute(app, services);
}

function readRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/duplicates',
    {
      config: needs('merge'),
      schema: {
        summary: 'List contacts that may be one person',
        description: 'The surest first. Open ones, unless another state is asked for.',
        tags,
        querystring: DuplicateQuery,
        response: { 200: DuplicatePage },
      },
    },
    async (request) => {
      const { state = 'open', limit = 50, contactId, minScore, cursor } = request.query;
      const page = await hub.suggestions.list(tenantOf(request), {
        state,
        limit,
        ...(contactId === undefined ? {} : { contactId: toUuid('contactId', contactId) }),
        ...(minScore === undefined ? {} : { minScore }),
        ...afterOf(cursor),
      });
      return {
        data: page.items.map(toDuplicateWire),
        nextCursor: nextOf(page.hasMore ? page.items.at(-1) : undefined),
      };
    },
  );
  app.get(
    '/api/v1/duplicates/:id',
    {
      config: needs('merge'),
      schema: { summary: 'Read a duplicate', tags, params: IdParams, response: { 200: Duplicate } },
    },
    async (request, reply) => {
      const id = toPathId('suggestion', request.params.id);
      const suggestion = await hub.suggestions.get(tenantOf(request), id);
      if (isUnchanged(request, reply, suggestion)) return reply;
      return toDuplicateWire(tagged(reply, suggestion));
    },
  );
}

const listKind = 'duplicates';

function nextOf(last: Suggestion | undefined): string | null {
  return last ? encodeCursor(listKind, [last.score, last.id]) : null;
}

function afterOf(cursor: string | undefined): Pick<SuggestionQuery, 'after'> {
  if (cursor === undefined) return {};
  const [score, text] = decodeCursor(listKind, cursor) ?? [];
  const id = typeof text === 'string' ? normalizeUuid(text) : null;
  if (typeof score !== 'number' || id === null)
    throw InvalidInput.of('cursor', 'is not a cursor of this list and sort');
  return { after: { score, id } };
}

function decideRoutes(app: DialectApp, services: DialectServices): void {
  const { suggestions } = services.hub;
  const decisions = {
    different: {
      summary: 'Say that they are not the same person',
      description:
        'For ever: they are neither suggested again nor merged, whoever either is merged into.',
      decide: suggestions.tellApart.bind(suggestions),
    },
    dismiss: {
      summary: 'Take a duplicate off the list',
      description: 'Says nothing about who is who.',
      decide: suggestions.dismiss.bind(suggestions),
    },
  };
  for (const [word, { summary, description, decide }] of Object.entries(decisions)) {
    app.post(
      `/api/v1/duplicates/:id/${word}`,
      {
        config: needs('merge'),
        schema: { summary, description, tags, params: IdParams, response: { 200: Duplicate } },
      },
      async (request, reply) =>
        once(services, request, reply, async () => {
          const id = toPathId('suggestion', request.params.id);
          return toDuplicateWire(tagged(reply, await decide(tenantOf(request), id)));
        }),
    );
  }
}

function mergeRoute(app: DialectApp, services: DialectServices): void {
  app.post(
    '/api/v1/duplicates/:id/merge',
    {
      config: needs('merge'),
      schema: {
        summary: 'Merge the two contacts of a duplicate',
        description:
          'Into survivorId, else into the first of contactIds. If-Match is about the survivor.',
        tags,
        params: IdParams,
        body: DuplicateMerge,
        response: { 200: MergeReply },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ own }) => {
        const context = tenantOf(request);
        const { survivorId, rules, force = false } = request.body;
        const { merge, contact } = await services.hub.suggestions.merge(
          context,
          toPathId('suggestion', request.params.id),
          {
            force,
            ...own,
            ...ifMatch(request),
            ...(survivorId === undefined ? {} : { survivorId: toUuid('survivorId', survivorId) }),
            ...toRules(rules),
          },
        );
        return {
          merge: toMergeWire(merge),
          contact: await shown(services, context, reply, contact),
        };
      }),
  );
}

function differentRoute(app: DialectApp, services: DialectServices): void {
  app.post(
    '/api/v1/contacts/:id/different',
    {
      config: needs('merge'),
      schema: {
        summary: 'Say that another contact is somebody else',
        description:
          'For ever: the two are neither suggested nor merged, unless a merge is forced.',
        tags,
        params: IdParams,
        body: Different,
      },
    },
    async (request, reply) => {
      await services.hub.suggestions.tellContactsApart(
        tenantOf(request),
        toPathId('contact', request.params.id),
        toUuid('contactId', request.body.contactId),
      );
      return reply.code(204).send();
    },
  );
}
