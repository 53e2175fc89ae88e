/** Our programs as processes of their own, on a data folder of their own: run to their end, or started and signalled. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { readSandboxFile, sandboxPath } from '../../src/sandbox.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly account?: Account;
}

/** A folder that holds a data folder, and the system folder that root's databases go to. */
export class Place {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(account?: Account): Promise<Place> {
    const folder = await mkdtemp(join(tmpdir(), 'polydex-place-'));
    // When root runs the tests, PostgreSQL runs as another user, who has to get in.
    await chmod(folder, 0o755);
    if (account) await chown(folder, account.uid, account.gid);
    return new Place(folder);
  }

  get dataDir(): string {
    return join(this.folder, 'data');
  }

  /** What our programs have to be told, to work in this place. */
  get env(): Readonly<Record<string, string>> {
    return {
      POLYDEX_DATA_DIR: this.dataDir,
      POLYDEX_SYSTEM_DIR: join(this.folder, 'system'),
      POLYDEX_PORT: '0',
    };
  }

  async sandbox(): Promise<SandboxFile> {
    const file = await readSandboxFile(sandboxPath(this.dataDir));
    if (file === undefined) throw new Error('there is no sandbox.json');
    return file;
  }

  /** `script` is a path within the project. */
  spawn(script: string, args: readonly string[] = [], options: RunOptions = {}): Program {
    const command = ['--disable-warning=ExperimentalWarning', join(root, script), ...args];
    const child = spawn(process.execPath, command, {
      cwd: this.folder,
      env: {
        PATH: process.env['PATH'],
        NO_COLOR: '1',
        // Half the time of a short command is the compiling of what it imports.
        NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/polydex-test'),
        ...this.env,
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options.account,
    });
    return new Program(child);
  }

  /** Runs it to its end. */
  run(script: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Ending> {
    return this.spawn(script, args, options).ended;
  }

  /** Starts the server and waits until it answers. */
  async startServer(options: RunOptions = {}): Promise<Program> {
    const server = this.spawn('src/main.ts', [], options);
    await server.started();
    return server;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

export class Program {
  readonly #child: ChildProcess;
  readonly ended: Promise<Ending>;
  #stdout = '';
  #stderr = '';

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.on('data', (chunk: Buffer) => (this.#stdout += chunk.toString('utf8')));
    child.stderr?.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString('utf8')));
    // `close` and not `exit`: by then both streams were read to their end.
    this.ended = once(child, 'close').then(() => ({
      code: child.exitCode,
      signal: child.signalCode,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  /** The first thing said on standard output. Throws when it ends without. */
  async started(): Promise<void> {
    const { stdout } = this.#child;
    if (!stdout) throw new Error('its output goes elsewhere');
    const ending = await Promise.race([once(stdout, 'data').then(() => undefined), this.ended]);
    if (ending) throw new Error(`it ended instead: ${ending.stderr}`);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Sends the signal unless it has ended, and waits for the end. */
  stop(name: NodeJS.Signals = 'SIGTERM'): Promise<Ending> {
    this.signal(name);
    return this.ended;
  }
}
