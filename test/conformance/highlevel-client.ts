/** A listening server that speaks HighLevel over a database of its own, and calls to it with the right headers. */
import { expect } from 'vitest';
import { makeAuth } from '../../src/auth/make-auth.ts';
import { enterAsOperator } from '../../src/auth/operator.ts';
import { addWorkspace } from '../../src/auth/workspace/add-workspace.ts';
import { makeHub, type Hub } from '../../src/core/hub.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import { uuidV7 } from '../../src/core/value/identifier.ts';
import { instant, instantToMs } from '../../src/core/value/instant.ts';
import type { DuplicatePolicy } from '../../src/core/workspace/workspace.ts';
import { highlevel } from '../../src/dialects/highlevel/index.ts';
import { buildApp } from '../../src/http/app.ts';
import { Prometheus } from '../../src/http/observe/prometheus.ts';
import { openControlDatabase } from '../../src/storage/control/control-store.ts';
import { Database } from '../../src/storage/database.ts';
import { makeStore } from '../../src/storage/store.ts';
import { noLog } from '../../src/support/log.ts';
import { randomBytes } from '../../src/support/random.ts';
import { SecretKey } from '../../src/support/secret-key.ts';
import { makeSystemClock } from '../../src/support/system-clock.ts';
import { makeTestDatabase } from '../support/database.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly token?: string | null;
  readonly version?: string | null | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestLocation {
  /** What the core is called with, beside the API. */
  readonly context: TenantContext;
  readonly locationId: string;
  /** Everything. */
  readonly token: string;
  readonly reader: string;
  readonly writer: string;
  /** A token without any contact scope. */
  readonly outsider: string;
}

export interface HighlevelServer {
  readonly baseUrl: string;
  readonly hub: Hub;
  /** Two workspaces that allow duplicates, and one that does not. */
  readonly home: TestLocation;
  readonly foreign: TestLocation;
  readonly strict: TestLocation;
  /** With the token of `home` and a good version unless told otherwise. */
  call(method: string, path: string, call?: Call): Promise<Reply>;
  stop(): Promise<void>;
}

const goodVersion = '2021-07-28';
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The contact that a reply shows. */
export function contactOf(reply: Reply): Record<string, unknown> {
  const { contact } = reply.json;
  if (typeof contact !== 'object' || contact === null) throw new Error(`no contact: ${reply.text}`);
  return { ...contact };
}

export async function startHighlevel(): Promise<HighlevelServer> {
  const testDatabase = await makeTestDatabase();
  const clock = makeSystemClock(instant);
  const database = new Database({ url: testDatabase.appUrl });
  const control = openControlDatabase({ url: testDatabase.appUrl });
  const newId = () => uuidV7(instantToMs(clock.now()), randomBytes(9));
  const hub = makeHub(makeStore({ database, clock, newId, secret: Buffer.alloc(32, 7) }));
  const { authenticator, services } = makeAuth({
    store: control.store,
    clock,
    secret: new SecretKey(new Uint8Array(32)),
    audiences: [highlevel],
  });
  const { fastify } = buildApp({
    dialects: [highlevel],
    hub,
    authenticator,
    auth: services,
    clock,
    log: noLog,
    metrics: new Prometheus(),
    hosts: { names: [], anyAddress: false },
    publicUrl: null,
    trustedProxies: [],
    readiness: [],
  });

  const makeLocation = async (name: string, duplicates: DuplicatePolicy): Promise<TestLocation> => {
    const draft = { name, duplicates, region: 'US', timeZone: 'America/Chicago' };
    const workspace = await control.store.atomically((store) =>
      addWorkspace({ store, clock }, { ...draft, sandbox: true, organisationId: null }),
    );
    const context = await enterAsOperator(control.store, workspace.id, 'test');
    const token = async (...scopes: string[]): Promise<string> => {
      const key = { audience: 'highlevel', label: name, scopes };
      const { secrets } = await services.keys.create(context, key);
      return 'apiKey' in secrets ? secrets.apiKey : '';
    };
    return {
      context,
      locationId: workspace.locationId,
      token: await token('contacts.readonly', 'contacts.write'),
      reader: await token('contacts.readonly'),
      writer: await token('contacts.write'),
      outsider: await token('locations.readonly'),
    };
  };
  const home = await makeLocation('Home', 'allow');
  const foreign = await makeLocation('Foreign', 'allow');
  const strict = await makeLocation('Strict', 'refuse');
  const baseUrl = await fastify.listen({ port: 0, host: '127.0.0.1' });
  return {
    baseUrl,
    hub,
    home,
    foreign,
    strict,
    call: (method, path, call = {}) =>
      send(new URL(path, baseUrl), method, { token: home.token, ...call }),
    stop: async () => {
      await fastify.close();
      await database.close();
      await control.close();
      await testDatabase.drop();
    },
  };
}

async function send(url: URL, method: string, call: Call): Promise<Reply> {
  const { token = null, version = goodVersion, body } = call;
  const reply = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(version === null ? {} : { version }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...call.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await reply.text();
  const json = JSON.parse(text) as Readonly<Record<string, unknown>>;
  expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(reply.headers.get('x-ratelimit-max')).toBe('100');
  return { status: reply.status, headers: reply.headers, text, json };
}
