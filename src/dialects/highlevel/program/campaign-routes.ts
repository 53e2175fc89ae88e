/**
 * Campaigns that a contact is in. The hub keeps no campaigns: that the contact is in one is kept under the id that the
 * client gives, and shown in the native API and the history.
 */
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { newTraceId } from '../errors.ts';
import { DeletedReply } from '../reply-schema.ts';
import { idOf } from '../routes/id.ts';
import { ContactParams } from '../schema.ts';
import { beforeV3, sinceV3 } from '../version.ts';
import { CampaignBody, CampaignParams } from './schema.ts';

const campaigns = '/contacts/:contactId/campaigns';
const campaign = `${campaigns}/:campaignId`;
const program = 'campaign';

export function campaignRoutes(app: DialectApp, services: DialectServices): void {
  add(app, services);
  remove(app, services);
  const id = 'remove-contact-from-every-campaign';
  removeAll(app, services, { path: `${campaigns}/removeAll`, operationId: id, versions: beforeV3 });
  removeAll(app, services, {
    path: `${campaigns}/remove-all`,
    operationId: `${id}-v3`,
    versions: sinceV3,
  });
}

function add(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'add-contact-to-campaign',
    summary: 'Put a contact into a campaign',
    params: CampaignParams,
    body: CampaignBody,
    response: { 201: DeletedReply },
  };
  app.post(campaign, { config: needs('person.write'), schema }, async (request, reply) => {
    const { contactId, campaignId } = request.params;
    const memberships = [{ op: 'join', program, programId: campaignId } as const];
    await hub.contacts.change(tenantOf(request), idOf('contact', contactId), { memberships });
    reply.code(201);
    return { succeded: true, succeeded: true, traceId: newTraceId() };
  });
}

function remove(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'remove-contact-from-campaign',
    summary: 'Take a contact out of a campaign',
    params: CampaignParams,
    response: { 200: DeletedReply },
  };
  app.delete(campaign, { config: needs('person.write'), schema }, async (request) => {
    const { contactId, campaignId } = request.params;
    const memberships = [{ op: 'leave', program, programId: campaignId } as const];
    await hub.contacts.change(tenantOf(request), idOf('contact', contactId), { memberships });
    return { succeded: true, succeeded: true, traceId: newTraceId() };
  });
}

interface RemoveAll {
  readonly path: string;
  readonly operationId: string;
  readonly versions: typeof sinceV3;
}

function removeAll(
  app: DialectApp,
  { hub }: DialectServices,
  { path, operationId, versions }: RemoveAll,
): void {
  const schema = {
    operationId,
    summary: 'Take a contact out of every campaign',
    params: ContactParams,
    response: { 200: DeletedReply },
  };
  app.delete<{ Params: { contactId: string } }>(
    path,
    { config: needs('person.write'), schema, ...versions },
    async (request) => {
      const id = idOf('contact', request.params.contactId);
      const memberships = [{ op: 'leave-all', program } as const];
      await hub.contacts.change(tenantOf(request), id, { memberships });
      return { succeded: true, succeeded: true, traceId: newTraceId() };
    },
  );
}
