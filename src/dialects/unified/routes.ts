/** The unified CRM's routes. Every success is 200 with a JSON body, also of a create and of a delete. */
import type { DialectApp, DialectServices } from '../../http/plugin.ts';
import { registerList } from './routes/list.ts';
import { registerReads } from './routes/read.ts';
import { registerUnserved } from './routes/unserved.ts';
import { registerWrites } from './routes/write.ts';

export function routes(app: DialectApp, services: DialectServices): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  registerList(app, services);
  registerReads(app, services);
  registerWrites(app, services);
  registerUnserved(app);
}
