/**
 * (b) Look-ups by phone over HTTP with 100,000 contacts stored, 64 clients, against a bare Fastify route that returns a
 * constant JSON of the same size.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { HttpConnection, requestText } from './support/http-connection.ts';
import { httpRateOf, median } from './support/load.ts';
import { atLeast, type Finding } from './support/report.ts';
import type { ServerProcess } from './support/server-process.ts';

const clients = 64;
const rounds = 3;
const target = 0.5;

export interface LookupOptions {
  readonly server: ServerProcess;
  /** How many contacts `fillNumber(0 … stored - 1)` are stored. */
  readonly stored: number;
  readonly phoneOf: (index: number) => string;
  readonly seconds: number;
}

export async function benchLookup({
  server,
  stored,
  phoneOf,
  seconds,
}: LookupOptions): Promise<Finding> {
  const headers = { authorization: `Bearer ${server.sandbox.native.apiKey}` };
  const request = (): string => {
    const phone = phoneOf(Math.floor(Math.random() * stored));
    return requestText('GET', `/api/v1/lookup?phone=${encodeURIComponent(phone)}`, headers);
  };
  const bare = await startBare(await sampleReply(server.port, request()));
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const constant = await httpRateOf({
        port: bare.port,
        clients,
        seconds,
        status: 200,
        request,
      });
      const lookup = await httpRateOf({
        port: server.port,
        clients,
        seconds,
        status: 200,
        request,
      });
      // The first round warms both up.
      if (round > 0) theirs.push(constant.perSecond);
      if (round > 0) ours.push(lookup.perSecond);
    }
    const detail = `${Math.round(median(ours))} look-ups/s among ${stored} contacts; bare route ${Math.round(median(theirs))}/s`;
    return atLeast('look-up', detail, median(ours) / median(theirs), target);
  } finally {
    await bare.stop();
  }
}

async function sampleReply(port: number, request: string): Promise<string> {
  const connection = await HttpConnection.open(port);
  const { body } = await connection.send(request);
  connection.close();
  return body;
}

async function startBare(body: string): Promise<{ port: number; stop: () => Promise<void> }> {
  const script = new URL('./reference/bare-fastify.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, body], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve) => {
    child.stdout.once('data', (line: Buffer) => resolve(Number(line.toString())));
  });
  return {
    port,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
