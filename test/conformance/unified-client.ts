/** A client of the unified CRM API for the tests: raw HTTP, in the very forms that the vendor's SDKs send. */
import { expect } from 'vitest';
import { enterAsOperator } from '../../src/auth/operator.ts';
import { addWorkspace } from '../../src/auth/workspace/add-workspace.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

export interface Contact {
  readonly id: string;
  readonly remoteId: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly account: string | null;
  readonly addresses: readonly Record<string, string | null>[];
  readonly emailAddresses: readonly Record<string, string | null>[];
  readonly phoneNumbers: readonly Record<string, string | null>[];
  readonly lastActivityAt: string | null;
  readonly remoteCreatedAt: string;
  readonly remoteUpdatedAt: string;
  readonly remoteDeleted: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly remoteFields?: Record<string, unknown>;
}

export interface Warning {
  readonly code: string;
  readonly field: string;
  readonly message: string;
}

export interface ContactList {
  readonly contacts: readonly Contact[];
  readonly pageInfo: { readonly hasNext: boolean; readonly nextCursor: string | null };
  readonly syncInfo: unknown;
  readonly warnings?: readonly Warning[];
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export interface Call {
  readonly body?: unknown;
  /** The path before `/crm/…`; the bare root by default. */
  readonly base?: string;
  readonly headers?: Record<string, string>;
}

interface Credentials {
  readonly apiKey: string;
  readonly credentialId: string;
}

export class UnifiedClient {
  readonly server: TestServer;
  /** Full access to the workspace, for arranging and looking behind the API. */
  readonly context: TenantContext;
  readonly #apiKey: string;
  readonly credentialId: string;

  private constructor(server: TestServer, context: TenantContext, unified: Credentials) {
    this.server = server;
    this.context = context;
    this.#apiKey = unified.apiKey;
    this.credentialId = unified.credentialId;
  }

  static async start(): Promise<UnifiedClient> {
    const server = await openWorkspace();
    const { workspace, unified } = server.sandbox;
    const context = await enterAsOperator(server.runtime.control, workspace.id, 'test');
    return new UnifiedClient(server, context, unified);
  }

  /** The same server with the credentials of a second workspace. */
  async foreigner(): Promise<UnifiedClient> {
    const { control, clock, auth } = this.server.runtime;
    const draft = { name: 'Foreign', region: 'US', timeZone: 'America/Chicago' } as const;
    const workspace = await control.atomically((store) =>
      addWorkspace(
        { store, clock },
        { ...draft, duplicates: 'allow', sandbox: true, organisationId: null },
      ),
    );
    const context = await enterAsOperator(control, workspace.id, 'test');
    const { secrets } = await auth.keys.create(context, { audience: 'unified', label: 'test' });
    const [connection] = await auth.connections.list(context);
    if (connection === undefined || !('apiKey' in secrets))
      throw new Error('a key and a connection');
    const unified = { apiKey: secrets.apiKey, credentialId: connection.hexId };
    return new UnifiedClient(this.server, context, unified);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  async send(path: string, init: RequestInit = {}): Promise<Reply> {
    const reply = await fetch(`${this.server.baseUrl}${path}`, init);
    const text = await reply.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: reply.status, headers: reply.headers, text, json };
  }

  /** A call with the key and, unless the path has a query of its own, the credential. */
  call(method: string, path: string, { body, base = '', headers = {} }: Call = {}): Promise<Reply> {
    const query = path.includes('?') ? '' : `?credentialId=${this.credentialId}`;
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.send(`${base}${path}${query}`, {
      method,
      headers: {
        authorization: `bearer ${this.#apiKey}`,
        ...content,
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  /** `/crm/contacts…` with the credential and more query. */
  path(rest: string, query = ''): string {
    const more = query === '' ? '' : `&${query}`;
    return `/crm/contacts${rest}?credentialId=${this.credentialId}${more}`;
  }

  async create(body: object, query = ''): Promise<Contact> {
    const reply = await this.call('POST', this.path('', query), { body });
    return expectOk(reply).contact;
  }

  async get(id: string, query = ''): Promise<Contact> {
    return expectOk(await this.call('GET', this.path(`/${id}`, query))).contact;
  }

  async update(id: string, body: object, query = ''): Promise<Contact> {
    const reply = await this.call('PUT', this.path(`/${id}`, query), { body });
    return expectOk(reply).contact;
  }

  async list(query = ''): Promise<ContactList> {
    return expectOk(await this.call('GET', this.path('', query)));
  }

  async namesIn(query: string): Promise<(string | null)[]> {
    return (await this.list(query)).contacts.map(({ lastName }) => lastName);
  }

  async count(query = ''): Promise<number> {
    return expectOk(await this.call('GET', this.path('/count', query))).count;
  }
}

/** What the bodies of good replies hold, each its part of it. */
export interface Success extends ContactList {
  readonly contact: Contact;
  readonly count: number;
  readonly warnings: readonly Warning[];
}

/** The body of a reply that has to be 200. */
export function expectOk({ status, json, text }: Reply): Success {
  expect(status, text).toBe(200);
  return json as Success;
}

interface ErrorDetails {
  readonly origin?: string;
  readonly retryable?: boolean;
  /** Paths of the fields that are named. */
  readonly fields?: readonly string[];
}

const statusWords: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  501: 'Not Implemented',
};

/** The whole error reply: one shape for every case. */
export function expectError(
  reply: Reply,
  status: number,
  code: string,
  { origin = 'request', retryable = false, fields = [] }: ErrorDetails = {},
): void {
  expect(reply.status, reply.text).toBe(status);
  expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
  const { message, error, requestId, ...others } = reply.json as {
    message: string;
    error: { fields?: { path: string; reason: string }[] };
    requestId: string;
  };
  expect(others).toEqual({});
  expect(message).toMatch(new RegExp(`^${statusWords[status] ?? 'unknown'}: .+`));
  expect(requestId).toBe(reply.headers.get('x-request-id'));
  const { fields: named = [], ...rest } = error;
  expect(rest).toEqual({ code, origin, retryable });
  expect(named.map(({ path }) => path)).toEqual(fields);
  for (const { path, reason } of named) expect(message).toContain(`${path} ${reason}`);
}
