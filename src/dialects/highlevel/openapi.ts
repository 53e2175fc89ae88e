/** What the dialect says of itself in its OpenAPI document. */
import { Type } from 'typebox';
import type { ApiDescription } from '../../http/plugin.ts';
import { publishedVersions } from './auth.ts';

const description = `HighLevel's contacts API v2 over the address book of a Polydex workspace, which is its location.

- **Credentials**: a private integration token or an OAuth access token after \`Bearer\` in \`Authorization\`.
- **Version**: every request names one; it is looked at before the token.
- **Failures** of the gateway (token, version, location, rate) have a \`statusCode\` and a \`message\`; those of the service an \`error\` and a \`traceId\` too, and with 422 the \`message\` is a list that names every field.

Polydex is not affiliated with HighLevel.`;

const ErrorReply = Type.Object(
  {
    statusCode: Type.Integer(),
    message: Type.Unsafe<string | readonly string[]>({
      oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
    }),
    error: Type.Optional(Type.String()),
    traceId: Type.Optional(Type.String({ format: 'uuid' })),
  },
  { title: 'ErrorReply' },
);

export const openApi: ApiDescription = {
  version: '2023-02-21',
  description,
  securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
  security: [{ bearer: [] }],
  refusal: { schema: ErrorReply },
  bodyTypes: ({ path }) =>
    path.startsWith('/oauth/')
      ? ['application/x-www-form-urlencoded', 'application/json']
      : ['application/json'],
  headersOf: ({ access }) =>
    access.credential === 'public'
      ? []
      : [
          {
            name: 'Version',
            in: 'header',
            required: true,
            schema: { type: 'string', enum: [...publishedVersions] },
          },
        ],
};
