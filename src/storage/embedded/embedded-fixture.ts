/** What the tests of the embedded server share: folders, servers here and in other processes, one-shot queries. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { ConnectionSettings } from './connection.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { findClusterRecord } from './folder/cluster-record.ts';
import { removeSocketFolder } from './server/socket-folder.ts';
import { waitForEnd } from './server/process-identity.ts';

/** A server in a process of its own. */
export interface ChildServer {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly owner: ConnectionSettings;
}

/** How a child process differs from this one. */
export interface ChildRun {
  /** Another copy of the module to load. */
  readonly module?: string;
  /** Another Node to run it. */
  readonly node?: string;
  /** Another user to run it as (root only). */
  readonly uid?: number;
}

export interface Fixture {
  /** The system folder of all servers of the fixture, which matters to root alone. */
  readonly systemDir: () => string;
  /** A new temporary folder, passable by everyone; removed by `cleanUp`. */
  readonly makeFolder: () => string;
  /** Starts a server in this process, without fsync unless told. */
  readonly start: (options: EmbeddedPostgresOptions) => Promise<EmbeddedPostgres>;
  /** Starts a server in another process, which keeps it until it is ended; rejects with that process's error. */
  readonly startChild: (dataDir: string, run?: ChildRun) => Promise<ChildServer>;
  /** The same, without waiting for the server. */
  readonly spawnChild: (
    dataDir: string,
    run?: ChildRun,
  ) => { child: ChildProcess; ready: Promise<ChildServer> };
  /** Belongs in the `afterAll` of the file. */
  readonly cleanUp: () => Promise<void>;
}

export function makeFixture(): Fixture {
  const folders: string[] = [];
  const sockets: string[] = [];
  const servers: EmbeddedPostgres[] = [];
  const children: ChildProcess[] = [];
  const makeFolder = (): string => {
    const folder = mkdtempSync('/tmp/polydex-test-');
    chmodSync(folder, 0o755);
    folders.push(folder);
    return folder;
  };
  // Made when first needed: a file whose tests are all skipped gets no `afterAll`.
  let system: string | undefined;
  const systemDir = (): string => (system ??= join(makeFolder(), 'system'));
  const spawnChild: Fixture['spawnChild'] = (dataDir, run = {}) => {
    const child = runChild({ dataDir, systemDir: systemDir(), ...run });
    children.push(child);
    const ready = readReport(child);
    ready.then(({ owner }) => sockets.push(owner.host)).catch(() => undefined);
    return { child, ready };
  };
  return {
    systemDir,
    makeFolder,
    start: async (options) => {
      const settings = { fsync: 'off', ...options.settings };
      const server = await startEmbeddedPostgres({ systemDir: systemDir(), ...options, settings });
      servers.push(server);
      return server;
    },
    spawnChild,
    startChild: async (dataDir, run) => spawnChild(dataDir, run).ready,
    cleanUp: async () => {
      await Promise.all(servers.map(async (server) => server.stop()));
      await Promise.all(children.map(endChild));
      await Promise.all(sockets.map(removeSocketFolder));
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where PostgreSQL's files are: in the data folder, or in the system folder when root runs the tests. */
export async function homeOf(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'postgres');
  return (await findClusterRecord(folder))?.systemHome ?? folder;
}

/** Runs one statement on a connection of its own and returns the rows. */
export async function query(
  settings: ConnectionSettings | string,
  text: string,
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(
    typeof settings === 'string' ? { connectionString: settings } : { ...settings },
  );
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The EmbeddedPostgresError that the promise rejects with; anything else fails the test. */
export async function refusalOf(promise: Promise<unknown>): Promise<EmbeddedPostgresError> {
  const outcome: unknown = await promise.then(
    () => 'no error',
    (error: unknown) => error,
  );
  if (outcome instanceof EmbeddedPostgresError) return outcome;
  throw new Error(`not refused as expected: ${String(outcome)}`, { cause: outcome });
}

/** Kills a process the hard way and waits until it is gone. */
export async function killHard(pid: number | undefined): Promise<void> {
  if (pid === undefined) throw new Error('no process to kill');
  process.kill(pid, 'SIGKILL');
  await waitForEnd(pid, 10_000);
}

/** SIGTERM stops in order; SIGUSR2 ends the process without a stop. */
const CHILD_SCRIPT = `
const [module, options] = process.argv.slice(1);
const { startEmbeddedPostgres } = await import(module);
try {
  const server = await startEmbeddedPostgres(JSON.parse(options));
  process.once('SIGTERM', () => server.stop().then(() => process.exit(0)));
  process.once('SIGUSR2', () => process.exit(3));
  setInterval(() => undefined, 1000);
  console.log(JSON.stringify({ pid: server.pid, owner: server.owner }));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, message: error.message }));
}`;

function runChild(run: ChildRun & { dataDir: string; systemDir: string }): ChildProcess {
  const { dataDir, systemDir, uid } = run;
  const module = run.module ?? fileURLToPath(new URL('./embedded-postgres.ts', import.meta.url));
  const options = JSON.stringify({ dataDir, systemDir, settings: { fsync: 'off' } });
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module'];
  return spawn(
    run.node ?? process.execPath,
    [...flags, '-e', CHILD_SCRIPT, '--', module, options],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: '/',
      ...(uid === undefined ? {} : { uid, gid: uid }),
    },
  );
}

async function readReport(child: ChildProcess): Promise<ChildServer> {
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('\n')) resolve(text);
    });
    child.once('error', reject);
    child.once('exit', () => {
      reject(new Error(`the child ended, having said: ${text}`));
    });
  });
  const report: unknown = JSON.parse(line);
  if (isRunning(report)) return { child, pid: report.pid, owner: report.owner };
  if (isRefused(report)) throw new EmbeddedPostgresError(report.code, report.message);
  throw new Error(`the child failed: ${line}`);
}

function isRunning(report: unknown): report is { pid: number; owner: ConnectionSettings } {
  return typeof report === 'object' && report !== null && 'pid' in report && 'owner' in report;
}

function isRefused(report: unknown): report is Pick<EmbeddedPostgresError, 'code' | 'message'> {
  return typeof report === 'object' && report !== null && 'code' in report;
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await waitForEnd(child.pid, 20_000);
}
