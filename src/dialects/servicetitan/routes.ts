/** Every route of ServiceTitan's CRM v2, a folder an object. Every success is 200. */
import type { DialectApp, DialectServices } from '../../http/plugin.ts';
import { contactMethodRoutes } from './contact-methods/routes.ts';
import { contactRoutes } from './contacts/routes.ts';
import { customerRoutes } from './customers/routes.ts';
import { exportRoutes } from './exports/routes.ts';
import { legacyContactRoutes } from './legacy-contacts/routes.ts';
import { dropBlank } from './list/blank.ts';
import { locationRoutes } from './locations/routes.ts';
import { preferenceRoutes } from './preferences/routes.ts';
import { relationshipRoutes } from './relationships/routes.ts';
import { tokenRoute } from './token/routes.ts';

const groups = [
  tokenRoute,
  contactRoutes,
  contactMethodRoutes,
  preferenceRoutes,
  relationshipRoutes,
  customerRoutes,
  locationRoutes,
  legacyContactRoutes,
  exportRoutes,
];

export function routes(app: DialectApp, services: DialectServices): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('preValidation', async (request) => dropBlank(request.query));
  if (services.bodylessReplies === 'object') addObjects(app);
  for (const register of groups) register(app, services);
}

/** Some clients read JSON out of every reply, and fail where the vendor sends none. */
function addObjects(app: DialectApp): void {
  app.addHook('onSend', async (_request, reply, payload) => {
    if (reply.statusCode !== 200 || (payload !== undefined && payload !== null)) return payload;
    reply.header('content-type', 'application/json; charset=utf-8');
    return '{}';
  });
}
