/** The unified CRM dialect (Alloy Automation's unified API): contacts of whichever app a credential leads to. */
import type { Dialect } from '../../http/plugin.ts';
import { abilities } from './abilities.ts';
import { audience } from './audience.ts';
import { yearMonth } from '../../http/mount.ts';
import { readCredential } from './auth.ts';
import { toWireError } from './errors.ts';
import { formats } from './list-query.ts';
import { normalizePath } from './path.ts';
import { routes } from './routes.ts';

export const unified: Dialect = {
  ...audience,
  mount: [
    { path: '/crm', except: ['/crm/v2'] },
    { path: '/one' },
    { path: `/${yearMonth}` },
    { path: '/headless' },
    { path: '/users', when: { header: 'version', is: 'absent' } },
    { path: '/credentials' },
    { path: '/connectors' },
    { path: '/metadata' },
    { path: '/passthrough' },
    { path: '/forward' },
    { path: '/webhooks' },
  ],
  abilities,
  pageSizes: ['pageSize'],
  validation: { formats },
  normalizePath,
  readCredential,
  routes,
  toWireError,
};
