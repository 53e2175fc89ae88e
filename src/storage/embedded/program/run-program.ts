/** Runs PostgreSQL's programs apart from our terminal, our environment and, for root, our privileges. */
import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { join } from 'node:path';
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import type { ServiceAccount } from './service-account.ts';

const TIMEOUT_MS = 120_000;
const LAST_LINES = 12;

export interface Program {
  /** The folder with `bin`, `lib` and `share`. */
  readonly native: string;
  readonly account: ServiceAccount | undefined;
  /** Working folder: one that the account can enter. */
  readonly cwd: string;
}

export type ProgramName = 'initdb' | 'postgres' | 'pg_ctl';

function programPath(program: Program, name: ProgramName): string {
  return join(program.native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

export interface ProgramRun {
  readonly name: ProgramName;
  readonly args: readonly string[];
  /** Text for its standard input. */
  readonly input?: string;
}

export interface ProgramResult {
  readonly exitCode: number | null;
  /** Standard output and standard error together. */
  readonly output: string;
}

/** Runs a program to its end and returns what it said, whatever its exit code; throws if it could not be run. */
export async function runProgram(program: Program, run: ProgramRun): Promise<ProgramResult> {
  const child = startProgram(program, run, {
    stdio: 'pipe',
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve, reject) => {
    let output = '';
    const collect = (text: Buffer): void => {
      output += text.toString('utf8');
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    // A program that ends early closes its input; its exit code and words tell more than our broken pipe.
    child.stdin?.on('error', () => undefined);
    child.on('error', (error) => {
      reject(unrunnable(program, run, error));
    });
    child.on('close', (exitCode) => {
      resolve({ exitCode, output });
    });
    child.stdin?.end(run.input ?? '');
  });
}

/** Spawns a program as its account, knowing nothing of us. Depending on the reason, Node throws a failure or emits it. */
export function startProgram(
  program: Program,
  run: ProgramRun,
  options: SpawnOptions,
): ChildProcess {
  const { account, cwd } = program;
  const user = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  const common = { cwd, env: makeEnvironment(), windowsHide: true, ...user };
  try {
    return spawn(programPath(program, run.name), run.args, { ...common, ...options });
  } catch (error) {
    throw unrunnable(program, run, error);
  }
}

/**
 * The environment is made from nothing: PostgreSQL needs none of ours, and its
 * environment can be read through SQL by whoever gets superuser there. Windows cannot load libraries without its own.
 */
function makeEnvironment(): NodeJS.ProcessEnv {
  const kept = process.platform === 'win32' ? ['SystemRoot', 'SystemDrive', 'TEMP', 'TMP'] : [];
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of kept) env[name] = process.env[name];
  return env;
}

/** Explains why the operating system would not run one of the programs. */
export function unrunnable(
  program: Program,
  run: ProgramRun,
  cause: unknown,
): EmbeddedPostgresError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message =
    `PostgreSQL could not be run (${programPath(program, run.name)}: ${reason}). Its programs need a system with the ` +
    'GNU C library (Alpine has another), a folder without "noexec", and, for root, the right to change user. ' +
    'Otherwise set DATABASE_URL to a PostgreSQL of your own.';
  return new EmbeddedPostgresError('binaries_unusable', message, { cause });
}

/** The last lines of a program's words, indented for an error message. */
export function lastLines(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines
    .slice(-LAST_LINES)
    .map((line) => `\n  ${line}`)
    .join('');
}
