/** What `doctor` asks of the network: does our server answer, or may one listen. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { readSandboxFile, sandboxPath } from '../../sandbox.ts';
import { findRunningPostgres } from '../../storage/embedded/find-running.ts';
import type { SandboxFile } from '../../auth/workspace/sandbox-file.ts';
import { bad, type Check, type Finding, good, note } from './check.ts';

export const server: Check = {
  name: 'Server',
  run: async ({ dataDir, databaseUrl, publicUrl }) => {
    const sandbox = await readSandboxFile(sandboxPath(dataDir));
    const known = sandbox?.baseUrl ?? publicUrl;
    const isRunning = databaseUrl === null && (await findRunningPostgres(dataDir)) !== undefined;
    if (known === null) {
      return isRunning ? good('runs; no address is known here') : note('does not run');
    }
    const status = await statusOf(`${known}/readyz`);
    const isOurs = status === 200 && (sandbox === undefined || (await accepts(sandbox)));
    if (isOurs) return good(`answers at ${known}`);
    return isRunning
      ? whyNot(known, status)
      : note(`does not run at ${known}`, 'Start: npm start.');
  },
};

/** Why a server that runs is of no use. */
function whyNot(known: string, status: number | null): Finding {
  if (status === null) return bad(`runs, but does not answer at ${known}`, restart);
  if (status !== 200) return bad(`${known} answers ${status} instead of being ready`, restart);
  const advice = 'Another Polydex may have the address. If not, delete sandbox.json and restart.';
  return bad(`${known} refuses the credentials of sandbox.json`, advice);
}

const restart = 'Stop it and start it again; the log says why.';

/** Whether the server at the file's address knows the file's key: another Polydex may have the port by now. */
async function accepts({ baseUrl, native }: SandboxFile): Promise<boolean> {
  const url = `${baseUrl}/api/v1/contacts?limit=1`;
  return (await statusOf(url, { authorization: `Bearer ${native.apiKey}` })) === 200;
}

/** Null when nothing answers within two seconds. */
async function statusOf(url: string, headers: Record<string, string> = {}): Promise<number | null> {
  try {
    // oxlint-disable-next-line no-restricted-globals -- asks this installation's own server
    const reply = await fetch(url, { headers, signal: AbortSignal.timeout(2_000) });
    await reply.body?.cancel();
    return reply.status;
  } catch {
    return null;
  }
}

export const port: Check = {
  name: 'Port',
  run: async ({ dataDir, host, port: wanted }) => {
    if (wanted === 0) return good('any free one');
    if (await isFree(host, wanted)) return good(`${wanted} is free`);
    const sandbox = await readSandboxFile(sandboxPath(dataDir));
    const isHere = sandbox !== undefined && Number(new URL(sandbox.baseUrl).port) === wanted;
    if (isHere && (await accepts(sandbox))) return good(`${wanted} is used by this server`);
    return bad(
      `${wanted} is used by another program`,
      'Set POLYDEX_PORT to another, or to 0 for any free one.',
    );
  },
};

async function isFree(host: string, wanted: number): Promise<boolean> {
  const probe = createServer();
  try {
    const listening = once(probe, 'listening');
    probe.listen(wanted, host);
    await listening;
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false;
    throw error;
  } finally {
    probe.close();
  }
}
