import type { Dialect } from '../../http/plugin.ts';
import { readCredential, scopes } from './auth.ts';
import { toWireError } from './errors.ts';
import { formats } from './format.ts';
import { routes } from './routes.ts';

/** VoIPBIN: contacts with their numbers and addresses, and who is calling. */
export const voipbin: Dialect = {
  name: 'voipbin',
  title: 'VoIPBIN',
  mount: [{ path: '/v1.0' }, { path: '/auth/login', exact: true }, { path: '/ping', exact: true }],
  abilities: {
    create: true,
    get: true,
    list: true,
    update: true,
    delete: true,
    'client-ids': false,
    jobs: false,
    lookup: true,
    search: false,
    tags: false,
    'custom-fields': false,
    consent: false,
  },
  scopes,
  body: { anyTypeIsJson: true },
  validation: { formats },
  readCredential,
  routes,
  toWireError,
};
