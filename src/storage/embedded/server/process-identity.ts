/** Tells whether a process lives, and whether it is the PostgreSQL server of a given data folder. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { errnoOf } from '../embedded-postgres-error.ts';
import { isSameFile } from '../folder/file.ts';

const run = promisify(execFile);
const POLL_MS = 10;

/** Whether the process runs. One that ended but was not yet collected by its parent (a zombie) does not. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and belongs to somebody else.
    if (errnoOf(error) !== 'EPERM') return false;
  }
  return process.platform !== 'linux' || !isZombie(pid);
}

function isZombie(pid: number): boolean {
  try {
    // "1234 (name) Z …"; the name may hold spaces and brackets.
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return /^[ZX]/.test(status.slice(status.lastIndexOf(')') + 2));
  } catch (error) {
    return errnoOf(error) === 'ENOENT';
  }
}

/** Waits until the process is gone; false if it still runs after the time. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isProcessAlive(pid)) {
    if (performance.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** `unknown`: it is some PostgreSQL, and the system does not let us see of which folder. */
export type ProcessIdentity = 'this-server' | 'something-else' | 'unknown';

/** What the process with the pid of a `postmaster.pid` really is: pids are given out again, also across a restart. */
export async function identifyServer(pid: number, dataPath: string): Promise<ProcessIdentity> {
  if (!isProcessAlive(pid)) return 'something-else';
  try {
    return process.platform === 'linux'
      ? await identifyOnLinux(pid, dataPath)
      : identifyByCommand(await readCommand(pid), dataPath);
  } catch {
    return isProcessAlive(pid) ? 'unknown' : 'something-else';
  }
}

/** A server's working folder is its data folder, also after that was moved; reading it can take more rights than we have. */
async function identifyOnLinux(pid: number, dataPath: string): Promise<ProcessIdentity> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8');
  if (name.trim() !== 'postgres') return 'something-else';
  try {
    return (await isSameFile(`/proc/${pid}/cwd`, dataPath)) ? 'this-server' : 'something-else';
  } catch {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return identifyByCommand(command.replaceAll('\0', ' '), dataPath);
  }
}

/** The server is started with the data folder among its arguments. */
function identifyByCommand(command: string, dataPath: string): ProcessIdentity {
  const plain = command.replaceAll('\\', '/').toLowerCase();
  if (!plain.includes('postgres')) return 'something-else';
  return plain.includes(dataPath.replaceAll('\\', '/').toLowerCase()) ? 'this-server' : 'unknown';
}

async function readCommand(pid: number): Promise<string> {
  if (process.platform !== 'win32') {
    return (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout;
  }
  const query = `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CommandLine`;
  return (await run('powershell', ['-NoProfile', '-Command', query])).stdout;
}
