/** (f) Throw-away workspaces over HTTP, one after the other and eight at once; a reset and a restore of ten thousand contacts. */
import { HttpConnection, requestText } from './support/http-connection.ts';
import { median } from './support/load.ts';
import { atMost, type Finding } from './support/report.ts';
import type { ServerProcess } from './support/server-process.ts';

const made = 100;
const atOnce = 8;
const rounds = 3;
const most = { workspace: 100, state: 4_000 };

/** The server has ten thousand contacts in its Sandbox; they are gone afterwards. */
export async function benchSandbox(server: ServerProcess): Promise<Finding[]> {
  const alone = await timesOf(server, 1);
  const together = await timesOf(server, atOnce);
  const states = await stateTimes(server);
  return [
    atMost(
      'throw-away workspace',
      'ms until it can be used, median',
      median(alone),
      most.workspace,
    ),
    atMost(
      'throw-away workspace, slowest of 100',
      'ms, 99th percentile',
      worst(alone),
      most.workspace,
    ),
    atMost(
      'throw-away workspace, 8 at once',
      'ms, 99th percentile',
      worst(together),
      most.workspace,
    ),
    ...Object.entries(states).map(([name, times]) =>
      atMost(`${name} of 10,000 contacts`, 'ms', median(times), most.state),
    ),
  ];
}

/** The 99th percentile. */
function worst(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
}

/** Milliseconds of each of a hundred, by so many clients. */
async function timesOf(server: ServerProcess, clients: number): Promise<readonly number[]> {
  const times: number[] = [];
  let left = made;
  const work = async (): Promise<void> => {
    const connection = await HttpConnection.open(server.port);
    while (left > 0) {
      left -= 1;
      times.push(await timeOf(connection, server, ['POST', '/workspaces', 201]));
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: clients }, work));
  return times;
}

async function stateTimes(server: ServerProcess): Promise<Record<string, readonly number[]>> {
  const connection = await HttpConnection.open(server.port);
  const times: Record<string, number[]> = { snapshot: [], restore: [], reset: [] };
  const calls = {
    snapshot: ['PUT', '/snapshots/bench', 200],
    reset: ['POST', '/reset', 204],
    restore: ['POST', '/snapshots/bench/restore', 204],
  } as const;
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, call] of Object.entries(calls)) {
      times[name]?.push(await timeOf(connection, server, call));
    }
  }
  connection.close();
  return times;
}

async function timeOf(
  connection: HttpConnection,
  server: ServerProcess,
  [method, path, status]: readonly [method: string, path: string, status: number],
): Promise<number> {
  const headers = { authorization: `Bearer ${server.sandbox.native.apiKey}` };
  const began = performance.now();
  const body = path === '/workspaces' ? '{}' : undefined;
  const request = requestText(method, `/api/v1/sandbox${path}`, headers, body);
  const reply = await connection.send(request);
  if (reply.status !== status) throw new Error(`${method} ${path}: ${reply.status} ${reply.body}`);
  return performance.now() - began;
}
