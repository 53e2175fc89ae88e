/** What the native API says of itself in its OpenAPI document. */
import type { JsonObject } from '../../../core/value/json.ts';
import type { ApiDescription, RouteEntry } from '../../../http/plugin.ts';
import { problemKinds } from '../problem/kind.ts';
import { Problem } from '../wire/schema.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** A POST that takes no Idempotency-Key. */
    readonly unrepeatable?: boolean;
    /** What the path names has no ETag. */
    readonly unversioned?: boolean;
  }
}

const apiPrefix = '/api/v1';

const tagDescriptions = {
  Contacts: 'People and organisations.',
  'Contact methods': 'Phones, e-mail addresses and postal addresses, one at a time.',
  Consent: 'Do-not-disturb, per channel.',
  Merging: 'Two contacts that are one person, and those that only look like it.',
  Search: 'People, found as people look for them.',
  Lookup: 'Who is calling?',
  Changes: 'Everything that happened, in order.',
  Jobs: 'The work that people are contacts of.',
  'Job contacts': 'Who is who on a job.',
  Accounts: 'The companies, customers and businesses that contacts belong to.',
  Relations: 'Which contact belongs to what, and as what.',
  Tags: 'Words that contacts are sorted by.',
  'Custom fields': 'What contacts can have beside the built-in fields.',
  Workspace: 'Settings, and who is asking.',
  Webhooks: 'Who is told of changes.',
  Keys: 'Credentials of all APIs.',
  Sandbox: 'What may be done in Sandbox workspaces alone: started over, kept, moved in time.',
} as const;

const description = `One address book that speaks five vendor contact APIs; this is its own.

- **Keys**: \`Authorization: Bearer <key>\` or \`X-API-Key\`.
- **Problems** are RFC 9457 \`application/problem+json\`; \`errors\` names every member that is wrong.
- **Lists** give \`nextCursor\`; send it back as \`cursor\` until it is null.
- **Versions**: every record has an \`ETag\`; sent back as \`If-Match\`, a write fails with 412 when somebody else was faster.
- **Repeating**: a POST with an \`Idempotency-Key\` has one effect for 24 hours, whatever crashes in between.
- **Changes** are JSON Merge Patch: absent stays, \`null\` clears, a list replaces the list.`;

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  description: 'ETag of the record as it was read; 412 when it was changed since',
  schema: { type: 'string', examples: ['"v3"'] },
};
const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  description: 'ETag of the record as it is known; 304 when it is still that',
  schema: { type: 'string', examples: ['"v3"'] },
};
const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'A text of your own choice, new for every new request: repeating it has no second effect',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

export const openApi: ApiDescription = {
  version: '1',
  description,
  servedAt: `${apiPrefix}/openapi.json`,
  tags: tagDescriptions,
  security: [{ bearer: [] }, { apiKey: [] }],
  securitySchemes: {
    bearer: { type: 'http', scheme: 'bearer' },
    apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
  },
  refusal: {
    schema: Problem,
    mediaType: 'application/problem+json',
    description: `Refused:\n\n${kindLines().join('\n')}`,
  },
  headersOf,
  bodyTypes: ({ method }) =>
    method === 'PATCH'
      ? ['application/merge-patch+json', 'application/json']
      : ['application/json'],
  operationId,
};

function headersOf({ method, schema }: RouteEntry): readonly JsonObject[] {
  const { params, unrepeatable, unversioned } = schema ?? {};
  if (method === 'POST') return unrepeatable === true ? [] : [idempotencyKey];
  if (params === undefined || unversioned === true) return [];
  return [method === 'GET' ? ifNoneMatch : ifMatch];
}

/** `patchContactsById`. */
function operationId({ method, path }: RouteEntry): string {
  const words = path
    .slice(apiPrefix.length + 1)
    .split(/[/-]/)
    .map((word) => (word.startsWith(':') ? `by-${word.slice(1)}` : word))
    .flatMap((word) => word.split('-'));
  return [
    method.toLowerCase(),
    ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
  ].join('');
}

function kindLines(): readonly string[] {
  return Object.entries(problemKinds).map(
    ([name, kind]) => `- ${kind.status} \`${name}\`: ${kind.title}`,
  );
}
