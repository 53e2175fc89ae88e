/** Every route of the dialect. */
import type { DialectApp, DialectServices } from '../../http/plugin.ts';
import { registerJobContacts } from './routes/job-contacts.ts';
import { registerJobs } from './routes/jobs.ts';
import { registerTaxRates } from './routes/tax-rates.ts';
import { registerToken } from './routes/token.ts';

export function routes(app: DialectApp, services: DialectServices): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  registerToken(app, services);
  registerJobContacts(app, services.hub);
  registerJobs(app, services.hub);
  registerTaxRates(app);
}
