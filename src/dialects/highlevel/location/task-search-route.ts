/** `POST /locations/{locationId}/tasks/search`: tasks of all contacts, newest first. */
import type { TaskQuery } from '../../../core/service/task-list-service.ts';
import { fromBase62Id } from '../../../core/value/identifier.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { toWireTask } from '../activity/mapping.ts';
import { TasksReply } from '../activity/schema.ts';
import { assertLocation } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { present } from '../mapping/present.ts';
import { windowOf } from '../routes/window.ts';
import { LocationParams, TaskSearchBody, type TaskSearch } from './schema.ts';

export function taskSearchRoute(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'task-search',
    summary: 'Find tasks of all contacts',
    params: LocationParams,
    body: TaskSearchBody,
    response: { 200: TasksReply },
  };
  app.post(
    '/locations/:locationId/tasks/search',
    { config: needs('task.read'), schema },
    async (request, reply) => {
      const context = tenantOf(request);
      assertLocation(request.params.locationId, context);
      const { limit = 25, skip = 0 } = request.body;
      const asked = askedOf(request.body);
      const tasks =
        asked === null
          ? []
          : await windowOf({ limit, skip }, async (page, most) => {
              const { items } = await hub.taskLists.list(context, { ...asked, page, limit: most });
              return items;
            });
      reply.code(200);
      return { tasks: tasks.map((task) => toWireTask(task)), traceId: newTraceId() };
    },
  );
}

/** Null when a business is asked for that there cannot be. Ids of another form are nobody's. */
function askedOf(body: TaskSearch): Omit<TaskQuery, 'limit' | 'page'> | null {
  const { contactId, completed, assignedTo, businessId } = body;
  const accountId = businessId === undefined ? undefined : fromBase62Id(businessId);
  if (accountId === null) return null;
  const contactIds = contactId?.map((id) => fromBase62Id(id)).filter((id) => id !== null);
  const text = body.query?.trim() === '' ? undefined : body.query?.trim();
  return present({ contactIds, completed, assignedTo, text, accountId });
}
