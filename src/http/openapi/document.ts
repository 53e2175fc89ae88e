/** An OpenAPI 3.1 document of one dialect, made from the very schemas that its routes check and serialise with. */
import type { JsonObject, JsonValue } from '../../core/value/json.ts';
import type { RouteEntry } from '../route-entry.ts';
import type { ApiDescription } from './api-description.ts';
import { ComponentSet } from './component-set.ts';
import { isDocumented } from './operation.ts';
import { pathParametersOf, queryParametersOf } from './parameter.ts';
import { responsesOf } from './response.ts';

export interface DocumentSource {
  readonly title: string;
  readonly api: ApiDescription;
  /** Of this dialect alone. */
  readonly routes: readonly RouteEntry[];
  /** Whether callers can be told to wait. */
  readonly isLimited: boolean;
  /** What stands before the paths: `''` at the root, `/{name}` under the dialect's own prefix. */
  readonly mount: string;
}

/** Hidden routes are left out. Throws when two different schemas have one title. */
export function makeDocument(source: DocumentSource): JsonObject {
  const { title, api, routes, mount } = source;
  const components = new ComponentSet();
  const paths: Record<string, Record<string, JsonValue>> = {};
  for (const route of routes.filter(isDocumented)) {
    const { path, isElsewhere } = placeOf(route, api.serverPath ?? '');
    const item = (paths[path] ??= isElsewhere ? { servers: serversOf(mount, '') } : {});
    item[route.method.toLowerCase()] = operationOf(route, source, components);
  }
  return {
    openapi: '3.1.1',
    info: {
      title,
      version: api.version,
      description: api.description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: serversOf(mount, api.serverPath ?? ''),
    security: [...api.security],
    tags: Object.entries(api.tags ?? {}).map(([name, description]) => ({ name, description })),
    paths,
    components: { securitySchemes: { ...api.securitySchemes }, schemas: components.toJson() },
  };
}

/** Where the request came in first, then the root, where the dialect answers as well. */
function serversOf(mount: string, path: string): JsonObject[] {
  return [...new Set([mount, ''])].map((prefix) => ({ url: prefix + path || '/' }));
}

/** `/contacts/:id` → `/contacts/{id}`, without the server's path where it lies below. */
function placeOf(
  { path: template }: RouteEntry,
  serverPath: string,
): { readonly path: string; readonly isElsewhere: boolean } {
  const path = template.replaceAll(/:(\w+)/g, '{$1}');
  const isElsewhere = !path.startsWith(`${serverPath}/`);
  return { path: isElsewhere ? path : path.slice(serverPath.length), isElsewhere };
}

function operationOf(
  route: RouteEntry,
  { api, isLimited }: DocumentSource,
  components: ComponentSet,
): JsonObject {
  const schema = route.schema ?? {};
  const { body } = schema;
  const isKnown = route.access.credential === 'required';
  return {
    ...wordsOf(route, api),
    ...(isKnown ? {} : { security: [] }),
    parameters: [
      ...pathParametersOf(route.path, schema.params, components),
      ...queryParametersOf(schema.querystring, components),
      ...(api.headersOf?.(route) ?? []),
    ],
    ...(body === undefined ? {} : { requestBody: requestBody(route, api, components.add(body)) }),
    responses: responsesOf(schema, {
      refusal: api.refusal,
      others: isLimited && isKnown ? [429] : [],
      components,
    }),
  };
}

/** Name, summary, description and group. */
function wordsOf(route: RouteEntry, api: ApiDescription): JsonObject {
  const { operationId = api.operationId?.(route), summary, tags } = route.schema ?? {};
  const description = descriptionOf(route);
  const words = { operationId, summary, description: description || undefined, tags };
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function descriptionOf({ access: { capability }, schema }: RouteEntry): string {
  const need = capability === null ? '' : `\n\nNeeds the capability \`${capability}\`.`;
  return `${schema?.description ?? ''}${need}`.trim();
}

function requestBody(route: RouteEntry, api: ApiDescription, schema: JsonValue): JsonObject {
  const types = api.bodyTypes?.(route) ?? ['application/json'];
  return {
    required: true,
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
  };
}
