import type { Dialect } from '../../http/plugin.ts';
import { abilities } from './abilities.ts';
import { audience } from './audience.ts';
import { behaviours } from './behaviours.ts';
import { checkRequest, readCredential } from './auth.ts';
import { toWireError } from './errors.ts';
import { formats } from './list/formats.ts';
import { openApi } from './openapi.ts';
import { rateLimits } from './rate-rule.ts';
import { routes } from './routes.ts';

/** ServiceTitan CRM v2: contacts with GUIDs and what hangs on them, customers, locations, exports. */
export const servicetitan: Dialect = {
  ...audience,
  mount: [{ path: '/crm/v2' }, { path: '/connect/token', exact: true }],
  abilities,
  pageSizes: ['pageSize'],
  behaviours,
  body: { form: true },
  validation: { formats },
  readCredential,
  checkRequest,
  openApi,
  rateLimits,
  routes,
  toWireError,
};
