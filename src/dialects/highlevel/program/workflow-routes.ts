/** Workflows that a contact is in, kept as campaigns are. */
import { parseIsoInstant, type Instant } from '../../../core/value/instant.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { newTraceId } from '../errors.ts';
import { DeletedReply } from '../reply-schema.ts';
import { unprocessable } from '../routes/check.ts';
import { idOf } from '../routes/id.ts';
import { WorkflowBody, WorkflowParams } from './schema.ts';

const path = '/contacts/:contactId/workflow/:workflowId';
const program = 'workflow';

export function workflowRoutes(app: DialectApp, services: DialectServices): void {
  add(app, services);
  remove(app, services);
}

function add(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'add-contact-to-workflow',
    summary: 'Put a contact into a workflow',
    params: WorkflowParams,
    body: WorkflowBody,
    response: { 201: DeletedReply },
  };
  app.post(path, { config: needs('person.write'), schema }, async (request, reply) => {
    const { contactId, workflowId } = request.params;
    const start = startOf(request.body.eventStartTime);
    const eventStart = start === null ? {} : { eventStartAt: start };
    const memberships = [{ op: 'join', program, programId: workflowId, ...eventStart } as const];
    await hub.contacts.change(tenantOf(request), idOf('contact', contactId), { memberships });
    reply.code(201);
    return { succeded: true, succeeded: true, traceId: newTraceId() };
  });
}

function remove(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'delete-contact-from-workflow',
    summary: 'Take a contact out of a workflow',
    params: WorkflowParams,
    body: WorkflowBody,
    response: { 200: DeletedReply },
  };
  app.delete(path, { config: needs('person.write'), schema }, async (request) => {
    const { contactId, workflowId } = request.params;
    // The documents give this call the body of the other; a contact is in a workflow once, whenever its event starts.
    startOf(request.body.eventStartTime);
    const memberships = [{ op: 'leave', program, programId: workflowId } as const];
    await hub.contacts.change(tenantOf(request), idOf('contact', contactId), { memberships });
    return { succeded: true, succeeded: true, traceId: newTraceId() };
  });
}

/** @throws VendorFailure for what is no time */
function startOf(text: string | null | undefined): Instant | null {
  if (text === undefined || text === null || text === '') return null;
  const at = parseIsoInstant(text);
  if (at === null) throw unprocessable(['eventStartTime must be a valid ISO 8601 date string']);
  return at;
}
