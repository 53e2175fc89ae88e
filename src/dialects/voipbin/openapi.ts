/** What the dialect says of itself in its OpenAPI document. */
import type { ApiDescription } from '../../http/plugin.ts';
import { ErrorResponse } from './schema.ts';

const description = `VoIPBIN's contacts (REST API v1.0 of June 2026) over the address book of a Polydex workspace.

- **Credentials**: an access key in the query, \`accesskey=\`, or the token of \`/auth/login\` after \`Bearer\` in \`Authorization\`.
- **Every write** answers the whole record: 201 for a contact and what is added to one, else 200.
- **Lists** are paged by \`page_size\` and \`page_token\`; the last page is the empty one.
- **Failures** have \`error.status\`, \`error.reason\` for programs, and \`error.message\` for people.

Polydex is not affiliated with VoIPBIN.`;

export const openApi: ApiDescription = {
  version: 'v1.0',
  description,
  serverPath: '/v1.0',
  securitySchemes: {
    accesskey: { type: 'apiKey', in: 'query', name: 'accesskey' },
    token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  },
  security: [{ accesskey: [] }, { token: [] }],
  refusal: { schema: ErrorResponse },
};
