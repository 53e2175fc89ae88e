import type { Dialect } from '../../http/plugin.ts';
import { abilities } from './abilities.ts';
import { audience } from './audience.ts';
import { behaviours } from './behaviours.ts';
import { readCredential } from './auth.ts';
import { toWireError } from './errors.ts';
import { openApi } from './openapi.ts';
import { authorizePath, normalizePath, revokePath, tokenPath } from './path.ts';
import { rateLimits } from './rate-rule.ts';
import { routes } from './routes.ts';
import { webhooks } from './webhooks/rules.ts';
import { formats } from './value/formats.ts';

/** ServiceM8 API 1.0: job contacts, and the jobs that they belong to. */
export const servicem8: Dialect = {
  ...audience,
  mount: [
    { path: '/api_1.0' },
    { path: authorizePath, exact: true },
    { path: tokenPath, exact: true },
    { path: revokePath, exact: true },
    { path: '/webhook_subscriptions' },
  ],
  abilities,
  pageSizes: ['$top'],
  behaviours,
  body: { form: true },
  validation: { formats },
  normalizePath,
  readCredential,
  openApi,
  rateLimits,
  routes,
  webhooks,
  toWireError,
};
