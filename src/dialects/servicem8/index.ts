import type { Dialect } from '../../http/plugin.ts';
import { readCredential, scopes } from './auth.ts';
import { toWireError } from './errors.ts';
import { openApi } from './openapi.ts';
import { normalizePath } from './path.ts';
import { rateLimits } from './rate-rule.ts';
import { routes } from './routes.ts';
import { formats } from './value/formats.ts';

/** ServiceM8 API 1.0: job contacts, and the jobs that they belong to. */
export const servicem8: Dialect = {
  name: 'servicem8',
  title: 'ServiceM8',
  mount: [
    { path: '/api_1.0' },
    { path: '/oauth/authorize', exact: true },
    { path: '/oauth/access_token', exact: true },
    { path: '/webhook_subscriptions' },
  ],
  abilities: {
    create: true,
    get: true,
    list: true,
    update: true,
    delete: true,
    'client-ids': true,
    jobs: true,
    lookup: false,
    search: false,
    tags: false,
    'custom-fields': false,
    consent: false,
  },
  scopes,
  body: { form: true },
  validation: { formats },
  normalizePath,
  readCredential,
  openApi,
  rateLimits,
  routes,
  toWireError,
};
