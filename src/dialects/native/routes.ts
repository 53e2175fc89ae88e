/** Every route of the native API, by subject. */
import type { DialectApp, DialectServices } from '../../http/plugin.ts';
import { accountRoutes } from './accounts/account-routes.ts';
import { relationRoutes } from './accounts/relation-routes.ts';
import { callerIdRoutes } from './caller-id/routes.ts';
import { customFieldRoutes } from './catalogue/custom-field-routes.ts';
import { tagRoutes } from './catalogue/tag-routes.ts';
import { addressRoutes } from './contacts/routes/address-routes.ts';
import { batchRoute } from './contacts/routes/batch-route.ts';
import { consentRoute } from './contacts/routes/consent-route.ts';
import { contactRoutes } from './contacts/routes/contact-routes.ts';
import { likenessRoute } from './contacts/routes/likeness-route.ts';
import { listRoute } from './contacts/routes/list-route.ts';
import { methodRoutes } from './contacts/routes/method-routes.ts';
import { docsRoutes } from './docs/routes.ts';
import { eventRoutes } from './events/routes.ts';
import { jobContactRoutes } from './jobs/job-contact-routes.ts';
import { jobRoutes } from './jobs/job-routes.ts';
import { lookupRoutes } from './lookup/routes.ts';
import { duplicateRoutes } from './merges/duplicate-routes.ts';
import { matchRunRoutes } from './merges/match-run-routes.ts';
import { mergeRoutes } from './merges/merge-routes.ts';
import { policyRoutes } from './merges/policy-routes.ts';
import { clockRoutes } from './sandbox/clock-routes.ts';
import { faultRoutes } from './sandbox/fault-routes.ts';
import { fixtureRoutes } from './sandbox/fixture-routes.ts';
import { inboxRoutes } from './sandbox/inbox-routes.ts';
import { inspectorRoutes } from './sandbox/inspector-routes.ts';
import { sandboxStateRoutes } from './sandbox/state-routes.ts';
import { throwawayRoutes } from './sandbox/workspace-routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { grantRoutes } from './workspace/grant-routes.ts';
import { keyRoutes } from './workspace/key-routes.ts';
import { workspaceRoutes } from './workspace/workspace-routes.ts';

const groups = [
  listRoute,
  contactRoutes,
  batchRoute,
  methodRoutes,
  addressRoutes,
  consentRoute,
  likenessRoute,
  mergeRoutes,
  matchRunRoutes,
  duplicateRoutes,
  policyRoutes,
  eventRoutes,
  lookupRoutes,
  searchRoutes,
  callerIdRoutes,
  jobRoutes,
  jobContactRoutes,
  accountRoutes,
  relationRoutes,
  tagRoutes,
  customFieldRoutes,
  workspaceRoutes,
  keyRoutes,
  grantRoutes,
  webhookRoutes,
  throwawayRoutes,
  sandboxStateRoutes,
  clockRoutes,
  faultRoutes,
  inspectorRoutes,
  inboxRoutes,
  fixtureRoutes,
  docsRoutes,
];

export function routes(app: DialectApp, services: DialectServices): void {
  for (const register of groups) register(app, services);
}
