/** The OpenAPI documents that the dialects serve of themselves. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dialects } from '../../src/dialects/registry.ts';
import type { RouteEntry } from '../../src/http/plugin.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

interface Reply {
  readonly content?: Readonly<Record<string, { readonly schema: unknown }>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security?: readonly unknown[];
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, Reply>>;
}

interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}

let server: TestServer;
beforeAll(async () => {
  server = await openWorkspace();
});
afterAll(() => server.stop());

async function textAt(path: string): Promise<string> {
  const reply = await fetch(server.baseUrl + path);
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toContain('application/json');
  return reply.text();
}

const verbs = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** `POST /crm/v2/tenant/:tenant/contacts` and what the document says of it. */
function operationsOf(document: Document, mount: string): [string, Operation][] {
  const [{ url } = { url: '' }] = document.servers;
  return Object.entries(document.paths).flatMap(([path, item]) => {
    const [{ url: own } = { url }] = (item['servers'] ?? []) as Document['servers'];
    const whole = `${own === '/' ? '' : own}${path}`.slice(mount.length);
    const template = whole.replaceAll(/\{(\w+)\}/g, ':$1');
    return verbs.flatMap((verb): [string, Operation][] =>
      verb in item ? [[`${verb.toUpperCase()} ${template}`, item[verb] as Operation]] : [],
    );
  });
}

function documented(name: string): readonly RouteEntry[] {
  return server.routes.filter(({ dialect, schema }) => dialect === name && schema?.hide !== true);
}

const described = dialects.filter(({ openApi }) => openApi !== undefined);

test('are served by the native API, ServiceM8 and ServiceTitan at least', () => {
  const names = described.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['native', 'servicem8', 'servicetitan']));
});

describe.each(described)('$name', ({ name }) => {
  const mount = `/${name}`;
  let text: string;
  let document: Document;
  let operations: readonly [string, Operation][];
  beforeAll(async () => {
    text = await textAt(`${mount}/openapi.json`);
    document = JSON.parse(text) as Document;
    operations = operationsOf(document, mount);
  });

  test('is a valid OpenAPI 3.1 document', async () => {
    const { valid, errors } = await new Validator().validate({ ...document });
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  test('has every route that is not hidden, under a server that answers it', () => {
    const registered = documented(name).map(({ method, path }) => `${method} ${path}`);
    expect(operations.map(([route]) => route).toSorted()).toEqual(registered.toSorted());
  });

  test('names each operation once, and says in a line what it does', () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [route, { operationId, summary }] of operations) {
      expect(operationId, route).toMatch(/^[\w-]+$/);
      expect(summary, route).toMatch(/^[A-Z].*[^.]$/);
    }
  });

  test('declares every parameter of a path', () => {
    for (const [route, { parameters }] of operations) {
      const inPath = [...route.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter);
      const declared = parameters.filter((parameter) => parameter.in === 'path');
      expect(
        declared.map((parameter) => parameter.name),
        route,
      ).toEqual(inPath);
    }
  });

  test('says what a good reply and every refusal look like', () => {
    for (const [route, { responses }] of operations) {
      expect(Object.keys(responses).join(' '), route).toMatch(/\b2\d\d\b/);
      const refusals = Object.entries(responses).filter(([status]) => !/^[23]/.test(status));
      expect(refusals.map(([status]) => status)).toContain('default');
      for (const [status, { content }] of refusals) {
        expect(Object.values(content ?? {})[0]?.schema, `${route} ${status}`).toBeDefined();
      }
    }
  });

  test('asks for the schemes that it describes, but not where anybody may call', () => {
    const schemes = Object.keys(document.components.securitySchemes).toSorted();
    const asked = document.security.flatMap((one) => Object.keys(one));
    expect([...new Set(asked)].toSorted()).toEqual(schemes);
    const open = operations.filter(([, { security }]) => security?.length === 0);
    const publicRoutes = documented(name).filter(({ access }) => access.credential === 'public');
    expect(open.map(([route]) => route).toSorted()).toEqual(
      publicRoutes.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
  });

  test('holds no schema that nobody refers to, and refers to none that is not there', () => {
    const referred = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, one]) => one);
    expect(new Set(Object.keys(document.components.schemas))).toEqual(new Set(referred));
  });
});

test('is refused at the root, where no path belongs to all dialects', async () => {
  expect((await fetch(`${server.baseUrl}/openapi.json`)).status).toBe(404);
});

test.each([
  ['servicetitan', '/crm/v2'],
  ['servicem8', '/api_1.0'],
])('%s names the server that its clients know', async (name, path) => {
  const { servers } = JSON.parse(await textAt(`/${name}/openapi.json`)) as Document;
  expect(servers.map(({ url }) => url)).toEqual([`/${name}${path}`, path]);
});
