/** Every route of the dialect. */
import type { DialectApp, DialectServices } from '../../http/plugin.ts';
import { company } from './company/object.ts';
import { companyContact } from './company-contact/object.ts';
import { job } from './job/object.ts';
import { jobContact } from './job-contact/object.ts';
import { registerObject, registerReads } from './record/record-routes.ts';
import { registerAuthorize } from './routes/authorize.ts';
import { registerTaxRates } from './routes/tax-rates.ts';
import { registerWebhooks } from './webhooks/routes.ts';
import { registerToken } from './routes/token.ts';
import { registerSearch } from './search/routes.ts';
import { vendor } from './vendor/object.ts';

export function routes(app: DialectApp, services: DialectServices): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  const { hub } = services;
  registerAuthorize(app, services);
  registerToken(app, services);
  registerObject(app, hub, job);
  registerObject(app, hub, jobContact);
  registerObject(app, hub, company);
  registerObject(app, hub, companyContact);
  registerReads(app, hub, vendor);
  registerTaxRates(app);
  registerSearch(app, hub);
  registerWebhooks(app, services);
}
