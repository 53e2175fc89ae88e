/** A client of the native API for the tests: every call goes through a listening server. */
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; empty when there is none or it is no JSON. */
  readonly json: Body;
}

/** One record of a list, as far as the tests look into it. */
export interface Item {
  readonly id: string;
  readonly contactId: string;
  readonly givenName: string | null;
  readonly seq: number;
  readonly entityId: string;
  readonly status: number;
}

/** What the tests look at by name in any reply; a test that reads a member which is not there fails. */
export interface Body {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly data: readonly Item[];
  readonly results: readonly Item[];
  readonly nextCursor: string | null;
  readonly lastSeq: number;
  readonly hasMore: boolean;
  readonly total: number;
  readonly phones: readonly Item[];
  readonly addresses: readonly Item[];
  readonly tags: readonly string[];
  readonly consent: { readonly dnd: boolean };
  readonly archivedAt: string | null;
  readonly deletedAt: string | null;
  readonly contactId: string | null;
  readonly dnd: boolean;
  readonly secrets: { readonly apiKey: string };
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly detail: string;
  readonly type: string;
  readonly title: string;
  readonly requestId: string;
  readonly capabilities: readonly string[];
  readonly workspace: { readonly id: string };
}

export class NativeClient {
  readonly server: TestServer;
  readonly key: string;

  constructor(server: TestServer, key: string = server.sandbox.native.apiKey) {
    this.server = server;
    this.key = key;
  }

  static async start(): Promise<NativeClient> {
    return new NativeClient(await openWorkspace());
  }

  withKey(key: string): NativeClient {
    return new NativeClient(this.server, key);
  }

  /** A key of the native API with these capabilities alone. */
  async restricted(scopes: readonly string[]): Promise<NativeClient> {
    const made = await this.post('/keys', { label: scopes.join(' '), scopes });
    return this.withKey(made.json.secrets.apiKey);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.call('GET', path, undefined, headers);
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.call('POST', path, body, headers);
  }

  patch(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.call('PATCH', path, body, {
      'content-type': 'application/merge-patch+json',
      ...headers,
    });
  }

  put(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.call('PUT', path, body, headers);
  }

  delete(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.call('DELETE', path, undefined, headers);
  }

  /** `path` below /api/v1; a body that is text is sent as it is. */
  async call(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Reply> {
    const response = await fetch(`${this.server.baseUrl}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  }
}

function parse(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return {} as Body;
  }
}
