/** OpenAPI 3.1 of the native API, made from the very schemas that its routes check and serialise with. */
import type { RouteEntry } from '../../../http/plugin.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/value/json.ts';
import { problemKinds } from '../problem/kind.ts';
import { Problem } from '../wire/schema.ts';
import { ComponentSet } from './component-set.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** One line, for the list of operations. */
    readonly summary?: string;
    readonly description?: string;
    /** The one group that the operation belongs to. */
    readonly tags?: readonly string[];
    /** Not part of the reference. */
    readonly hide?: boolean;
    /** A POST that takes no Idempotency-Key. */
    readonly unrepeatable?: boolean;
  }
}

const apiPrefix = '/api/v1';

const tagDescriptions = {
  Contacts: 'People and organisations.',
  'Contact methods': 'Phones, e-mail addresses and postal addresses, one at a time.',
  Consent: 'Do-not-disturb, per channel.',
  Lookup: 'Who is calling?',
  Changes: 'Everything that happened, in order.',
  Jobs: 'The work that people are contacts of.',
  'Job contacts': 'Who is who on a job.',
  Accounts: 'The companies, customers and businesses that contacts belong to.',
  Relations: 'Which contact belongs to what, and as what.',
  Tags: 'Words that contacts are sorted by.',
  'Custom fields': 'What contacts can have beside the built-in fields.',
  Workspace: 'Settings, and who is asking.',
  Keys: 'Credentials of all APIs.',
} as const;

const description = `One address book that speaks five vendor contact APIs; this is its own.

- **Keys**: \`Authorization: Bearer <key>\` or \`X-API-Key\`.
- **Problems** are RFC 9457 \`application/problem+json\`; \`errors\` names every member that is wrong.
- **Lists** give \`nextCursor\`; send it back as \`cursor\` until it is null.
- **Versions**: every record has an \`ETag\`; sent back as \`If-Match\`, a write fails with 412 when somebody else was faster.
- **Repeating**: a POST with an \`Idempotency-Key\` has one effect for 24 hours, whatever crashes in between.
- **Changes** are JSON Merge Patch: absent stays, \`null\` clears, a list replaces the list.`;

/** The document without servers, which depend on how it was asked for. Hidden routes are left out. */
export function toOpenApi(routes: readonly RouteEntry[], version: string): JsonObject {
  const components = new ComponentSet();
  const problem = components.add(Problem);
  const paths: Record<string, Record<string, JsonValue>> = {};
  for (const route of routes) {
    const schema = isJsonObject(route.schema) ? route.schema : {};
    if (!isDocumented(route, schema)) continue;
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    const operations = (paths[path] ??= {});
    operations[route.method.toLowerCase()] = operationOf(route, schema, components, problem);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Polydex native API',
      version,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    security: [{ bearer: [] }, { apiKey: [] }],
    tags: Object.entries(tagDescriptions).map(([name, text]) => ({ name, description: text })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
      schemas: components.toJson(),
    },
  };
}

function isDocumented(route: RouteEntry, schema: JsonObject): boolean {
  return (
    route.dialect === 'native' &&
    route.path.startsWith(`${apiPrefix}/`) &&
    route.method !== 'HEAD' &&
    schema['hide'] !== true
  );
}

function operationOf(
  route: RouteEntry,
  schema: JsonObject,
  components: ComponentSet,
  problem: JsonValue,
): JsonObject {
  const { capability, credential } = route.access;
  const need = capability === null ? '' : `\n\nNeeds the capability \`${capability}\`.`;
  const about = `${textOf(schema['description'])}${need}`.trim();
  const body = schema['body'];
  return {
    operationId: operationId(route),
    ...(schema['summary'] === undefined ? {} : { summary: schema['summary'] }),
    ...(about === '' ? {} : { description: about }),
    ...(schema['tags'] === undefined ? {} : { tags: schema['tags'] }),
    ...(credential === 'public' ? { security: [] } : {}),
    parameters: [
      ...parametersOf(schema['params'], 'path', components),
      ...parametersOf(schema['querystring'], 'query', components),
      ...headersOf(route.method, schema),
    ],
    ...(body === undefined ? {} : { requestBody: requestBody(route.method, components.add(body)) }),
    responses: { ...responsesOf(schema['response'], components), default: refusal(problem) },
  };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
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

function parametersOf(
  schema: JsonValue | undefined,
  where: 'path' | 'query',
  components: ComponentSet,
): JsonObject[] {
  if (!isJsonObject(schema) || !isJsonObject(schema['properties'])) return [];
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(schema['properties']).map(([name, property]) => {
    const shape = components.add(property);
    const { description: about, ...rest } = isJsonObject(shape) ? shape : {};
    return {
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      ...(about === undefined ? {} : { description: about }),
      schema: rest,
    };
  });
}

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

function headersOf(method: string, schema: JsonObject): JsonObject[] {
  if (method === 'POST') return schema['unrepeatable'] === true ? [] : [idempotencyKey];
  const single = isJsonObject(schema['params']);
  if (!single) return [];
  return [method === 'GET' ? ifNoneMatch : ifMatch];
}

function requestBody(method: string, schema: JsonValue): JsonObject {
  const media = { schema };
  return {
    required: true,
    content: {
      ...(method === 'PATCH' ? { 'application/merge-patch+json': media } : {}),
      'application/json': media,
    },
  };
}

const statusWords: Readonly<Record<string, string>> = { 200: 'OK', 201: 'Created' };

function responsesOf(
  schema: JsonValue | undefined,
  components: ComponentSet,
): Record<string, JsonObject> {
  if (!isJsonObject(schema)) return { 204: { description: 'Done' } };
  return Object.fromEntries(
    Object.entries(schema).map(([status, shape]) => [
      status,
      {
        description: statusWords[status] ?? status,
        content: { 'application/json': { schema: components.add(shape) } },
      },
    ]),
  );
}

function refusal(problem: JsonValue): JsonObject {
  const kinds = Object.entries(problemKinds).map(
    ([name, kind]) => `- ${kind.status} \`${name}\`: ${kind.title}`,
  );
  return {
    description: `Refused:\n\n${kinds.join('\n')}`,
    content: { 'application/problem+json': { schema: problem } },
  };
}
