/** Somebody whose app is told by HighLevel's webhooks, in a workspace of their own that every API can write to. */
import { expect } from 'vitest';
import { enterAsOperator } from '../../src/auth/operator.ts';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { fromBase62Id } from '../../src/core/value/identifier.ts';
import { exchange, type Reply, textAt } from '../support/http-call.ts';
import type { TestServer } from '../support/test-server.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Of a webhook's body, what tests look at. */
export interface Told extends Fields {
  readonly type: string;
  readonly id: string;
  readonly contactId?: string;
}

export const appId = 'app123';

const allEvents = [
  'ContactCreate',
  'ContactUpdate',
  'ContactDelete',
  'ContactDndUpdate',
  'ContactTagUpdate',
  'NoteCreate',
  'NoteUpdate',
  'NoteDelete',
  'TaskCreate',
  'TaskDelete',
  'TaskComplete',
];

export class HookedApp {
  readonly sandbox: SandboxFile;
  readonly #server: TestServer;
  readonly #url: string;

  private constructor(server: TestServer, sandbox: SandboxFile, url: string) {
    this.#server = server;
    this.sandbox = sandbox;
    this.#url = url;
  }

  /** In a fresh Sandbox; `url` takes the deliveries. */
  static async make(server: TestServer, url: string): Promise<HookedApp> {
    return new HookedApp(server, await server.addWorkspace(), url);
  }

  get locationId(): string {
    return this.sandbox.highlevel.locationId;
  }

  /** A HighLevel key of these scopes: its id for the portal. */
  async addKey(...scopes: string[]): Promise<string> {
    const { runtime } = this.#server;
    const context = await enterAsOperator(runtime.control, this.sandbox.workspace.id, 'test');
    const draft = { audience: 'highlevel', label: 'hooked', scopes };
    return (await runtime.auth.keys.create(context, draft)).id;
  }

  async revokeKey(id: string): Promise<void> {
    const { runtime } = this.#server;
    const context = await enterAsOperator(runtime.control, this.sandbox.workspace.id, 'test');
    await runtime.auth.keys.revoke(context, id);
  }

  /** Through the native API. */
  portal(method: string, path = '', body?: unknown): Promise<Reply> {
    const authorization = `Bearer ${this.sandbox.native.apiKey}`;
    const call = { method, path: `/api/v1/webhooks${path}`, headers: { authorization }, body };
    return exchange(this.#server.baseUrl, call);
  }

  /** The id of the new subscription: to everything, for the Sandbox's native key, unless said otherwise. */
  async subscribe(over: Fields = {}): Promise<string> {
    const body = { url: this.#url, events: allEvents, appId, ...over };
    const reply = await this.portal('POST', '', body);
    expectStatus(reply, 201);
    return textAt(reply.json, 'id');
  }

  native(method: string, path: string, body?: unknown): Promise<Reply> {
    const authorization = `Bearer ${this.sandbox.native.apiKey}`;
    return this.#send({ method, path: `/api/v1${path}`, headers: { authorization }, body });
  }

  highlevel(method: string, path: string, body?: unknown): Promise<Reply> {
    const headers = {
      authorization: `Bearer ${this.sandbox.highlevel.accessToken}`,
      version: '2021-07-28',
    };
    return this.#send({ method, path, headers, body });
  }

  /** The id in HighLevel's spelling. */
  async createContact(fields: Fields): Promise<string> {
    const body = { locationId: this.locationId, ...fields };
    const reply = await this.highlevel('POST', '/contacts/', body);
    return textAt(reply.json, 'contact', 'id');
  }

  async #send(call: Parameters<typeof exchange>[1]): Promise<Reply> {
    const reply = await exchange(this.#server.baseUrl, call);
    expectStatus(reply, reply.status < 300 ? reply.status : 200);
    return reply;
  }
}

/** Fails with the reply's text. */
function expectStatus(reply: Reply, status: number): void {
  expect(reply.status, reply.text).toBe(status);
}

/** The id in the spelling of the other APIs. */
export function uuidOf(id: string): string {
  return fromBase62Id(id) ?? '';
}
