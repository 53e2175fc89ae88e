/** Runs work from many clients at once for a while, and counts. */
import { HttpConnection } from './http-connection.ts';

export interface Rate {
  readonly done: number;
  /** Per second. */
  readonly perSecond: number;
}

/** `work` again and again from `clients` at once, for `seconds`. */
export async function rateOf(
  clients: number,
  seconds: number,
  work: (client: number) => Promise<void>,
): Promise<Rate> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  const run = async (client: number): Promise<void> => {
    while (performance.now() < end) {
      await work(client);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => run(client)));
  return { done, perSecond: done / ((performance.now() - start) / 1000) };
}

export interface HttpLoad {
  readonly port: number;
  readonly clients: number;
  readonly seconds: number;
  /** That every reply must have. */
  readonly status: number;
  readonly request: (count: number) => string;
  /** Told how long each request took, in milliseconds. */
  readonly note?: (ms: number) => void;
}

/** The same over HTTP: each client has a connection; every reply must have the status expected. */
export async function httpRateOf(options: HttpLoad): Promise<Rate> {
  const connections = await Promise.all(
    Array.from({ length: options.clients }, () => HttpConnection.open(options.port)),
  );
  let count = 0;
  try {
    return await rateOf(options.clients, options.seconds, async (client) => {
      const start = performance.now();
      const reply = await connections[client]?.send(options.request(count++));
      options.note?.(performance.now() - start);
      if (reply?.status !== options.status)
        throw new Error(`expected ${options.status}, got ${reply?.status}: ${reply?.body}`);
    });
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** How long each request took under that load, in milliseconds. */
export async function httpTimesOf(options: Omit<HttpLoad, 'note'>): Promise<number[]> {
  const times: number[] = [];
  await httpRateOf({ ...options, note: (ms) => times.push(ms) });
  return times;
}

/** The value below which that part of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = low] =
    sorted.length % 2 === 1 ? [sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}
