/** The HighLevel dialect: the contacts API v2 over the hub's own contacts. */
import type { Dialect } from '../../http/plugin.ts';
import { abilities } from './abilities.ts';
import { audience } from './audience.ts';
import { behaviours } from './behaviours.ts';
import { checkRequest, readCredential } from './auth.ts';
import { toWireError } from './errors.ts';
import { openApi } from './openapi.ts';
import { rateLimits } from './rate-rule.ts';
import { routes } from './routes.ts';
import { webhooks } from './webhooks/rules.ts';

export const highlevel: Dialect = {
  ...audience,
  mount: [
    { path: '/contacts' },
    { path: '/locations' },
    { path: '/businesses' },
    { path: '/oauth', except: ['/oauth/authorize', '/oauth/access_token', '/oauth/revoke'] },
    { path: '/v2/oauth/chooselocation', exact: true },
    { path: '/health', exact: true, when: { header: 'version', is: 'present' } },
    { path: '/users', when: { header: 'version', is: 'present' } },
  ],
  abilities,
  behaviours,
  pageSizes: ['limit', 'pageLimit'],
  // Clients send every kind of content type, and an empty body with a JSON one on GET and DELETE.
  body: { anyTypeIsJson: true },
  readCredential,
  checkRequest,
  openApi,
  rateLimits,
  routes,
  webhooks,
  toWireError,
};
