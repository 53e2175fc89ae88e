/** The native API: Polydex in its own words, for the CLI, the web UI and programs written for it. */
import type { Dialect } from '../../http/plugin.ts';
import { abilities } from './abilities.ts';
import { audience } from './audience.ts';
import { readCredential } from './auth.ts';
import { openApi } from './docs/openapi.ts';
import { toWireError } from './errors.ts';
import { routes } from './routes.ts';

export const native: Dialect = {
  ...audience,
  mount: [
    { path: '/api/v1' },
    { path: '/docs' },
    { path: '/callerid', exact: true },
    { path: '/', exact: true },
  ],
  abilities,
  pageSizes: ['limit'],
  body: { jsonTypes: ['application/merge-patch+json'] },
  readCredential,
  openApi,
  routes,
  toWireError,
};
