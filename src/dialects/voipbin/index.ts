import type { Dialect } from '../../http/plugin.ts';
import { abilities } from './abilities.ts';
import { readCredential, scopes } from './auth.ts';
import { toWireError } from './errors.ts';
import { formats } from './format.ts';
import { openApi } from './openapi.ts';
import { routes } from './routes.ts';

/** VoIPBIN: contacts with their numbers and addresses, and who is calling. */
export const voipbin: Dialect = {
  name: 'voipbin',
  title: 'VoIPBIN',
  mount: [{ path: '/v1.0' }, { path: '/auth/login', exact: true }, { path: '/ping', exact: true }],
  abilities,
  pageSizes: ['page_size'],
  scopes,
  body: { anyTypeIsJson: true },
  validation: { formats },
  readCredential,
  openApi,
  routes,
  toWireError,
};
