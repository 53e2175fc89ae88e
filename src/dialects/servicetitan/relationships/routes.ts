/** ServiceTitan's relationships: which contacts belong to which customers, locations and bookings. */
import { NotFound } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { refusal } from '../error/refusal.ts';
import { answerPage } from '../list/page.ts';
import { toGuid } from '../wire/path-id.ts';
import { ApiErrorResponse, NoContent, refusedOrMissing } from '../wire/schema.ts';
import { toListRequest, toWire } from './mapping.ts';
import { parseRelationshipType, type RelationshipType } from './relationship-type.ts';
import { LinkParams, OwnerParams, RelationshipListParameters, RelationshipPage } from './schema.ts';

const relationships = '/crm/v2/tenant/:tenant/contacts/:contactId/relationships';
const relationship = `${relationships}/:relatedEntityId/:typeSlug`;
const refusals = { ...refusedOrMissing, 409: ApiErrorResponse };

export function relationshipRoutes(app: DialectApp, { hub }: DialectServices): void {
  registerList(app, hub);
  registerWrites(app, hub);
}

function registerList(app: DialectApp, hub: Hub): void {
  app.get(
    relationships,
    {
      config: needs('relation.read'),
      schema: {
        operationId: 'Contacts_GetContactRelationshipList',
        summary: 'List the relationships of a contact',
        params: OwnerParams,
        querystring: RelationshipListParameters,
        response: { 200: RelationshipPage, ...refusals },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { contactId } = request.params;
      await hub.contacts.get(context, toGuid('contact', contactId));
      const asked = toListRequest(contactId, request.query);
      const source = {
        list: () => hub.relations.list(context, asked),
        count: () => hub.relations.count(context, asked.filters),
      };
      return answerPage(asked, source, toWire);
    },
  );
}

function registerWrites(app: DialectApp, hub: Hub): void {
  app.post(
    relationship,
    {
      config: needs('relation.write'),
      schema: {
        operationId: 'Contacts_CreateContactRelationship',
        summary: 'Relate a contact to a customer, location or booking',
        params: LinkParams,
        response: { 200: NoContent, ...refusals },
      },
    },
    async (request, reply) => {
      await relate(hub, tenantOf(request), linkOf(request.params));
      return reply.code(200).send();
    },
  );
  app.delete(
    relationship,
    {
      config: needs('relation.write'),
      schema: {
        operationId: 'Contacts_DeleteContactRelationship',
        summary: 'End the relationship of a contact with a customer, location or booking',
        params: LinkParams,
        response: { 200: NoContent, ...refusals },
      },
    },
    async (request, reply) => {
      const { contactId, number, type } = linkOf(request.params);
      const target = { targetKind: type.target, targetNumber: number };
      await hub.relations.unrelate(tenantOf(request), contactId, target);
      return reply.code(200).send();
    },
  );
}

interface Link {
  readonly contactId: Uuid;
  readonly number: number;
  readonly type: RelationshipType;
}

/** @throws VendorFailure for a type that there is not. */
function linkOf({ contactId, relatedEntityId, typeSlug }: LinkParams): Link {
  const type = parseRelationshipType(typeSlug);
  if (type === null) throw refusal('unknown-relationship-type');
  return { contactId: toGuid('contact', contactId), number: relatedEntityId, type };
}

/** Linking twice links once. @throws NotFound for the contact, VendorFailure for what it is to be related to. */
async function relate(hub: Hub, context: TenantContext, link: Link): Promise<void> {
  const { contactId, number, type } = link;
  // Beyond 2^53 a number in JSON is not the one that was meant.
  if (!Number.isSafeInteger(number)) throw refusal('unknown-related-entity');
  const draft = { contactId, targetKind: type.target, targetNumber: number };
  try {
    await hub.relations.relate(context, draft, { anyRole: true });
  } catch (error) {
    if (error instanceof NotFound && error.entity !== 'contact') {
      throw refusal('unknown-related-entity');
    }
    throw error;
  }
}
