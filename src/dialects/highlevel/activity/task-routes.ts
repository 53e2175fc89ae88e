/** Tasks of a contact. */
import { parseIsoInstant, type Instant } from '../../../core/value/instant.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { newTraceId } from '../errors.ts';
import { DeletedReply } from '../reply-schema.ts';
import { unprocessable } from '../routes/check.ts';
import { idOf } from '../routes/id.ts';
import { ContactParams } from '../schema.ts';
import { emptyTask, toTaskPatch, toWireTask } from './mapping.ts';
import {
  CompletedBody,
  CreateTaskBody,
  TaskParams,
  TaskReply,
  TasksReply,
  UpdateTaskBody,
} from './schema.ts';

const list = '/contacts/:contactId/tasks';
const one = `${list}/:taskId`;

export function taskRoutes(app: DialectApp, services: DialectServices): void {
  registerList(app, services);
  registerRead(app, services);
  registerUpdates(app, services);
  registerDelete(app, services);
}

function registerList(app: DialectApp, { hub }: DialectServices): void {
  const params = ContactParams;
  const listed = { params, response: { 200: TasksReply } };
  app.get(
    list,
    {
      config: needs('person.read'),
      schema: { operationId: 'get-all-tasks', summary: 'List the tasks of a contact', ...listed },
    },
    async (request) => {
      const contactId = idOf('contact', request.params.contactId);
      const tasks = await hub.tasks.list(tenantOf(request), contactId);
      return { tasks: tasks.map((task) => toWireTask(task)), traceId: newTraceId() };
    },
  );
  const made = { params, body: CreateTaskBody, response: { 201: TaskReply } };
  app.post(
    list,
    {
      config: needs('person.write'),
      schema: { operationId: 'create-task', summary: 'Create a task for a contact', ...made },
    },
    async (request, reply) => {
      const contactId = idOf('contact', request.params.contactId);
      const { title, completed, dueDate } = request.body;
      const dueAt = dueOf(dueDate);
      const patch = toTaskPatch(request.body, dueAt);
      const fields = { ...emptyTask, ...patch, title, completed, dueAt };
      const task = await hub.tasks.create(tenantOf(request), contactId, fields);
      reply.code(201);
      return { task: toWireTask(task), traceId: newTraceId() };
    },
  );
}

function registerRead(app: DialectApp, { hub }: DialectServices): void {
  const shown = { params: TaskParams, response: { 200: TaskReply } };
  app.get(
    one,
    {
      config: needs('person.read'),
      schema: { operationId: 'get-task', summary: 'Get a task', ...shown },
    },
    async (request) => {
      const { contactId, id } = idsOf(request.params);
      const task = await hub.tasks.get(tenantOf(request), contactId, id);
      return { task: toWireTask(task), traceId: newTraceId() };
    },
  );
}

function registerUpdates(app: DialectApp, { hub }: DialectServices): void {
  const shapes = { params: TaskParams, response: { 200: TaskReply } };
  app.put(
    one,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'update-task',
        summary: 'Change a task',
        ...shapes,
        body: UpdateTaskBody,
      },
    },
    async (request) => {
      const { contactId, id } = idsOf(request.params);
      const { dueDate } = request.body;
      const dueAt = dueDate === undefined ? undefined : dueOf(dueDate);
      const patch = toTaskPatch(request.body, dueAt);
      const task = await hub.tasks.update(tenantOf(request), contactId, id, patch);
      return { task: toWireTask(task), traceId: newTraceId() };
    },
  );
  app.put(
    `${one}/completed`,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'update-task-completed',
        summary: 'Complete a task, or open it again',
        ...shapes,
        body: CompletedBody,
      },
    },
    async (request) => {
      const { contactId, id } = idsOf(request.params);
      const task = await hub.tasks.update(tenantOf(request), contactId, id, request.body);
      return { task: toWireTask(task), traceId: newTraceId() };
    },
  );
}

function registerDelete(app: DialectApp, { hub }: DialectServices): void {
  const removed = { params: TaskParams, response: { 200: DeletedReply } };
  app.delete(
    one,
    {
      config: needs('person.write'),
      schema: { operationId: 'delete-task', summary: 'Delete a task', ...removed },
    },
    async (request) => {
      const { contactId, id } = idsOf(request.params);
      await hub.tasks.remove(tenantOf(request), contactId, id);
      return { succeded: true, succeeded: true, traceId: newTraceId() };
    },
  );
}

/** @throws VendorFailure for what is no ISO 8601 date */
function dueOf(dueDate: string): Instant {
  const at = parseIsoInstant(dueDate);
  if (at === null) throw unprocessable(['dueDate must be a valid ISO 8601 date string']);
  return at;
}

function idsOf({ contactId, taskId }: { readonly contactId: string; readonly taskId: string }) {
  return { contactId: idOf('contact', contactId), id: idOf('task', taskId) };
}
