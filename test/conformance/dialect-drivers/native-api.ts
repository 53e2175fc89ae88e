/** The few calls of the native API that other dialects' tests arrange and look with. */
import type { SandboxFile } from '../../../src/auth/workspace/sandbox-file.ts';
import { exchange, type Reply, textAt } from '../../support/http-call.ts';

export class NativeApi {
  readonly #baseUrl: string;
  readonly #key: string;

  constructor(baseUrl: string, sandbox: SandboxFile) {
    this.#baseUrl = baseUrl;
    this.#key = sandbox.native.apiKey;
  }

  call(method: string, path: string, body?: unknown): Promise<Reply> {
    const call = { method, path: `/api/v1${path}`, ...(body === undefined ? {} : { body }) };
    return exchange(this.#baseUrl, call, { headers: { authorization: `Bearer ${this.#key}` } });
  }

  /** The reply's body; throws unless the status is a success. */
  async done(method: string, path: string, body?: unknown): Promise<unknown> {
    const reply = await this.call(method, path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`);
    return reply.json;
  }

  async create(contact: unknown): Promise<string> {
    return textAt(await this.done('POST', '/contacts', contact), 'id');
  }

  async createJob(): Promise<string> {
    return textAt(await this.done('POST', '/jobs', { status: 'work-order' }), 'id');
  }

  /** Shows an existing person on a job; the id of the link. */
  async link(contactId: string): Promise<string> {
    const jobId = await this.createJob();
    return textAt(await this.done('POST', '/job-contacts', { jobId, contactId }), 'id');
  }
}
