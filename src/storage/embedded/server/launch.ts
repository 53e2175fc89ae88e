/** Starts the PostgreSQL server process and waits until it takes connections. */
import type { StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import { PRIVATE_FILE, readIfPresent } from '../folder/file.ts';
import { lastLines, startProgram, unrunnable } from '../program/run-program.ts';
import type { Program, ProgramRun } from '../program/run-program.ts';
import { findPostmasterFile } from './postmaster-file.ts';
import { stopServer } from './stop-server.ts';

/** Replaying the log after a crash is part of a start. */
const START_TIMEOUT_MS = 180_000;
const POLL_MS = 10;
/** How long the children of a server that was killed may take to notice. */
const ORPHANS_TIMEOUT_MS = 15_000;
const ORPHANS_PAUSE_MS = 100;
/** Where the server says which log it writes. */
const LOG_NAMES = 'current_logfiles';

export interface Launch {
  readonly program: Program;
  readonly home: string;
  readonly data: string;
  readonly configFile: string;
}

export interface ServerExit {
  readonly pid: number;
  readonly exitCode: number | null;
  readonly signal: string | null;
}

export interface RunningServer {
  readonly pid: number;
  /** Settles when the process is gone, for whatever reason. Never rejects. */
  readonly exited: Promise<ServerExit>;
  /** Whether it is known to be gone; its pid may then be another process's. */
  readonly hasExited: () => boolean;
}

/** Starts the server. Tries again while what is left of a killed predecessor still holds its shared memory. */
export async function launchServer(launch: Launch): Promise<RunningServer> {
  const deadline = performance.now() + ORPHANS_TIMEOUT_MS;
  for (;;) {
    const server = await spawnServer(launch);
    const exit = await waitUntilReady(launch, server);
    if (exit === undefined) return server;
    const words = await readLastWords(launch);
    const orphaned = /pre-existing shared memory block/.test(words);
    if (!orphaned || performance.now() > deadline) throw startFailed(exit, words);
    await delay(ORPHANS_PAUSE_MS);
  }
}

/**
 * The server leads a process group of its own, so that Ctrl-C in our terminal reaches us alone and we stop it in
 * order; what it says before it opens its log goes to a file, so that it outlives us.
 */
async function spawnServer(launch: Launch): Promise<RunningServer> {
  const { program, data, configFile } = launch;
  const run: ProgramRun = {
    name: 'postgres',
    args: ['-D', data, '-c', `config_file=${configFile}`],
  };
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND;
  // It names the log of an earlier run, whose last words would be taken for those of one that ends before it has a log.
  await rm(join(data, LOG_NAMES), { force: true });
  const output = await open(startLog(launch), flags, PRIVATE_FILE);
  try {
    const stdio: StdioOptions = ['ignore', output.fd, output.fd];
    const child = startProgram(program, run, { detached: true, stdio });
    const { pid } = child;
    if (pid === undefined) {
      const reasons: unknown[] = await once(child, 'error');
      throw unrunnable(program, run, reasons[0]);
    }
    child.unref();
    const exited = new Promise<ServerExit>((resolve) => {
      child.once('exit', (exitCode, signal) => {
        resolve({ pid, exitCode, signal });
      });
    });
    const hasExited = (): boolean => child.exitCode !== null || child.signalCode !== null;
    return { pid, exited, hasExited };
  } finally {
    await output.close();
  }
}

/** Answers undefined when the server takes connections, or how it ended if it did. */
async function waitUntilReady(
  launch: Launch,
  server: RunningServer,
): Promise<ServerExit | undefined> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const file = await findPostmasterFile(launch.data);
    if (file?.pid === server.pid && file.ready) return undefined;
    const exit = await Promise.race([server.exited, delay(POLL_MS, undefined)]);
    if (exit !== undefined) return exit;
  }
  await stopServer(launch.program, server.pid);
  throw startFailed(undefined, await readLastWords(launch));
}

function startLog({ home }: Launch): string {
  return join(home, 'start.log');
}

/** What the server said before it had its log, and the end of the log if it came that far. */
async function readLastWords(launch: Launch): Promise<string> {
  const first = (await readIfPresent(startLog(launch))) ?? '';
  // One line per kind of log: "stderr /path/of/the/file".
  const current = await readIfPresent(launch.data, LOG_NAMES);
  const path = /^stderr (.+)$/m.exec(current ?? '')?.[1];
  const rest = path === undefined ? undefined : await readIfPresent(path);
  return `${first}\n${rest ?? ''}`;
}

function startFailed(exit: ServerExit | undefined, words: string): EmbeddedPostgresError {
  const how =
    exit === undefined
      ? `did not get ready in ${START_TIMEOUT_MS / 1000} seconds`
      : `ended at its start (${exit.signal ?? `exit code ${exit.exitCode ?? 'unknown'}`})`;
  return new EmbeddedPostgresError(
    'start_failed',
    `PostgreSQL ${how}. Its last words:${lastLines(words)}`,
  );
}
