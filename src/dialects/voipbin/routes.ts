/** Every path of the dialect, and what holds for all of them. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { open, type DialectApp, type DialectServices } from '../../http/plugin.ts';
import { accessKeyRoutes } from './access-keys/routes.ts';
import { customerRoutes } from './customer/routes.ts';
import { registerContactRoutes } from './routes/contact.ts';
import { registerContactTagRoutes } from './routes/contact-tag.ts';
import { registerEmailRoutes } from './routes/email.ts';
import { registerListRoute } from './routes/list.ts';
import { registerLoginRoute } from './routes/login.ts';
import { registerPhoneNumberRoutes } from './routes/phone-number.ts';
import { Pong } from './schema.ts';
import { tagRoutes } from './tags/routes.ts';

export function routes(app: DialectApp, services: DialectServices): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    return answerBrowser(request, reply);
  });
  registerLoginRoute(app, services);
  registerListRoute(app, services.hub);
  registerContactRoutes(app, services.hub);
  registerPhoneNumberRoutes(app, services.hub);
  registerEmailRoutes(app, services.hub);
  registerContactTagRoutes(app, services.hub);
  tagRoutes(app, services);
  customerRoutes(app, services);
  accessKeyRoutes(app, services);
  const schema = {
    operationId: 'GetPing',
    summary: 'See whether the server answers',
    response: { 200: Pong },
  };
  app.get('/ping', { config: open, schema }, async () => ({ message: 'pong' }));
}

/**
 * Pages of any origin may call and read replies, as at the vendor. Never with a cookie, so they have to hold a
 * credential themselves. What a browser asks beforehand is answered here, for whatever path.
 */
async function answerBrowser(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  if (request.headers.origin === undefined) return undefined;
  reply.header('access-control-allow-origin', '*');
  reply.header('access-control-expose-headers', 'Content-Length');
  if (request.method !== 'OPTIONS') return undefined;
  return reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'POST,GET,PUT,DELETE,PATCH,HEAD,OPTIONS',
      'access-control-allow-headers': 'Origin,X-Requested-With,Content-Type,Accept,Authorization',
      'access-control-max-age': '43200',
    })
    .send();
}
