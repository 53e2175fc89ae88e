/**
 * Searches of the native API as people type them, among many contacts against few: the 95th percentile of one client's
 * waiting, in milliseconds, and its ratio.
 */
import { HttpConnection, requestText } from './support/http-connection.ts';
import { atMost, type Finding } from './support/report.ts';
import type { ServerProcess } from './support/server-process.ts';

const samples = 40;
const target = 10;

const typed = {
  'two letters': 'sm',
  'three letters': 'smi',
  'a frequent name': 'smith',
  'two names': 'john smi',
  'two names, one mistyped': 'joh smth',
  'a rare name, mistyped': 'zyskowsky',
  'the beginning of a number': '0155 610',
  'the last four digits': '4567',
  'a whole number': '+1 556 100 4567',
  'a company': 'solar',
  'a tag and a name': 'tag:"tag 3" smith',
} as const;

export interface SearchSide {
  readonly server: ServerProcess;
  readonly stored: number;
}

/** The two sides in turn, so that both see the same weather. */
export async function benchNativeSearch(large: SearchSide, small: SearchSide): Promise<Finding[]> {
  const [big, little] = await Promise.all([
    HttpConnection.open(large.server.port),
    HttpConnection.open(small.server.port),
  ]);
  const findings: Finding[] = [];
  for (const [name, query] of Object.entries(typed)) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let sample = 0; sample < samples; sample++) {
      ours.push(await timeOf(big, large.server, query));
      theirs.push(await timeOf(little, small.server, query));
    }
    const [a, b] = [percentile95(ours), percentile95(theirs)];
    const detail = `p95 ${a.toFixed(1)} ms among ${large.stored}, ${b.toFixed(1)} ms among ${small.stored} contacts`;
    findings.push(atMost(`search, ${name} (${query})`, detail, a / b, target));
  }
  big.close();
  little.close();
  return findings;
}

async function timeOf(
  connection: HttpConnection,
  server: ServerProcess,
  query: string,
): Promise<number> {
  const headers = { authorization: `Bearer ${server.sandbox.native.apiKey}` };
  const path = `/api/v1/search?limit=20&q=${encodeURIComponent(query)}`;
  const start = performance.now();
  const { status, body } = await connection.send(requestText('GET', path, headers));
  if (status !== 200) throw new Error(`${path}: ${status} ${body.slice(0, 300)}`);
  return performance.now() - start;
}

function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? Number.NaN;
}
