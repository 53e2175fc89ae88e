/** Tags of one contact and of many. */
import { NotFound } from '../../../core/errors.ts';
import type { Contact } from '../../../core/contact/contact.ts';
import type { TagWrite } from '../../../core/contact/contact-patch.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { fromBase62Id } from '../../../core/value/identifier.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { assertLocation } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { idOf } from '../routes/id.ts';
import { unprocessable } from '../routes/check.ts';
import { ContactParams } from '../schema.ts';
import {
  AddedTags,
  BulkTagsBody,
  BulkTagsParams,
  BulkTagsReply,
  RemovedTags,
  TagsBody,
  type BulkTagsOutcome,
} from './schema.ts';

const path = '/contacts/:contactId/tags';

export function contactTagRoutes(app: DialectApp, { hub }: DialectServices): void {
  registerAdd(app, hub);
  registerRemove(app, hub);
  registerBulk(app, hub);
}

function registerAdd(app: DialectApp, hub: Hub): void {
  const schema = {
    operationId: 'add-tags',
    summary: 'Add tags to a contact',
    params: ContactParams,
    body: TagsBody,
    response: { 201: AddedTags },
  };
  app.post(path, { config: needs('person.write'), schema }, async (request, reply) => {
    const id = idOf('contact', request.params.contactId);
    const write = { op: 'add', tags: named(request.body.tags) } as const;
    const { before, after } = await hub.contacts.change(tenantOf(request), id, { tags: [write] });
    reply.code(201);
    return { tags: namesOf(after), tagsAdded: lacking(after, before), traceId: newTraceId() };
  });
}

function registerRemove(app: DialectApp, hub: Hub): void {
  const schema = {
    operationId: 'remove-tags',
    summary: 'Remove tags from a contact',
    params: ContactParams,
    body: TagsBody,
    response: { 200: RemovedTags },
  };
  app.delete(path, { config: needs('person.write'), schema }, async (request) => {
    const id = idOf('contact', request.params.contactId);
    const write = { op: 'remove', tags: named(request.body.tags) } as const;
    const { before, after } = await hub.contacts.change(tenantOf(request), id, { tags: [write] });
    return { tags: namesOf(after), tagsRemoved: lacking(before, after), traceId: newTraceId() };
  });
}

function registerBulk(app: DialectApp, hub: Hub): void {
  const schema = {
    operationId: 'create-association',
    summary: 'Add or remove tags of many contacts',
    params: BulkTagsParams,
    body: BulkTagsBody,
    response: { 201: BulkTagsReply },
  };
  app.post(
    '/contacts/bulk/tags/update/:type',
    { config: needs('person.write'), schema },
    async (request, reply) => {
      const context = tenantOf(request);
      const { contacts, tags, locationId, removeAllTags = false } = request.body;
      const { type } = request.params;
      assertLocation(locationId, context);
      if (removeAllTags && type !== 'remove')
        throw unprocessable(['removeAllTags must only be sent with remove']);
      const write: TagWrite = removeAllTags
        ? { op: 'replace', tags: [] }
        : { op: type, tags: named(tags) };
      const responses = await Promise.all(
        contacts.map((text) => outcomeOf(hub, context, text, write)),
      );
      const errorCount = responses.filter((one) => one.type === 'error').length;
      reply.code(201);
      return { succeded: true, succeeded: true, errorCount, responses, traceId: newTraceId() };
    },
  );
}

/** One contact that cannot be tagged leaves the others their tags. */
async function outcomeOf(
  hub: Hub,
  context: TenantContext,
  contactId: string,
  write: TagWrite,
): Promise<BulkTagsOutcome> {
  const refused = (message: string) => ({ contactId, message, type: 'error' });
  const id = fromBase62Id(contactId);
  if (id === null) return refused('contact id is not a valid firebase id');
  try {
    const { before, after } = await hub.contacts.change(context, id, { tags: [write] });
    return {
      contactId,
      message: 'Tags updated',
      type: 'success',
      oldTags: namesOf(before),
      tagsAdded: lacking(after, before),
      tagsRemoved: lacking(before, after),
    };
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    const isDeleted = context.capabilities.has('person.read')
      ? await hub.contacts.find(context, id, { includeDeleted: true })
      : undefined;
    return refused(isDeleted ? 'contact is deleted' : 'contact does not belong to location');
  }
}

function named(tags: readonly string[]): { name: string }[] {
  return tags.map((name) => ({ name }));
}

function namesOf(contact: Contact): string[] {
  return contact.tags.map(({ name }) => name).filter((name) => name !== null);
}

/** The tags of the one that the other does not have. */
function lacking(one: Contact, other: Contact): string[] {
  const known = new Set(namesOf(other));
  return namesOf(one).filter((name) => !known.has(name));
}
