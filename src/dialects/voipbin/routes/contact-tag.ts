/** `/v1.0/contacts/{id}/tags`: any id is taken, as at the vendor; assigning one again changes nothing. */
import type { Hub } from '../../../core/hub.ts';
import { ValidationFailure } from '../../../http/failure.ts';
import { needs, tenantOf, type DialectApp } from '../../../http/plugin.ts';
import { isId } from '../format.ts';
import { toWire } from '../mapping.ts';
import { refusal } from '../problem.ts';
import { Contact, ContactParams, ErrorResponse, TagAssignment, TagParams } from '../schema.ts';
import { toUuid } from './path-id.ts';

const collection = '/v1.0/contacts/:id/tags';
const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse, 404: ErrorResponse };

export function registerContactTagRoutes(app: DialectApp, hub: Hub): void {
  app.post(
    collection,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'PostContactsIdTags',
        summary: 'Assign a tag to a contact',
        params: ContactParams,
        body: TagAssignment,
        response: { 201: Contact, ...refused },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      assertId(request.body.tag_id);
      const tags = [{ op: 'add' as const, tags: [{ id: toUuid(request.body.tag_id) }] }];
      const contact = await hub.contacts.update(context, toUuid(request.params.id), { tags });
      reply.code(201);
      return toWire(contact, context.workspace.id);
    },
  );
  app.delete(
    `${collection}/:tag_id`,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'DeleteContactsIdTagsTagId',
        summary: 'Take a tag from a contact',
        params: TagParams,
        response: { 200: Contact, ...refused },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const [id, tagId] = [toUuid(request.params.id), toUuid(request.params.tag_id)];
      const before = await hub.contacts.get(context, id);
      if (!before.tags.some((tag) => tag.id === tagId)) throw refusal('tag-unknown');
      const tags = [{ op: 'remove' as const, tags: [{ id: tagId }] }];
      return toWire(await hub.contacts.update(context, id, { tags }), context.workspace.id);
    },
  );
}

/** All zeros is refused as in a path: the vendor's word for no id. */
function assertId(text: string): void {
  if (isId(text)) return;
  const about = { where: 'params', path: 'tag_id' } as const;
  throw new ValidationFailure([{ ...about, keyword: 'format', message: 'is no id', params: {} }]);
}
