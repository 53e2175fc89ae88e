/** A listening server that speaks VoIPBIN over a database of its own, and calls to it with an access key. */
import { expect } from 'vitest';
import { makeAuth } from '../../src/auth/make-auth.ts';
import { enterAsOperator } from '../../src/auth/operator.ts';
import { newUuid } from '../../src/auth/token/new-id.ts';
import { hashPassword } from '../../src/auth/token/password.ts';
import { addWorkspace } from '../../src/auth/workspace/add-workspace.ts';
import type { AuthServices } from '../../src/auth/auth-services.ts';
import { makeHub, type Hub } from '../../src/core/hub.ts';
import type { ControlStore } from '../../src/core/port/control-store.ts';
import type { Clock } from '../../src/core/port/store.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import { uuidV7 } from '../../src/core/value/identifier.ts';
import { instant, instantToMs, type Instant } from '../../src/core/value/instant.ts';
import type { Role } from '../../src/core/workspace/principal.ts';
import { voipbin } from '../../src/dialects/voipbin/index.ts';
import type { Contact, ContactList } from '../../src/dialects/voipbin/schema.ts';
import { buildApp } from '../../src/http/app.ts';
import { Prometheus } from '../../src/http/observe/prometheus.ts';
import { MovableClock } from '../../src/core/sandbox/movable-clock.ts';
import { openControlDatabase } from '../../src/storage/control/control-store.ts';
import { Database } from '../../src/storage/database.ts';
import { makeStore } from '../../src/storage/store.ts';
import { noLog } from '../../src/support/log.ts';
import { randomBytes } from '../../src/support/random.ts';
import { SecretKey } from '../../src/support/secret-key.ts';
import { makeSystemClock } from '../../src/support/system-clock.ts';
import { outside } from '../support/hub-fixture.ts';
import { makeTestDatabase } from '../support/database.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export interface TestWorkspace {
  /** What the core is called with, beside the API. */
  readonly context: TenantContext;
  readonly customerId: string;
  /** Everything. */
  readonly accesskey: string;
}

/** A clock that can be stopped and moved. */
class TestClock implements Clock {
  readonly #running = makeSystemClock(instant);
  held: Instant | null = null;

  now(): Instant {
    return this.held ?? this.#running.now();
  }
}

export const password = 'an invented password';

export class VoipbinClient {
  readonly baseUrl: string;
  readonly hub: Hub;
  readonly auth: AuthServices;
  readonly clock: TestClock;
  /** US, duplicates refused where the vendor refuses them. */
  readonly home: TestWorkspace;
  readonly foreign: TestWorkspace;
  readonly #control: ControlStore;
  readonly stop: () => Promise<void>;

  private constructor(parts: {
    baseUrl: string;
    hub: Hub;
    auth: AuthServices;
    clock: TestClock;
    home: TestWorkspace;
    foreign: TestWorkspace;
    control: ControlStore;
    stop: () => Promise<void>;
  }) {
    this.baseUrl = parts.baseUrl;
    this.hub = parts.hub;
    this.auth = parts.auth;
    this.clock = parts.clock;
    this.home = parts.home;
    this.foreign = parts.foreign;
    this.#control = parts.control;
    this.stop = parts.stop;
  }

  static async start(): Promise<VoipbinClient> {
    const testDatabase = await makeTestDatabase();
    const testClock = new TestClock();
    const clock = new MovableClock(testClock);
    const database = new Database({ url: testDatabase.appUrl });
    const controlDatabase = openControlDatabase({ url: testDatabase.appUrl });
    const control = controlDatabase.store;
    const newId = () => uuidV7(instantToMs(clock.now()), randomBytes(9));
    const hub = makeHub(
      makeStore({ database, clock, newId, secret: Buffer.alloc(32, 7) }),
      outside,
    );
    const secret = new SecretKey(new Uint8Array(32));
    const { authenticator, services: auth } = makeAuth({
      store: control,
      clock,
      secret,
      audiences: [voipbin, { name: 'native', scopes: {} }],
    });
    const { fastify } = buildApp({
      dialects: [voipbin],
      hub,
      authenticator,
      auth,
      clock,
      log: noLog,
      metrics: new Prometheus(),
      hosts: { names: [], anyAddress: false },
      publicUrl: null,
      trustedProxies: [],
      rateLimits: 'off',
      faults: {
        ofRequest: () => undefined,
        hasRules: () => false,
        ownerOf: async () => undefined,
        disturb: async () => {},
      },
      bodylessReplies: 'empty',
      exportLag: 0,
      readiness: [],
    });
    const make = (name: string) => makeWorkspace(name, { control, clock, auth });
    const [home, foreign] = [await make('Home'), await make('Foreign')];
    const baseUrl = await fastify.listen({ port: 0, host: '127.0.0.1' });
    const stop = async () => {
      await fastify.close();
      await database.close();
      await controlDatabase.close();
      await testDatabase.drop();
    };
    return new VoipbinClient({
      baseUrl,
      hub,
      auth,
      home,
      foreign,
      control,
      stop,
      clock: testClock,
    });
  }

  /** A person of the home workspace who signs in with `password`. */
  async addPerson(username: string, role: Role): Promise<void> {
    const id = newUuid(this.clock);
    const { tenantId, workspace } = this.home.context;
    const person = { id, kind: 'person', displayName: 'Ada King', email: null, username } as const;
    const { principals } = this.#control;
    await principals.insert(
      { ...person, createdAt: this.clock.now() },
      await hashPassword(password),
    );
    const { organisationId } = workspace;
    await principals.grantRole({ principalId: id, organisationId, tenantId, role });
  }

  /** A key of the home workspace with the vendor's permissions. */
  async makeKey(...scopes: string[]): Promise<{ readonly id: string; readonly key: string }> {
    const draft = { audience: 'voipbin', label: 'test', scopes };
    const { id, secrets } = await this.auth.keys.create(this.home.context, draft);
    return { id, key: 'apiKey' in secrets ? secrets.apiKey : '' };
  }

  send(path: string, init: RequestInit = {}): Promise<Reply> {
    return exchange(new URL(path, this.baseUrl), init);
  }

  /** A call below `/v1.0` with an access key in the query; a body that is no text is sent as JSON. */
  call(method: string, path: string, body?: unknown, key = this.home.accesskey): Promise<Reply> {
    const signed = `/v1.0${path}${path.includes('?') ? '&' : '?'}accesskey=${key}`;
    if (body === undefined) return this.send(signed, { method });
    const headers = { 'content-type': 'application/json' };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.send(signed, { method, headers, body: text });
  }

  login(body: unknown): Promise<Reply> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.send('/auth/login', { method: 'POST', body: text });
  }

  create(body: object = {}): Promise<Contact> {
    return shown(this.call('POST', '/contacts', body), 201);
  }

  get(id: string): Promise<Contact> {
    return shown(this.call('GET', `/contacts/${id}`));
  }

  list(query = ''): Promise<ContactList> {
    return shown(this.call('GET', `/contacts?${query}`));
  }
}

async function makeWorkspace(
  name: string,
  { control, clock, auth }: { control: ControlStore; clock: Clock; auth: AuthServices },
): Promise<TestWorkspace> {
  const settings = { name, duplicates: 'refuse', region: 'US', timeZone: 'UTC' } as const;
  const workspace = await control.atomically((store) =>
    addWorkspace({ store, clock }, { ...settings, sandbox: true, organisationId: null }),
  );
  const context = await enterAsOperator(control, workspace.id, 'test');
  const { secrets } = await auth.keys.create(context, { audience: 'voipbin', label: name });
  const accesskey = 'apiKey' in secrets ? secrets.apiKey : '';
  return { context, customerId: workspace.id, accesskey };
}

async function exchange(url: URL, init: RequestInit): Promise<Reply> {
  const reply = await fetch(url, init);
  const text = await reply.text();
  expect(reply.headers.get('x-request-id')).toMatch(/^[\w-]{1,64}$/);
  const type = text === '' ? null : 'application/json; charset=utf-8';
  expect(reply.headers.get('content-type')).toBe(type);
  const json: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: reply.status, headers: reply.headers, text, json };
}

/** The body of a reply that has to have the status. */
export async function shown<T>(reply: Promise<Reply>, wanted = 200): Promise<T> {
  const { status, json, text } = await reply;
  expect(status, text).toBe(wanted);
  return json as T;
}

/** The whole error reply in the vendor's form; the message may be any sentence. */
export function expectError(
  { status, headers, json }: Reply,
  http: number,
  [canonical, reason]: readonly [status: string, reason: string],
  message: unknown = expect.stringMatching(/^\S.*\.$/),
): void {
  const request_id = headers.get('x-request-id');
  expect([status, json]).toEqual([
    http,
    { error: { status: canonical, reason, message, request_id } },
  ]);
}

export const argument = ['INVALID_ARGUMENT', 'INVALID_ARGUMENT'] as const;
export const jsonBody = ['INVALID_ARGUMENT', 'INVALID_JSON_BODY'] as const;
export const noContact = ['NOT_FOUND', 'CONTACT_NOT_FOUND'] as const;
export const noRoute = ['NOT_FOUND', 'ROUTE_NOT_FOUND'] as const;
export const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Up to six decimals, none of the last zero. */
export const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{0,5}[1-9])?Z$/;
