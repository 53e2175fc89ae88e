/** What the dialect says of itself in its OpenAPI document. */
import type { ApiDescription } from '../../http/plugin.ts';
import { ErrorResult } from './schema.ts';

const description = `ServiceM8's API 1.0 over the address book of a Polydex workspace.

- **Credentials**: an API key in \`X-Api-Key\`, or an access token of an add-on after \`Bearer\` in \`Authorization\`.
- **Every success is 200**. A created record's uuid stands in the header \`x-record-uuid\` alone.
- **Lists** hold up to 5000 records, also deleted ones (\`active\` 0). The header \`x-next-cursor\` says where the next page starts; send it as \`cursor\`. \`$filter\` takes up to ten conditions joined by \`and\`.
- **Bodies** are JSON or forms. An update is sparse: what is absent stays, \`""\` clears.

Polydex is not affiliated with ServiceM8.`;

export const openApi: ApiDescription = {
  version: '1.0',
  description,
  serverPath: '/api_1.0',
  securitySchemes: {
    apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
    accessToken: { type: 'http', scheme: 'bearer' },
  },
  security: [{ apiKey: [] }, { accessToken: [] }],
  refusal: { schema: ErrorResult },
  bodyTypes: () => ['application/json', 'application/x-www-form-urlencoded'],
};
