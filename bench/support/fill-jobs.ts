/** Fills a workspace with jobs and a contact for each, through the public API. */
import { fill, storeBatch } from './fill.ts';
import { HttpConnection, requestText } from './http-connection.ts';
import type { ServerProcess } from './server-process.ts';

const connections = 64;

/** How many records every filtered page finds, in a workspace of any size: more than a page. */
const hits = 60;

/** What the filters of the benchmark name. */
export interface Marked {
  /** In the reference of the marked contacts. */
  readonly reference: string;
  /** Shared by the marked contacts. */
  readonly email: string;
  /** The account of the marked jobs. */
  readonly accountId: string;
  /** The job of the marked job contacts. */
  readonly jobId: string;
}

/** `contacts` people and `jobs` jobs with a job contact each; beside them the marked ones. */
export async function fillWithJobs(
  server: ServerProcess,
  size: { readonly contacts: number; readonly jobs: number },
): Promise<Marked> {
  const [reference, email] = ['marked', 'marked@example.com'];
  const people = await fill(server, 0, size.contacts);
  const writer = await Writer.open(server);
  const contactOf = (index: number): string => people[index % people.length] ?? '';
  await writer.storeMarkedPeople(reference, email);
  const [accountId = ''] = await writer.post(1, '/accounts', () => ({ name: 'Marked' }));
  const job = (index: number): object => ({
    status: 'quote',
    address: `${index} High Street`,
    description: 'Repair',
    ...(index < hits ? { accountId } : {}),
  });
  const jobs = await writer.post(size.jobs, '/jobs', job);
  const [jobId = ''] = jobs;
  const link = (index: number): object => ({ jobId: jobs[index], contactId: contactOf(index) });
  await writer.post(size.jobs, '/job-contacts', link);
  await writer.post(hits - 1, '/job-contacts', (index) => ({ jobId, contactId: contactOf(index) }));
  writer.close();
  return { reference, email, accountId, jobId };
}

/** Writes over many connections at once, as many as the server likes to put into one flush. */
class Writer {
  readonly #server: ServerProcess;
  readonly #connections: readonly HttpConnection[];

  private constructor(server: ServerProcess, open: readonly HttpConnection[]) {
    this.#server = server;
    this.#connections = open;
  }

  static async open(server: ServerProcess): Promise<Writer> {
    const open = Array.from({ length: connections }, () => HttpConnection.open(server.port));
    return new Writer(server, await Promise.all(open));
  }

  async storeMarkedPeople(externalId: string, email: string): Promise<void> {
    const [connection] = this.#connections;
    if (connection === undefined) return;
    const items = Array.from({ length: hits }, (_, index) => ({
      givenName: `Marked${index}`,
      externalId,
      emails: [{ value: email }],
    }));
    await storeBatch(connection, this.#server, items);
  }

  /** The ids of `count` new records. */
  async post(count: number, path: string, item: (index: number) => object): Promise<string[]> {
    const ids: string[] = Array.from({ length: count }, () => '');
    let next = 0;
    const work = async (connection: HttpConnection): Promise<void> => {
      while (next < count) {
        const index = next++;
        ids[index] = await this.#create(connection, path, item(index));
      }
    };
    await Promise.all(this.#connections.map(work));
    return ids;
  }

  async #create(connection: HttpConnection, path: string, item: object): Promise<string> {
    const headers = { authorization: `Bearer ${this.#server.sandbox.native.apiKey}` };
    const reply = await connection.send(
      requestText('POST', `/api/v1${path}`, headers, JSON.stringify(item)),
    );
    const id = /^\{"id":"([^"]+)"/.exec(reply.body)?.[1];
    if (reply.status === 201 && id !== undefined) return id;
    throw new Error(`${path}: ${reply.status} ${reply.body.slice(0, 300)}`);
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }
}
