/** The real server as a process of its own, as `npm start` runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { readSandboxFile } from '../../src/sandbox.ts';
import { HttpConnection, requestText } from './http-connection.ts';

export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  readonly sandbox: SandboxFile;
  /** From the spawn to the first answered request, in seconds. */
  readonly startSeconds: number;
  /** Highest resident memory so far, in megabytes; NaN where /proc does not tell. */
  peakMegabytes(): number;
  stop(): Promise<void>;
}

const root = new URL('../../', import.meta.url).pathname;

/** The flags of `npm start`, so that what is measured is what is shipped. */
function startCommand(): string[] {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const scripts =
    typeof manifest === 'object' && manifest !== null && 'scripts' in manifest
      ? manifest.scripts
      : null;
  const start =
    typeof scripts === 'object' && scripts !== null && 'start' in scripts
      ? String(scripts.start)
      : '';
  return start.split(' ').slice(1);
}

/** Contacts are not compared as they are written unless that is what is measured: it would go on long after a filling. */
export async function startServerProcess(
  dataDir: string,
  { matchOnWrite = false }: { readonly matchOnWrite?: boolean } = {},
): Promise<ServerProcess> {
  const began = performance.now();
  const environment = {
    ...process.env,
    POLYDEX_DATA_DIR: dataDir,
    POLYDEX_PORT: '0',
    POLYDEX_LOG_LEVEL: 'silent',
    POLYDEX_MATCH_ON_WRITE: matchOnWrite ? '1' : '0',
  };
  const child = spawn(process.execPath, startCommand(), {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await firstLine(child);
  const sandbox = await readSandboxFile(join(dataDir, 'sandbox.json'));
  if (!sandbox) throw new Error('the server wrote no sandbox.json');
  const port = Number(new URL(sandbox.baseUrl).port);
  const connection = await HttpConnection.open(port);
  const headers = { authorization: `Bearer ${sandbox.native.apiKey}` };
  const reply = await connection.send(requestText('GET', '/api/v1/contacts?limit=1', headers));
  if (reply.status !== 200) throw new Error(`the server answers ${reply.status}: ${reply.body}`);
  connection.close();
  const pid = child.pid ?? 0;
  return {
    port,
    pid,
    sandbox,
    startSeconds: (performance.now() - began) / 1000,
    peakMegabytes: () => peakMegabytes(pid),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function firstLine(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the server ended with status ${code}`)));
  });
}

function peakMegabytes(pid: number): number {
  try {
    return (
      Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
    );
  } catch {
    return Number.NaN;
  }
}
