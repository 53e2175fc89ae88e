/** A client of ServiceTitan's API for the tests: every call goes through a listening server. */
import { expect } from 'vitest';
import { openWorkspace } from '../support/shared-server.ts';
import {
  startTestServer,
  type TestServer,
  type TestServerOptions,
} from '../support/test-server.ts';

export interface Contact {
  readonly id: string;
  readonly referenceId: string | null;
  readonly name: string | null;
  readonly title: string | null;
  readonly isArchived: boolean;
  readonly createdOn: string;
  readonly createdBy: number;
  readonly modifiedOn: string;
  readonly modifiedBy: number;
}

export interface ContactMethod {
  readonly id: string;
  readonly contactId: string;
  readonly referenceId: string | null;
  readonly type: string;
  readonly value: string;
  readonly memo: string | null;
  readonly createdOn: string;
  readonly createdBy: number;
  readonly modifiedOn: string;
  readonly modifiedBy: number;
}

export interface Page<T> {
  readonly page: number;
  readonly pageSize: number;
  readonly hasMore: boolean;
  readonly totalCount: number | null;
  readonly data: readonly T[];
}

export interface Token {
  readonly access_token: string;
  readonly expires_in: number;
  readonly token_type: string;
  readonly scope: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export class ServicetitanClient {
  readonly server: TestServer;
  readonly tenant: string;
  token = '';

  private constructor(server: TestServer) {
    this.server = server;
    this.tenant = String(server.sandbox.servicetitan.tenant);
  }

  /** In a workspace of its own; on a server of its own, too, if that needs options. With a token of the Sandbox's client. */
  static async start(options?: TestServerOptions): Promise<ServicetitanClient> {
    const server = options === undefined ? openWorkspace() : startTestServer(options);
    const client = new ServicetitanClient(await server);
    const { access_token } = await ok<Token>(client.askToken());
    client.token = access_token;
    return client;
  }

  /** The same server with the credentials of a second workspace. */
  async inAnotherWorkspace(): Promise<ServicetitanClient> {
    const sandbox = await this.server.addWorkspace();
    const client = new ServicetitanClient({ ...this.server, sandbox });
    const { access_token } = await ok<Token>(client.askToken());
    client.token = access_token;
    return client;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  async send(path: string, init: RequestInit = {}): Promise<Reply> {
    const reply = await fetch(new URL(path, this.server.baseUrl), init);
    const text = await reply.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: reply.status, headers: reply.headers, text, json };
  }

  /** The Sandbox client's token request, with fields changed. */
  askToken(fields: Record<string, string> = {}): Promise<Reply> {
    const { clientId, clientSecret } = this.server.sandbox.servicetitan;
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      ...fields,
    };
    return this.send('/connect/token', { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Both credentials of a call, and headers that go over them. */
  signed(headers: Record<string, string> = {}): Record<string, string> {
    const { appKey } = this.server.sandbox.servicetitan;
    return { authorization: this.token, 'st-app-key': appKey, ...headers };
  }

  /** A call below `/crm/v2/tenant/{tenant}` with both credentials; a body is sent as JSON. */
  call(method: string, path: string, body?: unknown): Promise<Reply> {
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.send(`/crm/v2/tenant/${this.tenant}${path}`, {
      method,
      headers: this.signed(content),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  create(body: object): Promise<Contact> {
    return ok(this.call('POST', '/contacts', body));
  }

  /** A call of the native API in the same workspace. */
  native(method: string, path: string, body?: object): Promise<Reply> {
    const authorization = `Bearer ${this.server.sandbox.native.apiKey}`;
    return this.send(`/api/v1${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** A customer of the workspace; its number. */
  async makeCustomer(name: string): Promise<number> {
    const { json } = await this.native('POST', '/accounts', { name });
    return (json as { number: number }).number;
  }

  list(query: string): Promise<Page<Contact>> {
    return ok(this.call('GET', `/contacts?${query}`));
  }

  async namesIn(query: string): Promise<(string | null)[]> {
    return (await this.list(query)).data.map(({ name }) => name);
  }
}

/** The body of a reply that has to be 200. */
export async function ok<T>(reply: Promise<Reply>): Promise<T> {
  const { status, json, text } = await reply;
  expect(status, text).toBe(200);
  return json as T;
}

export const trace = /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/;
/** The title of every reply that names fields. */
export const validation = 'One or more validation errors occurred.';

/** Stands in a whole expected body for a text of this form. */
export const like = (form: RegExp): unknown => expect.stringMatching(form);
/** Stands for any number. */
export const anyNumber: unknown = expect.any(Number);
/** Stands for what `errors` says of a field: sentences, one at least. */
export const sentences: unknown = expect.arrayContaining([expect.stringMatching(/^[A-Z].*\.$/)]);

/** The whole error reply in the vendor's form. */
export function expectError(reply: Reply, status: number, title: unknown, errors: unknown): void {
  expect(reply.status, reply.text).toBe(status);
  expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
  expect(reply.json).toEqual({
    type: like(/^https:\/\/tools\.ietf\.org\/html\/rfc/),
    title,
    status,
    traceId: like(trace),
    errors,
    data: {},
  });
  expect(reply.headers.get('x-trace-id')).toBe((reply.json as { traceId: string }).traceId);
}
