/**
 * (f) Lists of ServiceM8 and ServiceTitan in a workspace of 200,000 contacts and 50,000 jobs against one of 2,000 and 500,
 * same page size, same number of hits: the first page, the last one reached by walking, and one that is filtered.
 */
import { type Marked } from './support/fill-jobs.ts';
import { HttpConnection, requestText } from './support/http-connection.ts';
import { median } from './support/load.ts';
import { atMost, type Finding } from './support/report.ts';
import type { ServerProcess } from './support/server-process.ts';

const pageSize = 50;
const samples = 100;
const target = 1.5;

export interface VendorSide {
  readonly server: ServerProcess;
  readonly marked: Marked;
}

interface Page {
  readonly path: string;
  /** Where the next page starts; null on the last. */
  readonly next: string | null;
  readonly rows: number;
}

/** A list of one vendor: how its first page is asked for, and how to go on. */
interface List {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly first: string;
  readonly filtered: Readonly<Record<string, string>>;
  readonly read: (path: string, reply: { readonly head: string; readonly body: string }) => Page;
}

/** Each page is fetched many times, the two sides in turn, so that both see the same weather. */
export async function benchVendorLists(large: VendorSide, small: VendorSide): Promise<Finding[]> {
  const [big, little] = await Promise.all([Reader.open(large), Reader.open(small)]);
  const findings: Finding[] = [];
  for (const [at, ours] of big.lists.entries()) {
    const theirs = little.lists[at];
    if (theirs === undefined) continue;
    const [bigPages, littlePages] = [await big.pagesOf(ours), await little.pagesOf(theirs)];
    for (const [name, path] of Object.entries(bigPages)) {
      const sides = [
        () => big.time(ours, path),
        () => little.time(theirs, littlePages[name] ?? ''),
      ] as const;
      findings.push(await compare(`${ours.name}, ${name}`, sides));
    }
  }
  big.close();
  little.close();
  return findings;
}

type Timed = () => Promise<number>;

async function compare(name: string, [large, small]: readonly [Timed, Timed]): Promise<Finding> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    ours.push(await large());
    theirs.push(await small());
  }
  const [a, b] = [median(ours), median(theirs)];
  const detail = `${a.toFixed(2)} ms in the large workspace, ${b.toFixed(2)} ms in the small one`;
  return atMost(name, detail, a / b, target);
}

class Reader {
  readonly #connection: HttpConnection;
  readonly lists: readonly List[];

  private constructor(connection: HttpConnection, lists: readonly List[]) {
    this.#connection = connection;
    this.lists = lists;
  }

  static async open(side: VendorSide): Promise<Reader> {
    const connection = await HttpConnection.open(side.server.port);
    const token = await signIn(connection, side);
    return new Reader(connection, [...servicetitanLists(side, token), ...servicem8Lists(side)]);
  }

  /** The pages to measure by their names; walks the list once, as a client would. */
  async pagesOf(list: List): Promise<Readonly<Record<string, string>>> {
    let page = await this.#fetch(list, list.first);
    while (page.next !== null) page = await this.#fetch(list, page.next);
    return { 'first page': list.first, 'last page': page.path, ...list.filtered };
  }

  /** Milliseconds for one page, which must hold something. */
  async time(list: List, path: string): Promise<number> {
    const start = performance.now();
    const { rows } = await this.#fetch(list, path);
    const taken = performance.now() - start;
    if (rows === 0) throw new Error(`${path}: no rows`);
    return taken;
  }

  async #fetch(list: List, path: string): Promise<Page> {
    const reply = await this.#connection.send(requestText('GET', path, list.headers));
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.body}`);
    return list.read(path, reply);
  }

  close(): void {
    this.#connection.close();
  }
}

async function signIn(connection: HttpConnection, { server }: VendorSide): Promise<string> {
  const { clientId, clientSecret } = server.sandbox.servicetitan;
  const form = `grant_type=client_credentials&client_id=${clientId}&client_secret=${clientSecret}`;
  const head = `POST /connect/token HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${form.length}\r\n\r\n`;
  const reply = await connection.send(head + form);
  const token = /"access_token":"([^"]+)"/.exec(reply.body)?.[1];
  if (token === undefined) throw new Error(`no token: ${reply.body}`);
  return token;
}

function servicetitanLists({ server, marked }: VendorSide, token: string): List[] {
  const { tenant, appKey } = server.sandbox.servicetitan;
  const base = `/crm/v2/tenant/${tenant}/contacts`;
  const headers = { authorization: token, 'st-app-key': appKey };
  const paged = `pageSize=${pageSize}&page=1`;
  const methods = `${base}/contact-methods?${paged}`;
  return [
    {
      name: 'ServiceTitan contacts',
      headers,
      first: `${base}?${paged}`,
      filtered: { 'filtered by reference': `${base}?${paged}&referenceId=${marked.reference}` },
      read: readNumbered,
    },
    {
      name: 'ServiceTitan contact methods',
      headers,
      first: methods,
      filtered: { 'filtered by value': `${methods}&value=${encodeURIComponent(marked.email)}` },
      read: readNumbered,
    },
  ];
}

function readNumbered(path: string, { body }: { readonly body: string }): Page {
  const hasMore = body.slice(0, 100).includes('"hasMore":true');
  const next = hasMore
    ? path.replace(/&page=(\d+)/, (_, page: string) => `&page=${Number(page) + 1}`)
    : null;
  return { path, next, rows: body.split('"modifiedOn"').length - 1 };
}

function servicem8Lists({ server, marked }: VendorSide): List[] {
  const headers = { 'x-api-key': server.sandbox.servicem8.apiKey };
  const listOf = (object: string, filters: Readonly<Record<string, string>>): List => {
    const first = `/api_1.0/${object}.json?$top=${pageSize}&cursor=-1`;
    const filtered = Object.entries(filters).map(([name, filter]): [string, string] => [
      `filtered by ${name}`,
      `${first}&$filter=${encodeURIComponent(filter)}`,
    ]);
    const name = `ServiceM8 ${object}`;
    return { name, headers, first, filtered: Object.fromEntries(filtered), read: readByCursor };
  };
  return [
    listOf('job', { company: `company_uuid eq '${marked.accountId}'` }),
    listOf('jobcontact', { job: `job_uuid eq '${marked.jobId}' and active eq 1` }),
  ];
}

function readByCursor(
  path: string,
  { head, body }: { readonly head: string; readonly body: string },
): Page {
  const cursor = /^x-next-cursor: (\S+)/im.exec(head)?.[1];
  const next = cursor === undefined ? null : path.replace(/cursor=[^&]+/, `cursor=${cursor}`);
  return { path, next, rows: body.split('"edit_date"').length - 1 };
}
