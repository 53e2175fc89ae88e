/** A contact's phones and e-mail addresses, one at a time: two sets of routes of the same make. */
import type { FastifyReply } from 'fastify';
import type { TObject } from 'typebox';
import { parseMethodValue } from '../../../../core/contact/method-key.ts';
import { findSame } from '../../../../core/contact/method-match.ts';
import type { Contact, ContactMethod, MethodKind } from '../../../../core/contact/contact.ts';
import { NotFound } from '../../../../core/errors.ts';
import type { TenantContext } from '../../../../core/tenant-context.ts';
import type { Uuid } from '../../../../core/value/identifier.ts';
import type { Region } from '../../../../core/workspace/workspace.ts';
import { type DialectApp, needs, tenantOf, type DialectServices } from '../../../../http/plugin.ts';
import { ifMatch, tagged } from '../../request/entity-tag.ts';
import { type Attempt, once } from '../../request/idempotency.ts';
import { toPathId } from '../../wire/mapping.ts';
import { IdParams } from '../../wire/schema.ts';
import { toMethodEntry } from '../mapping/to-core.ts';
import { toEmail, toPhone } from '../mapping/to-wire.ts';
import {
  Email,
  MethodChange,
  MethodParams,
  MethodWrite,
  type MethodWriteWire,
  Phone,
} from '../schema/method.ts';

interface MethodResource {
  readonly kind: MethodKind;
  readonly path: 'phones' | 'emails';
  readonly word: string;
  readonly shape: TObject;
  readonly toWire: (method: ContactMethod) => Record<string, unknown>;
}

const resources: readonly MethodResource[] = [
  { kind: 'phone', path: 'phones', word: 'a phone number', shape: Phone, toWire: toPhone },
  { kind: 'email', path: 'emails', word: 'an e-mail address', shape: Email, toWire: toEmail },
];

export function methodRoutes(app: DialectApp, services: DialectServices): void {
  for (const resource of resources) {
    addRoute(app, services, resource);
    changeRoutes(app, services, resource);
  }
}

const tags = ['Contact methods'];
const aboutTag = "The ETag is the contact's.";

function addRoute(app: DialectApp, services: DialectServices, resource: MethodResource): void {
  const { path, word, shape, kind } = resource;
  app.post(
    `/api/v1/contacts/:id/${path}`,
    {
      config: needs('person.write'),
      schema: {
        summary: `Add ${word}`,
        description: `One that the contact has already takes over what the body says (200 instead of 201). ${aboutTag}`,
        tags,
        params: IdParams,
        body: MethodWrite,
        response: { 200: shape, 201: shape },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async (attempt) => {
        const context = tenantOf(request);
        const id = toPathId('contact', request.params.id);
        const entry = toMethodEntry(request.body);
        const addition = { kind, entry, attempt, ...ifMatch(request) };
        const contact = await add(services, context, id, addition);
        const method = addedTo(contact, addition, context.workspace.region);
        reply.code(method.createdAt === contact.updatedAt || attempt.resumed ? 201 : 200);
        return answer(reply, contact, method, resource);
      }),
  );
}

interface Addition {
  readonly kind: MethodKind;
  readonly entry: MethodWriteWire;
  readonly ifVersion?: number;
  readonly attempt: Attempt;
}

/** Adding is repeatable as long as the entry keeps its value; after a crash the id tells for certain. */
async function add(
  { hub }: DialectServices,
  context: TenantContext,
  id: Uuid,
  addition: Addition,
): Promise<Contact> {
  const { kind, entry, attempt, ...options } = addition;
  if (attempt.resumed) {
    const contact = await hub.contacts.update(context, id, {});
    if (contact.methods.some((method) => method.id === attempt.own.id)) return contact;
  }
  const methods = [{ op: 'add' as const, kind, entry, ...attempt.own }];
  return hub.contacts.update(context, id, { methods }, options);
}

/** By the id it was given, else by what it is matched by. */
function addedTo(
  contact: Contact,
  { kind, entry, attempt }: Addition,
  region: Region,
): ContactMethod {
  const parsed = parseMethodValue(kind, entry.value, region);
  const { id } = attempt.own;
  const found =
    contact.methods.find((method) => method.id === id) ?? findSame(contact.methods, kind, parsed);
  if (!found) throw new NotFound('contact-method', id ?? parsed.key);
  return found;
}

function changeRoutes(app: DialectApp, services: DialectServices, resource: MethodResource): void {
  const { path, word, shape, kind } = resource;
  const { hub } = services;
  app.patch(
    `/api/v1/contacts/:id/${path}/:methodId`,
    {
      config: needs('person.write'),
      schema: {
        summary: `Change ${word}`,
        description: `JSON Merge Patch. ${aboutTag}`,
        tags,
        params: MethodParams,
        body: MethodChange,
        response: { 200: shape },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const { id, methodId } = await ownMethod(services, context, request.params, kind);
      const methods = [{ op: 'patch' as const, id: methodId, patch: toMethodEntry(request.body) }];
      const contact = await hub.contacts.update(context, id, { methods }, ifMatch(request));
      const method = contact.methods.find((candidate) => candidate.id === methodId);
      if (!method) throw new NotFound('contact-method', methodId);
      return answer(reply, contact, method, resource);
    },
  );

  app.delete(
    `/api/v1/contacts/:id/${path}/:methodId`,
    {
      config: needs('person.write'),
      schema: { summary: `Remove ${word}`, tags, params: MethodParams },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const { id, methodId } = await ownMethod(services, context, request.params, kind);
      const methods = [{ op: 'remove' as const, id: methodId }];
      tagged(reply, await hub.contacts.update(context, id, { methods }, ifMatch(request)));
      return reply.code(204).send();
    },
  );
}

/** An e-mail address is not found under `phones`, nor the other way round. The contact is read by a change of nothing. */
async function ownMethod(
  { hub }: DialectServices,
  context: TenantContext,
  params: { id: string; methodId: string },
  kind: MethodKind,
): Promise<{ id: Uuid; methodId: Uuid }> {
  const id = toPathId('contact', params.id);
  const methodId = toPathId('contact-method', params.methodId);
  const contact = await hub.contacts.update(context, id, {});
  const known = contact.methods.some((method) => method.id === methodId && method.kind === kind);
  if (!known) throw new NotFound('contact-method', methodId);
  return { id, methodId };
}

function answer(
  reply: FastifyReply,
  contact: Contact,
  method: ContactMethod,
  { toWire }: MethodResource,
): Record<string, unknown> {
  tagged(reply, contact);
  return toWire(method);
}
