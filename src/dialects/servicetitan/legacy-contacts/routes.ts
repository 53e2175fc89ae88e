/** The older contacts of customers and of locations: five calls each, under `/customers` and `/locations`. */
import type { Hub } from '../../../core/hub.ts';
import { NotFound } from '../../../core/errors.ts';
import type { ContactPointOwner } from '../../../core/account/contact-point.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { answerPage } from '../list/page.ts';
import { pageOf } from '../list/schema.ts';
import { NoContent, refused, refusedOrMissing, TenantParams } from '../wire/schema.ts';
import { toAllListRequest, toOwnListRequest } from './list-query.ts';
import { toDraft, toOwnedWire, toPatch, toWire } from './mapping.ts';
import { customerOwner, locationOwner, type LegacyOwner } from './owner.ts';
import {
  allListParameters,
  LegacyContactPage,
  LegacyContactParams,
  LegacyContactPatch,
  LegacyContactResponse,
  NewLegacyContact,
  ownedContact,
  OwnerParams,
  OwnListParameters,
} from './schema.ts';

export function legacyContactRoutes(app: DialectApp, { hub }: DialectServices): void {
  for (const owner of [customerOwner, locationOwner]) {
    registerAll(app, hub, owner);
    registerCollection(app, hub, owner);
    registerWrites(app, hub, owner);
  }
}

function registerAll(app: DialectApp, hub: Hub, owner: LegacyOwner): void {
  app.get(
    `/crm/v2/tenant/:tenant/${owner.collection}/contacts`,
    {
      config: needs(owner.read),
      schema: {
        operationId: `${owner.operations}_GetModifiedContactsList`,
        summary: `List the contacts of all ${owner.collection}`,
        params: TenantParams,
        querystring: allListParameters(owner),
        response: { 200: pageOf(ownedContact(owner)), ...refused },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const asked = toAllListRequest(owner, request.query);
      const source = {
        list: () => hub.contactPoints.list(context, owner.kind, asked),
        count: () => hub.contactPoints.count(context, owner.kind, asked.filters),
      };
      return answerPage(asked, source, toOwnedWire(owner));
    },
  );
}

function registerCollection(app: DialectApp, hub: Hub, owner: LegacyOwner): void {
  const path = `/crm/v2/tenant/:tenant/${owner.collection}/:id/contacts`;
  app.get(
    path,
    {
      config: needs(owner.read),
      schema: {
        operationId: `${owner.operations}_GetContactList`,
        summary: `List the contacts of a ${owner.noun}`,
        params: OwnerParams,
        querystring: OwnListParameters,
        response: { 200: LegacyContactPage, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { id } = request.params;
      await assertOwner(hub, context, { kind: owner.kind, number: id });
      const asked = toOwnListRequest(request.query, id);
      const source = {
        list: () => hub.contactPoints.list(context, owner.kind, asked),
        count: () => hub.contactPoints.count(context, owner.kind, asked.filters),
      };
      return answerPage(asked, source, toWire);
    },
  );
  app.post(
    path,
    {
      config: needs(owner.write),
      schema: {
        operationId: `${owner.operations}_CreateContact`,
        summary: `Add a contact to a ${owner.noun}`,
        params: OwnerParams,
        body: NewLegacyContact,
        response: { 200: LegacyContactResponse, ...refusedOrMissing },
      },
    },
    async (request) => {
      const { params, body } = request;
      const whose = { kind: owner.kind, number: params.id };
      return toWire(await hub.contactPoints.create(tenantOf(request), whose, toDraft(body)));
    },
  );
}

function registerWrites(app: DialectApp, hub: Hub, owner: LegacyOwner): void {
  const path = `/crm/v2/tenant/:tenant/${owner.collection}/:id/contacts/:contactId`;
  app.patch(
    path,
    {
      config: needs(owner.write),
      schema: {
        operationId: `${owner.operations}_UpdateContact`,
        summary: `Change a contact of a ${owner.noun}`,
        params: LegacyContactParams,
        body: LegacyContactPatch,
        response: { 200: LegacyContactResponse, ...refusedOrMissing },
      },
    },
    async (request) => {
      const { params, body } = request;
      const whose = { kind: owner.kind, number: params.id };
      const { contactId } = params;
      const context = tenantOf(request);
      return toWire(await hub.contactPoints.update(context, whose, contactId, toPatch(body)));
    },
  );
  app.delete(
    path,
    {
      config: needs(owner.write),
      schema: {
        operationId: `${owner.operations}_DeleteContact`,
        summary: `Delete a contact of a ${owner.noun}`,
        description: 'Exports show it with active: false.',
        params: LegacyContactParams,
        response: { 200: NoContent, ...refusedOrMissing },
      },
    },
    async (request, reply) => {
      const { id, contactId } = request.params;
      const whose = { kind: owner.kind, number: id };
      await hub.contactPoints.remove(tenantOf(request), whose, contactId);
      return reply.code(200).send();
    },
  );
}

/** @throws NotFound */
async function assertOwner(
  hub: Hub,
  context: TenantContext,
  { kind, number }: ContactPointOwner,
): Promise<void> {
  const records = kind === 'account' ? hub.accounts : hub.sites;
  if (!(await records.findByNumber(context, number))) throw new NotFound(kind, String(number));
}
