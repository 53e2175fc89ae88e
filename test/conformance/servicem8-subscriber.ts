/** Somebody who subscribes to ServiceM8's webhooks, in a workspace of their own. */
import { expect } from 'vitest';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { type Call, exchange, type Reply } from '../support/http-call.ts';
import type { TestServer } from '../support/test-server.ts';

type Fields = Readonly<Record<string, unknown>>;

export class Subscriber {
  readonly sandbox: SandboxFile;
  readonly #server: Pick<TestServer, 'baseUrl'>;
  /** Where deliveries shall go. */
  readonly #callback: string;
  #headers: Readonly<Record<string, string>>;

  private constructor(server: Pick<TestServer, 'baseUrl'>, sandbox: SandboxFile, callback: string) {
    this.#server = server;
    this.sandbox = sandbox;
    this.#callback = callback;
    this.#headers = { 'x-api-key': sandbox.servicem8.apiKey };
  }

  static async make(server: TestServer, callback: string): Promise<Subscriber> {
    return new Subscriber(server, await server.addWorkspace(), callback);
  }

  /** The same workspace, entered with the token of an add-on instead of an API key. */
  asAddOn(): Subscriber {
    return this.with({ authorization: `Bearer ${this.sandbox.servicem8.accessToken}` });
  }

  /** The same workspace, entered with another credential. */
  with(headers: Readonly<Record<string, string>>): Subscriber {
    const other = new Subscriber(this.#server, this.sandbox, this.#callback);
    other.#headers = headers;
    return other;
  }

  send(method: string, path: string, more: Partial<Call> = {}): Promise<Reply> {
    const call = { method, path, ...more };
    return exchange(this.#server.baseUrl, call, { headers: this.#headers });
  }

  /** Asks to be told; `callback_url` is the receiver's unless given. */
  ask(kind: 'event' | 'object', body: Fields): Promise<Reply> {
    const whole = { callback_url: this.#callback, ...body };
    return this.send('POST', `/webhook_subscriptions/${kind}`, { body: whole });
  }

  async subscribe(kind: 'event' | 'object', body: Fields): Promise<void> {
    const reply = await this.ask(kind, body);
    expectReply(reply, { success: true });
  }

  async list(status = 'all'): Promise<readonly Fields[]> {
    const reply = await this.send('GET', `/webhook_subscriptions?status=${status}`);
    expectReply(reply);
    return reply.json as readonly Fields[];
  }

  /** The uuid of what was made. */
  async create(object: string, body: Fields): Promise<string> {
    const reply = await this.send('POST', `/api_1.0/${object}.json`, { body });
    expectReply(reply, { errorCode: 0, message: 'OK' });
    return reply.headers.get('x-record-uuid') ?? '';
  }

  async change(object: string, uuid: string, body: Fields): Promise<void> {
    const reply = await this.send('POST', `/api_1.0/${object}/${uuid}.json`, { body });
    expectReply(reply, { errorCode: 0, message: 'OK' });
  }
}

/** Fails with the reply's text unless it is 200, with this body if one is given. */
function expectReply(reply: Reply, body: unknown = reply.json): void {
  expect([reply.status, reply.json], reply.text).toEqual([200, body]);
}
