import type { Dialect } from '../../http/plugin.ts';
import { abilities } from './abilities.ts';
import { audience } from './audience.ts';
import { readCredential } from './auth.ts';
import { toWireError } from './errors.ts';
import { formats } from './format.ts';
import { openApi } from './openapi.ts';
import { routes } from './routes.ts';

/** VoIPBIN: contacts with their numbers and addresses, and who is calling. */
export const voipbin: Dialect = {
  ...audience,
  mount: [{ path: '/v1.0' }, { path: '/auth/login', exact: true }, { path: '/ping', exact: true }],
  abilities,
  pageSizes: ['page_size'],
  body: { anyTypeIsJson: true },
  validation: { formats },
  readCredential,
  openApi,
  routes,
  toWireError,
};
