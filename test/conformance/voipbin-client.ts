/** A workspace of the shared server with a neighbour, and calls to VoIPBIN's API with an access key. */
import { expect } from 'vitest';
import type { AuthServices } from '../../src/auth/auth-services.ts';
import { enterAsOperator } from '../../src/auth/operator.ts';
import type { NewPerson } from '../../src/auth/workspace/person-service.ts';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import type { Hub } from '../../src/core/hub.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import type { Role } from '../../src/core/workspace/principal.ts';
import type { Contact, ContactList } from '../../src/dialects/voipbin/schema.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

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

export class VoipbinClient {
  readonly server: TestServer;
  readonly hub: Hub;
  readonly auth: AuthServices;
  /** US, duplicates refused where the vendor refuses them. */
  readonly home: TestWorkspace;
  readonly foreign: TestWorkspace;

  private constructor(server: TestServer, home: TestWorkspace, foreign: TestWorkspace) {
    this.server = server;
    this.hub = server.runtime.hub;
    this.auth = server.runtime.auth;
    this.home = home;
    this.foreign = foreign;
  }

  static async start(): Promise<VoipbinClient> {
    const order = { duplicates: 'refuse', timeZone: 'UTC' } as const;
    const server = await openWorkspace({ ...order, name: 'Home' });
    const foreign = await server.addWorkspace({ ...order, name: 'Foreign' });
    const workspace = (file: SandboxFile) => workspaceOf(server, file);
    return new VoipbinClient(server, await workspace(server.sandbox), await workspace(foreign));
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** Moves the clock of the home workspace on; null puts it right. */
  async advance(by: string | null): Promise<void> {
    const [method, path, body] =
      by === null ? ['PUT', '', { now: null }] : ['POST', '/advance', { by }];
    const { native } = this.server.sandbox;
    const reply = await fetch(`${this.server.baseUrl}/api/v1/sandbox/clock${path}`, {
      method,
      headers: { authorization: `Bearer ${native.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(await reply.text());
  }

  /** A person of the home workspace, and the password to sign in with. */
  addPerson(email: string, role: Role): Promise<NewPerson> {
    return this.auth.people.create(this.home.context, { name: 'Ada King', email, role });
  }

  /** A key of the home workspace with the vendor's permissions. */
  async makeKey(...scopes: string[]): Promise<{ readonly id: string; readonly key: string }> {
    const draft = { audience: 'voipbin', label: 'test', scopes };
    const { id, secrets } = await this.auth.keys.create(this.home.context, draft);
    return { id, key: 'apiKey' in secrets ? secrets.apiKey : '' };
  }

  send(path: string, init: RequestInit = {}): Promise<Reply> {
    return exchange(new URL(path, this.server.baseUrl), init);
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

async function workspaceOf(server: TestServer, file: SandboxFile): Promise<TestWorkspace> {
  const { customerId, accesskey } = file.voipbin;
  const context = await enterAsOperator(server.runtime.control, customerId, 'test');
  return { context, customerId, accesskey };
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
