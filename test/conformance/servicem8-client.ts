/** A listening server, and calls to it as ServiceM8's clients make them. */
import { expect } from 'vitest';
import { enterAsOperator } from '../../src/auth/operator.ts';
import { addWorkspace } from '../../src/auth/workspace/add-workspace.ts';
import { issueToken } from '../../src/auth/workspace/key-issuer.ts';
import { hashToken } from '../../src/auth/token/token-hash.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body. */
  readonly json: unknown;
}

export type Fields = Readonly<Record<string, unknown>>;

export interface Call {
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** In place of the Sandbox's API key. */
  readonly headers?: Readonly<Record<string, string>>;
}

const ok = { errorCode: 0, message: 'OK' };
export const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class Servicem8Client {
  readonly server: TestServer;
  /** The Sandbox's context, for looking behind the API. */
  readonly context: TenantContext;
  readonly apiKey: string;

  private constructor(server: TestServer, context: TenantContext) {
    this.server = server;
    this.context = context;
    this.apiKey = server.sandbox.servicem8.apiKey;
  }

  static async start(): Promise<Servicem8Client> {
    const server = await openWorkspace();
    const { id } = server.sandbox.workspace;
    return new Servicem8Client(server, await enterAsOperator(server.runtime.control, id, 'test'));
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** A path below the host's root. */
  async send(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
    const reply = await fetch(new URL(path, this.server.baseUrl), { method, ...init });
    const text = await reply.text();
    expectJson(reply, text);
    return { status: reply.status, headers: reply.headers, text, json: JSON.parse(text) };
  }

  /** A path below `/api_1.0`. */
  call(method: string, path: string, { body, form, headers }: Call = {}): Promise<Reply> {
    const signed = headers ?? { 'x-api-key': this.apiKey };
    const url = `/api_1.0${path}`;
    if (form) return this.send(method, url, { headers: signed, body: new URLSearchParams(form) });
    if (body === undefined) return this.send(method, url, { headers: signed });
    return this.send(method, url, {
      headers: { 'content-type': 'application/json', ...signed },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Makes a record and gives its uuid. */
  async create(object: string, body: Fields): Promise<string> {
    const reply = await this.call('POST', `/${object}.json`, { body });
    expectDone(reply);
    return reply.headers.get('x-record-uuid') ?? '';
  }

  createJob(fields: Fields = {}): Promise<string> {
    return this.create('job', { status: 'Work Order', ...fields });
  }

  async get(object: string, uuid: string): Promise<Fields> {
    const reply = await this.call('GET', `/${object}/${uuid}.json`);
    expectSuccess(reply);
    return reply.json as Fields;
  }

  async update(object: string, uuid: string, body: Fields): Promise<void> {
    const reply = await this.call('POST', `/${object}/${uuid}.json`, { body });
    expectDone(reply);
  }

  async remove(object: string, uuid: string): Promise<void> {
    const reply = await this.call('DELETE', `/${object}/${uuid}.json`);
    expectDone(reply);
  }

  list(object: string, query: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.call('GET', `/${object}.json?${new URLSearchParams(query).toString()}`);
  }

  async rows(object: string, query: Readonly<Record<string, string>> = {}): Promise<Fields[]> {
    const reply = await this.list(object, query);
    expectSuccess(reply);
    return reply.json as Fields[];
  }

  /** An access token of the Sandbox's add-on with these scopes, as the headers of a call. */
  async bearer(...scopes: string[]): Promise<Record<string, string>> {
    const { control: store, clock } = this.server.runtime;
    const { clientId, clientSecret } = this.server.sandbox.servicem8;
    const client = await store.clients.findClient('servicem8', clientId, hashToken(clientSecret));
    if (client === undefined) throw new Error('the Sandbox has an add-on');
    const { tenantId, principalId } = await this.#keyHolder();
    const { token } = await issueToken(
      { store, clock },
      {
        tenantId,
        principalId,
        audience: 'servicem8',
        scopes,
        label: 'test',
        expiresAt: null,
        kind: 'access-token',
        clientId: client.id,
      },
    );
    return { authorization: `Bearer ${token}` };
  }

  /** Another workspace's API key, as the headers of a call. */
  async foreigner(timeZone: string): Promise<Record<string, string>> {
    const { control, clock, auth } = this.server.runtime;
    const draft = { name: 'Foreign', region: 'AU', timeZone, duplicates: 'allow' } as const;
    const workspace = await control.atomically((store) =>
      addWorkspace({ store, clock }, { ...draft, sandbox: true, organisationId: null }),
    );
    const context = await enterAsOperator(control, workspace.id, 'test');
    const { secrets } = await auth.keys.create(context, { audience: 'servicem8', label: 'test' });
    return { 'x-api-key': 'apiKey' in secrets ? secrets.apiKey : '' };
  }

  async #keyHolder() {
    const { control } = this.server.runtime;
    const keys = await control.credentials.listOfTenant(this.context.tenantId);
    const key = keys.find((one) => one.audience === 'servicem8' && one.kind === 'api-key');
    if (key === undefined) throw new Error('the Sandbox has an API key');
    return key;
  }
}

function expectJson(reply: Response, text: string): void {
  expect(reply.headers.get('content-type'), text).toBe('application/json; charset=utf-8');
}

function expectSuccess(reply: Reply): void {
  expect(reply.status, reply.text).toBe(200);
}

/** What answers every write. */
export function expectDone(reply: Reply): void {
  expect([reply.status, reply.json], reply.text).toEqual([200, ok]);
}

/** The whole error body. */
export function expectError(reply: Reply, status: number, message: string | RegExp): void {
  const told: unknown = message instanceof RegExp ? expect.stringMatching(message) : message;
  expect([reply.status, reply.json], reply.text).toEqual([
    status,
    { errorCode: status, message: told },
  ]);
}
