/** What the dialect says of itself in its OpenAPI document. */
import type { ApiDescription } from '../../http/plugin.ts';
import { ApiErrorResponse } from './wire/schema.ts';

const description = `ServiceTitan's CRM v2 over the address book of a Polydex workspace.

- **Credentials**: an access token of \`/connect/token\` in \`Authorization\`, bare or after \`Bearer\`, and the key of the app in \`ST-App-Key\`. The token's tenant must be the path's.
- **Every success is 200**, also of a creation. What the vendor answers without a body has none here.
- **Lists** are paged by \`page\` and \`pageSize\`; \`hasMore\` says whether to go on.
- **Failures** have six members; \`errors\` names every field that is wrong.

Polydex is not affiliated with ServiceTitan.`;

export const openApi: ApiDescription = {
  version: 'v2',
  description,
  serverPath: '/crm/v2',
  securitySchemes: {
    accessToken: { type: 'apiKey', in: 'header', name: 'Authorization' },
    appKey: { type: 'apiKey', in: 'header', name: 'ST-App-Key' },
  },
  security: [{ accessToken: [], appKey: [] }],
  refusal: { schema: ApiErrorResponse },
  bodyTypes: ({ path }) => [
    path === '/connect/token' ? 'application/x-www-form-urlencoded' : 'application/json',
  ],
};
