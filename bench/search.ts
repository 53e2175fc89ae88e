/**
 * (h) HighLevel's search among 1,000,000 contacts: a part of the name and two more filters, sorted, 20 a page with the
 * total. Against the same question put to PostgreSQL straight through the driver, by its owner, who is exempt from
 * row-level security, in hand-written SQL.
 */
import pg from 'pg';
import { toBase62Id, type Uuid } from '../src/core/value/identifier.ts';
import { findRunningPostgres } from '../src/storage/embedded/find-running.ts';
import { hasTag, livesIn, type Question, searchSql } from './reference/search-sql.ts';
import { HttpConnection, requestText } from './support/http-connection.ts';
import { median, quantile } from './support/load.ts';
import { atMost, type Finding } from './support/report.ts';
import type { ServerProcess } from './support/server-process.ts';

const samples = 20;
const target = 2;
const pageLimit = 20;

interface Search {
  readonly filters: readonly object[];
  readonly sort: { readonly field: string; readonly direction: 'asc' | 'desc' };
  readonly question: Omit<Question, 'term' | 'direction' | 'limit'>;
}

const tagged = (value: string): object => ({ field: 'tags', operator: 'eq', value });
const inAustin = { field: 'city', operator: 'eq', value: 'Austin' };
const byLastName = `"left"(lower(coalesce(c.family_name, '')), 100) collate "C"`;
/** A year of the three over which the contacts came in. */
const [since, until] = ['2025-01-01', '2026-01-01'];

/** By the part of the name that is asked for: one in two thousand has the first, one in four the last. */
const searches: Readonly<Record<string, Search>> = {
  zzyzx: {
    filters: [tagged('customer'), inAustin],
    sort: { field: 'dateAdded', direction: 'desc' },
    question: { where: `${hasTag('customer')} and ${livesIn('Austin')}`, sortedBy: 'c.created_at' },
  },
  kowberg: {
    filters: [tagged('customer'), inAustin],
    sort: { field: 'dateAdded', direction: 'desc' },
    question: { where: `${hasTag('customer')} and ${livesIn('Austin')}`, sortedBy: 'c.created_at' },
  },
  'mary smi': {
    filters: [{ field: 'dnd', operator: 'eq', value: false }, inAustin],
    sort: { field: 'lastNameLowerCase', direction: 'asc' },
    question: { where: `not c.dnd and ${livesIn('Austin')}`, sortedBy: byLastName },
  },
  smith: {
    filters: [
      tagged('vip'),
      { field: 'dateAdded', operator: 'range', value: { gte: since, lt: until } },
    ],
    sort: { field: 'lastNameLowerCase', direction: 'asc' },
    question: {
      where: `${hasTag('vip')} and c.created_at >= '${since}' and c.created_at < '${until}'`,
      sortedBy: byLastName,
    },
  },
  an: {
    filters: [tagged('customer'), { field: 'source', operator: 'eq', value: 'web form' }],
    sort: { field: 'dateUpdated', direction: 'desc' },
    question: {
      where: `${hasTag('customer')} and lower(btrim(c.lead_source)) = 'web form'`,
      sortedBy: 'c.updated_at',
    },
  },
};

interface Answer {
  readonly total: number;
  readonly ids: readonly string[];
}

/** Each is asked many times, the two sides in turn; both must give the same contacts and total. */
export async function benchSearch(server: ServerProcess, dataDir: string): Promise<Finding[]> {
  const running = await findRunningPostgres(dataDir);
  if (!running) throw new Error('the server runs no PostgreSQL of its own');
  const owner = new pg.Client({ connectionString: running.ownerUrl });
  await owner.connect();
  const connection = await HttpConnection.open(server.port);
  const findings: Finding[] = [];
  for (const [term, search] of Object.entries(searches)) {
    const ask = (): Promise<Answer> => overHttp(connection, server, { term, search });
    const sql = searchSql(server.sandbox.workspace.number, {
      ...search.question,
      term,
      direction: search.sort.direction,
      limit: pageLimit,
    });
    findings.push(await compare(term, ask, () => straight(owner, sql)));
  }
  connection.close();
  await owner.end();
  return findings;
}

async function compare(
  term: string,
  ask: () => Promise<Answer>,
  askOwner: () => Promise<Answer>,
): Promise<Finding> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  const answer = await ask();
  if (JSON.stringify(answer) !== JSON.stringify(await askOwner()))
    throw new Error(`${term}: the two sides do not answer the same`);
  for (let sample = 0; sample < samples; sample++) {
    ours.push(await millisecondsOf(ask));
    theirs.push(await millisecondsOf(askOwner));
  }
  const [a, b] = [quantile(ours, 0.95), quantile(theirs, 0.95)];
  const detail = `p95 ${a.toFixed(0)} ms (median ${median(ours).toFixed(0)}), ${answer.total} hits; PostgreSQL alone p95 ${b.toFixed(0)} ms (median ${median(theirs).toFixed(0)})`;
  return atMost(`search, “${term}”`, detail, a / b, target);
}

async function millisecondsOf(ask: () => Promise<Answer>): Promise<number> {
  const start = performance.now();
  await ask();
  return performance.now() - start;
}

async function overHttp(
  connection: HttpConnection,
  { sandbox: { highlevel } }: ServerProcess,
  { term, search }: { readonly term: string; readonly search: Search },
): Promise<Answer> {
  const body = {
    locationId: highlevel.locationId,
    pageLimit,
    filters: [{ field: 'contactName', operator: 'contains', value: term }, ...search.filters],
    sort: [search.sort],
  };
  const headers = { authorization: `Bearer ${highlevel.accessToken}`, version: '2021-07-28' };
  const reply = await connection.send(
    requestText('POST', '/contacts/search', headers, JSON.stringify(body)),
  );
  const total = /"total":(\d+)/.exec(reply.body)?.[1];
  if (reply.status !== 200 || total === undefined)
    throw new Error(`search: ${reply.status} ${reply.body.slice(0, 300)}`);
  const ids = [...reply.body.matchAll(/"id":"(\w{20})"/g)].map(([, id = '']) => id);
  return { total: Number(total), ids };
}

async function straight(owner: pg.Client, sql: string): Promise<Answer> {
  const { rows } = await owner.query<{ total: number; id: Uuid | null }>(sql);
  const ids = rows.flatMap(({ id }) => (id === null ? [] : [toBase62Id(id)]));
  return { total: rows[0]?.total ?? 0, ids };
}
