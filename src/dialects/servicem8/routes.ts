/** Every route of the dialect. */
import type { DialectApp, DialectServices } from '../../http/plugin.ts';
import { job } from './job/object.ts';
import { jobContact } from './job-contact/object.ts';
import { registerObject } from './record/record-routes.ts';
import { registerTaxRates } from './routes/tax-rates.ts';
import { registerToken } from './routes/token.ts';

export function routes(app: DialectApp, services: DialectServices): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  registerToken(app, services);
  registerObject(app, services.hub, job);
  registerObject(app, services.hub, jobContact);
  registerTaxRates(app);
}
