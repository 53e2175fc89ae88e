/** Every path of the dialect, and what holds for all of them. */
import type { FastifyRequest } from 'fastify';
import type { DialectApp, DialectServices } from '../../http/plugin.ts';
import { contactRoutes } from './routes/contact.ts';
import { duplicateRoute } from './routes/duplicate.ts';
import { listRoute } from './routes/list.ts';
import { noteRoutes } from './activity/note-routes.ts';
import { taskRoutes } from './activity/task-routes.ts';
import { customFieldRoutes } from './location/custom-field-routes.ts';
import { locationRoutes } from './location/routes.ts';
import { appointmentsRoute } from './routes/appointments.ts';
import { businessContactRoutes } from './routes/business.ts';
import { businessRoutes } from './business/routes.ts';
import { customValueRoutes } from './location/custom-value-routes.ts';
import { locationSearchRoute } from './location/search-route.ts';
import { taskSearchRoute } from './location/task-search-route.ts';
import { campaignRoutes } from './program/campaign-routes.ts';
import { followerRoutes } from './program/follower-routes.ts';
import { workflowRoutes } from './program/workflow-routes.ts';
import { oauthRoutes } from './oauth/routes.ts';
import { healthRoute } from './routes/health.ts';
import { upsertRoute } from './routes/upsert.ts';
import { contactTagRoutes } from './tags/routes.ts';
import { searchRoute } from './search/routes.ts';

export function routes(app: DialectApp, services: DialectServices): void {
  app.addHook('preValidation', async (request) => tolerate(request));
  contactRoutes(app, services);
  duplicateRoute(app, services);
  listRoute(app, services);
  searchRoute(app, services);
  upsertRoute(app, services);
  contactTagRoutes(app, services);
  businessContactRoutes(app, services);
  appointmentsRoute(app, services);
  noteRoutes(app, services);
  taskRoutes(app, services);
  locationRoutes(app, services);
  customFieldRoutes(app, services);
  customValueRoutes(app, services);
  locationSearchRoute(app);
  taskSearchRoute(app, services);
  followerRoutes(app, services);
  campaignRoutes(app, services);
  workflowRoutes(app, services);
  businessRoutes(app, services);
  oauthRoutes(app, services);
  healthRoute(app);
}

/** No body is an empty one, and a query parameter without a value is none: what is missing is then named as missing. */
async function tolerate(request: FastifyRequest): Promise<void> {
  if (request.body === undefined) request.body = {};
  const { query } = request;
  if (typeof query !== 'object' || query === null) return;
  request.query = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}
