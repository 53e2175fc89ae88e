/**
 * (a) Contacts created per second over HTTP by 64 clients, against the same rows written straight through the driver:
 * one transaction per contact, a plain sequence in place of the clock row, as many connections as is best, no HTTP.
 */
import pg from 'pg';
import { findRunningPostgres } from '../src/storage/embedded/find-running.ts';
import { insertSteps, rowsOf, type InsertStep } from './reference/contact-rows.ts';
import { pgbenchRate } from './reference/pgbench.ts';
import { requestText } from './support/http-connection.ts';
import { httpRateOf, median, rateOf } from './support/load.ts';
import { atLeast, atMost, type Finding } from './support/report.ts';
import type { ServerProcess } from './support/server-process.ts';

const clients = 64;
const rounds = 3;
const connectionCounts = [2, 4, 8, 16, 32];
const target = 1.25;
const memoryTarget = 250;

export interface CreateOptions {
  readonly server: ServerProcess;
  readonly dataDir: string;
  readonly seconds: number;
}

export async function benchCreate({ server, dataDir, seconds }: CreateOptions): Promise<Finding[]> {
  const running = await findRunningPostgres(dataDir);
  if (!running) throw new Error('the server runs no PostgreSQL of its own');
  const reference = new Reference(running.ownerUrl);
  await reference.prepare();
  await overHttp(server, Math.min(2, seconds));
  const best = await reference.bestConnections(Math.max(1, seconds / 3));
  const http: number[] = [];
  const driver: number[] = [];
  for (let round = 0; round < rounds; round++) {
    driver.push(await reference.rate(best, seconds));
    http.push(await overHttp(server, seconds));
  }
  await reference.close();
  const pgbench = await pgbenchRate(running.owner, best, seconds);
  const [ours, theirs] = [median(http), median(driver)];
  const words = `${Math.round(ours)} contacts/s over HTTP, ${clients} clients`;
  const findings = [
    atLeast(
      'create',
      `${words}; driver alone ${Math.round(theirs)}/s with ${best} connections`,
      ours / theirs,
      target,
    ),
    atMost(
      'memory',
      `peak resident memory of the server process in that run, MB`,
      server.peakMegabytes(),
      memoryTarget,
    ),
  ];
  if (pgbench !== null) {
    findings.push(
      atLeast(
        'create (pgbench)',
        `${words}; pgbench ${Math.round(pgbench)}/s with ${best} connections`,
        ours / pgbench,
        0,
      ),
    );
  }
  return findings;
}

let created = 0;

async function overHttp(server: ServerProcess, seconds: number): Promise<number> {
  const headers = { authorization: `Bearer ${server.sandbox.native.apiKey}` };
  const request = (): string => {
    created += 1;
    return requestText('POST', '/api/v1/contacts', headers, JSON.stringify(person(created)));
  };
  return (await httpRateOf({ port: server.port, clients, seconds, status: 201, request }))
    .perSecond;
}

/** Name, phone, e-mail, tags. */
function person(number: number): object {
  return {
    givenName: `Jane${number}`,
    familyName: 'Smith',
    phones: [{ value: `+1555${String(1_000_000 + (number % 9_000_000))}`, type: 'mobile' }],
    emails: [{ value: `jane.smith.${number}@example.com` }],
    tags: ['new-lead', 'website'],
  };
}

class Reference {
  readonly #url: string;
  #pool: pg.Client[] = [];

  constructor(url: string) {
    this.#url = url;
  }

  async prepare(): Promise<void> {
    const client = await this.#connect();
    await client.query('create sequence if not exists bench_seq');
    await client.end();
  }

  async bestConnections(seconds: number): Promise<number> {
    let best = { count: 1, rate: 0 };
    for (const count of connectionCounts) {
      const rate = await this.rate(count, seconds);
      if (rate > best.rate) best = { count, rate };
    }
    return best.count;
  }

  async rate(connections: number, seconds: number): Promise<number> {
    while (this.#pool.length < connections) this.#pool.push(await this.#connect());
    const result = await rateOf(connections, seconds, (client) => this.#insert(client));
    return result.perSecond;
  }

  async close(): Promise<void> {
    await Promise.all(this.#pool.map((client) => client.end()));
  }

  /** One transaction, all its statements sent at once. */
  async #insert(index: number): Promise<void> {
    const client = this.#pool[index];
    if (!client) throw new Error(`no connection ${index}`);
    const rows = rowsOf();
    const steps: InsertStep[] = [
      { name: 'begin', text: 'begin' },
      ...insertSteps,
      { name: 'commit', text: 'commit' },
    ];
    await Promise.all(
      steps.map((step) => client.query({ ...step, values: step.values?.(rows) ?? [] })),
    );
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#url, pipeline: true });
    await client.connect();
    return client;
  }
}
