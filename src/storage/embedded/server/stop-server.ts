/** Stops a PostgreSQL server by its pid, whether this process started it or one that is no more. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError, errnoOf } from '../embedded-postgres-error.ts';
import { runProgram } from '../program/run-program.ts';
import type { Program } from '../program/run-program.ts';
import { findPostmasterFile } from './postmaster-file.ts';
import { identifyServer, isProcessAlive, waitForEnd } from './process-identity.ts';

const FAST_STOP_MS = 30_000;
const IMMEDIATE_STOP_MS = 10_000;
/** For the system to collect a process that ended; some containers have nobody who does. */
const COLLECTION_MS = 2_000;
const POLL_MS = 10;

/**
 * Ends connections, writes everything out, stops. If that takes too long the server is stopped at once, which loses
 * nothing either: it then replays its log at the next start. It is never killed the hard way, which would leave its
 * children with the shared memory.
 */
export async function stopServer(program: Program, pid: number): Promise<void> {
  await sendSignal(program, pid, 'INT');
  if (await waitForEnd(pid, FAST_STOP_MS)) return;
  await sendSignal(program, pid, 'QUIT');
  if (await waitForEnd(pid, IMMEDIATE_STOP_MS)) return;
  throw new EmbeddedPostgresError('stop_failed', `PostgreSQL (process ${pid}) does not stop.`);
}

/**
 * Stops the server that a killed Polydex left behind on this data folder, which must be locked: with the lock ours, no
 * living Polydex owns it. It is stopped and not adopted, because it may run other settings or another version.
 */
export async function stopStaleServer(
  program: Program,
  dataPath: string,
  log: (line: string) => void,
): Promise<void> {
  const found = await findPostmasterFile(dataPath);
  if (found === undefined) return;
  const identity = await identifyServer(found.pid, dataPath);
  if (identity === 'unknown') {
    const message =
      `Process ${found.pid} may be a PostgreSQL server on ${dataPath}. Stop it, or, if it is another server, ` +
      `delete ${join(dataPath, 'postmaster.pid')}; then start again.`;
    throw new EmbeddedPostgresError('stale_server', message);
  }
  if (identity === 'this-server') {
    log(`Stopping the PostgreSQL server (process ${found.pid}) that an earlier run left behind.`);
    await stopServer(program, found.pid);
    // One that was killed while we looked leaves its file, and may stay a zombie for a while.
    await waitUntilFree(found.pid, COLLECTION_MS);
  }
  await removeIfPidIsTaken(found.pid, dataPath);
}

/**
 * PostgreSQL refuses to start while the pid in the file exists, whoever has it now, as after a restart of a container.
 * A file whose pid is free stays: PostgreSQL finds in it the shared memory that orphans of a killed server may hold.
 */
async function removeIfPidIsTaken(pid: number, dataPath: string): Promise<void> {
  if (isFree(pid)) return;
  await rm(join(dataPath, 'postmaster.pid'), { force: true });
}

/** True when no process has the pid, not even one that ended and was not yet collected. */
function isFree(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errnoOf(error) === 'ESRCH';
  }
}

async function waitUntilFree(pid: number, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!isFree(pid) && performance.now() < deadline) await delay(POLL_MS);
}

/** Windows has no signals; pg_ctl knows how PostgreSQL passes them there. */
async function sendSignal(program: Program, pid: number, signal: 'INT' | 'QUIT'): Promise<void> {
  if (!isProcessAlive(pid)) return;
  if (process.platform === 'win32') {
    await runProgram(program, { name: 'pg_ctl', args: ['kill', signal, String(pid)] });
    return;
  }
  try {
    process.kill(pid, `SIG${signal}`);
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error;
  }
}
