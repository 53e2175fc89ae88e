/**
 * What comparing contacts as they are written adds to a create under load: 64 clients, in a large workspace, with it and
 * without it in turn. How fast it catches up with what came in meanwhile is told beside it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findRunningPostgres } from '../src/storage/embedded/find-running.ts';
import { requestText } from './support/http-connection.ts';
import { httpRateOf, median } from './support/load.ts';
import { People } from './support/population-requests.ts';
import { atMost, type Finding } from './support/report.ts';
import { type ServerProcess, startServerProcess } from './support/server-process.ts';

const clients = 64;
const rounds = 4;
const warmUp = 2;
const target = 1.3;
/** More are never created in a second here. */
const mostPerSecond = 12_000;

export interface MatchOnWriteOptions {
  readonly dataDir: string;
  readonly stored: number;
  readonly seconds: number;
}

export async function benchMatchOnWrite(options: MatchOnWriteOptions): Promise<Finding[]> {
  const { dataDir, stored, seconds } = options;
  const people = new People(stored + 2 * rounds * (seconds + warmUp) * mostPerSecond);
  await withServer(dataDir, false, (server) => people.fill(server, stored));
  // An address book that was there before: its keys are made, and nobody is compared.
  const filled = await withServer(dataDir, true, () => caughtUp(dataDir));
  const [without, along, after]: [number[], number[], number[]] = [[], [], []];
  const load = (server: ServerProcess): Promise<number> => createRate(server, people, seconds);
  for (let round = 0; round < rounds; round += 1) {
    without.push(await withServer(dataDir, false, load));
    await withServer(dataDir, true, async (server) => {
      await caughtUp(dataDir);
      along.push(await load(server));
      const { events, seconds: spent } = await caughtUp(dataDir);
      after.push(events / spent);
    });
  }
  const size = stored.toLocaleString('en');
  const rates = `${Math.round(median(along))}/s with it, ${Math.round(median(without))}/s without, ${clients} clients`;
  const pace = `catches up with ${Math.round(median(after))} events/s afterwards, makes the keys of ${Math.round(stored / filled.seconds)}/s that were there before`;
  const detail = `time of a create among ${size} contacts: ${rates}; ${pace}`;
  return [atMost('match on write', detail, median(without) / median(along), target)];
}

/** Everything of the server before the first measured request is warm: a short load goes before. */
async function createRate(server: ServerProcess, people: People, seconds: number): Promise<number> {
  await rateOfCreates(server, people, warmUp);
  return rateOfCreates(server, people, seconds);
}

async function rateOfCreates(
  { port, sandbox }: ServerProcess,
  people: People,
  seconds: number,
): Promise<number> {
  const headers = { authorization: `Bearer ${sandbox.native.apiKey}` };
  const requests = people
    .take(seconds * mostPerSecond)
    .map((person) => requestText('POST', '/api/v1/contacts', headers, JSON.stringify(person)));
  const request = (count: number): string => requests[count] ?? '';
  return (await httpRateOf({ port, clients, seconds, status: 201, request })).perSecond;
}

async function withServer<T>(
  dataDir: string,
  matchOnWrite: boolean,
  work: (server: ServerProcess) => Promise<T>,
): Promise<T> {
  const server = await startServerProcess(dataDir, { matchOnWrite });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** Waits until every contact has been looked at; answers how long it took and how many events it was behind. */
async function caughtUp(
  dataDir: string,
): Promise<{ readonly events: number; readonly seconds: number }> {
  const running = await findRunningPostgres(dataDir);
  if (!running) throw new Error('the server runs no PostgreSQL of its own');
  const client = new pg.Client({ connectionString: running.ownerUrl });
  await client.connect();
  const number = async (sql: string): Promise<number> =>
    Number((await client.query<{ number: string }>(sql)).rows[0]?.number);
  try {
    const began = performance.now();
    const events = await number(`select sum(k.seq - coalesce(m.seq, 0)) as number ${clocks}`);
    while ((await number(`select count(*) as number ${clocks} where ${isBehind}`)) > 0)
      await delay(200);
    return { events, seconds: (performance.now() - began) / 1000 };
  } finally {
    await client.end();
  }
}

const clocks = 'from tenant_clock k left join match_mark m on m.tenant_id = k.tenant_id';
const isBehind = `m.fill_after is not null or exists (
  select from event e where e.tenant_id = k.tenant_id and e.seq > coalesce(m.seq, 0) and e.entity_type = 'contact')`;
