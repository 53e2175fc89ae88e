/** (e) ServiceTitan's contact list at 200,000 contacts against 2,000, same page size: first, a keyset and the last page. */
import { HttpConnection, requestText } from './support/http-connection.ts';
import { median } from './support/load.ts';
import { atMost, type Finding } from './support/report.ts';
import type { ServerProcess } from './support/server-process.ts';

const pageSize = 50;
const samples = 200;
const target = 1.5;

export interface ListSide {
  readonly server: ServerProcess;
  readonly stored: number;
}

/** Each page is fetched many times, the two sides in turn, so that both see the same weather. */
export async function benchList(large: ListSide, small: ListSide): Promise<Finding[]> {
  const [big, little] = await Promise.all([Walker.open(large), Walker.open(small)]);
  const findings: Finding[] = [];
  for (const name of ['first page', 'keyset page', 'last page'] as const) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let sample = 0; sample < samples; sample++) {
      ours.push(await big.time(name));
      theirs.push(await little.time(name));
    }
    const [a, b] = [median(ours), median(theirs)];
    const detail = `${a.toFixed(2)} ms at ${large.stored}, ${b.toFixed(2)} ms at ${small.stored} contacts`;
    findings.push(atMost(`list, ${name}`, detail, a / b, target));
  }
  big.close();
  little.close();
  return findings;
}

class Walker {
  readonly #connection: HttpConnection;
  readonly #paths: Readonly<Record<'first page' | 'keyset page' | 'last page', string>>;
  readonly #headers: Readonly<Record<string, string>>;

  private constructor(connection: HttpConnection, side: ListSide, token: string) {
    const { tenant, appKey } = side.server.sandbox.servicetitan;
    const base = `/crm/v2/tenant/${tenant}/contacts?pageSize=${pageSize}`;
    const last = Math.ceil(side.stored / pageSize);
    this.#connection = connection;
    this.#headers = { authorization: token, 'st-app-key': appKey };
    this.#paths = {
      'first page': `${base}&page=1`,
      'keyset page': `${base}&page=${Math.ceil(last / 2)}`,
      'last page': `${base}&page=${last}`,
    };
  }

  /** Signs in and walks the list once, as a client would, from the first page to the last. */
  static async open(side: ListSide): Promise<Walker> {
    const connection = await HttpConnection.open(side.server.port);
    const { clientId, clientSecret } = side.server.sandbox.servicetitan;
    const form = `grant_type=client_credentials&client_id=${clientId}&client_secret=${clientSecret}`;
    const head = `POST /connect/token HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${form.length}\r\n\r\n`;
    const reply = await connection.send(head + form);
    const token = /"access_token":"([^"]+)"/.exec(reply.body)?.[1];
    if (token === undefined) throw new Error(`no token: ${reply.body}`);
    const walker = new Walker(connection, side, token);
    const pages = Math.ceil(side.stored / pageSize);
    for (let page = 1; page <= pages; page++) await walker.#fetch(page);
    return walker;
  }

  /** Milliseconds for one page, which must be full. */
  async time(name: 'first page' | 'keyset page' | 'last page'): Promise<number> {
    const start = performance.now();
    const { status, body } = await this.#connection.send(
      requestText('GET', this.#paths[name], this.#headers),
    );
    const taken = performance.now() - start;
    const rows = body.split('"isArchived"').length - 1;
    if (status !== 200 || rows !== pageSize)
      throw new Error(`${name}: status ${status}, ${rows} rows`);
    return taken;
  }

  async #fetch(page: number): Promise<void> {
    const path = this.#paths['first page'].replace('page=1', `page=${page}`);
    const { status, body } = await this.#connection.send(requestText('GET', path, this.#headers));
    if (status !== 200) throw new Error(`page ${page}: ${status} ${body}`);
  }

  close(): void {
    this.#connection.close();
  }
}
