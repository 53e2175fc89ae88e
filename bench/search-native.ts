/**
 * (i) Searches of the native API as people type them, among 1,000,000 contacts, 16 clients at a time: the 95th
 * percentile against that of reading a contact by its id (any of them) over the same HTTP path, in the same run.
 */
import pg from 'pg';
import { findRunningPostgres } from '../src/storage/embedded/find-running.ts';
import { requestText } from './support/http-connection.ts';
import { httpTimesOf, median, quantile } from './support/load.ts';
import { atMost, type Finding } from './support/report.ts';
import {
  type Population,
  questionsOf,
  type SearchKind,
  searchKinds,
} from './support/search-terms.ts';
import type { ServerProcess } from './support/server-process.ts';

const clients = 16;
/** As many as a list below a search field shows. */
const shown = 10;
const rounds = 3;
/** Ids that are read by key. */
const drawnIds = 20_000;

export interface Searched extends Population {
  readonly server: ServerProcess;
  readonly dataDir: string;
}

/** The reads by key are measured before each kind of question and after it, so that both see the same weather. */
export async function benchNativeSearch(searched: Searched, seconds: number): Promise<Finding[]> {
  const read = readById(searched.server, await someIds(searched.dataDir));
  await timesOf(searched, read, seconds);
  const findings: Finding[] = [];
  for (const kind of searchKinds) {
    const ask = askFor(searched, kind);
    await timesOf(searched, ask, seconds / 2);
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      theirs.push(...(await timesOf(searched, read, seconds / rounds)));
      ours.push(...(await timesOf(searched, ask, seconds / rounds)));
    }
    findings.push(compared(kind, searched, { ours, theirs }));
  }
  return findings;
}

function compared(
  { name, target }: SearchKind,
  { stored }: Searched,
  { ours, theirs }: { readonly ours: readonly number[]; readonly theirs: readonly number[] },
): Finding {
  const [search, read] = [quantile(ours, 0.95), quantile(theirs, 0.95)];
  const detail = `p95 ${search.toFixed(1)} ms (median ${median(ours).toFixed(1)}), a read by id ${read.toFixed(1)} ms (median ${median(theirs).toFixed(1)}), among ${stored} contacts`;
  const finding = atMost(`search, ${name}`, detail, search / read, target ?? Infinity);
  return target === null ? { ...finding, target: '–' } : finding;
}

function timesOf({ server }: Searched, request: () => string, seconds: number): Promise<number[]> {
  return httpTimesOf({ port: server.port, clients, seconds, status: 200, request });
}

function askFor(searched: Searched, kind: SearchKind): () => string {
  const questions = questionsOf(kind, searched);
  const facets = kind.facets === undefined ? '' : `&facets=${kind.facets}`;
  return () =>
    get(
      searched.server,
      `/api/v1/search?limit=${shown}${facets}&q=${encodeURIComponent(questions.next().value)}`,
    );
}

function readById(server: ServerProcess, ids: readonly string[]): () => string {
  return () => get(server, `/api/v1/contacts/${ids[Math.floor(Math.random() * ids.length)] ?? ''}`);
}

function get(server: ServerProcess, path: string): string {
  return requestText('GET', path, { authorization: `Bearer ${server.sandbox.native.apiKey}` });
}

/** Of contacts all over the workspace. */
async function someIds(dataDir: string): Promise<readonly string[]> {
  const running = await findRunningPostgres(dataDir);
  if (!running) throw new Error('the server runs no PostgreSQL of its own');
  const client = new pg.Client({ connectionString: running.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      'select id from contact where deleted_at is null order by random() limit $1',
      [drawnIds],
    );
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}
