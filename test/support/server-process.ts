/** The real server as a process of its own on a data folder of its own, to be killed, restarted and listened to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { readSandboxFile, sandboxPath } from '../../src/sandbox.ts';
import { findRunningPostgres } from '../../src/storage/embedded/find-running.ts';
import { findClusterRecord } from '../../src/storage/embedded/folder/cluster-record.ts';
import { findPostmasterFile } from '../../src/storage/embedded/server/postmaster-file.ts';
import { waitForEnd } from '../../src/storage/embedded/server/process-identity.ts';
import { withOwner } from './tenant-digest.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const longestStop = 20_000;

export class ServerProcess {
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;
  #said = '';
  /** Of the PostgreSQL that a killed server has left. */
  #orphanUrl: string | undefined;

  private constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.#env = env;
  }

  /** Started, and answering. `env` over what the tests run with. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'polydex-process-'));
    // When root runs the tests, PostgreSQL runs as another user, who has to get in.
    await chmod(folder, 0o755);
    const server = new ServerProcess(folder, env);
    await server.restart();
    return server;
  }

  get dataDir(): string {
    return join(this.#folder, 'data');
  }

  /** Everything that any run wrote to its standard output and error. */
  get said(): string {
    return this.#said;
  }

  /** What sandbox.json says now. */
  async sandbox(): Promise<SandboxFile> {
    const file = await readSandboxFile(sandboxPath(this.dataDir));
    if (file === undefined) throw new Error('there is no sandbox.json');
    return file;
  }

  /** Starts it again on the same folder, under a new port. */
  async restart(): Promise<void> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
      cwd: root,
      env: {
        ...process.env,
        DATABASE_URL: '',
        POLYDEX_DATA_DIR: this.dataDir,
        POLYDEX_SYSTEM_DIR: join(this.#folder, 'system'),
        POLYDEX_PORT: '0',
        ...this.#env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const listen = (chunk: Buffer): void => {
      this.#said += chunk.toString('utf8');
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const ended = once(child, 'exit').then(() => 'ended');
    const isUp = once(child.stdout, 'data').then(() => 'up');
    if ((await Promise.race([isUp, ended])) === 'up') return;
    throw new Error(`the server did not start: ${this.#said}`);
  }

  /** Ends the server's process as a power cut would; PostgreSQL stays. */
  async kill(): Promise<void> {
    this.#orphanUrl = await this.ownerUrl();
    await killHard(this.#child?.pid);
  }

  /** Ends PostgreSQL's first process as a power cut would; the server stays. */
  async killPostgres(): Promise<void> {
    await killHard((await findPostmasterFile(join(await this.#home(), 'data')))?.pid);
  }

  /** How the database's owner connects to it, while it runs. */
  async ownerUrl(): Promise<string> {
    const running = await findRunningPostgres(this.dataDir);
    if (running === undefined) throw new Error('no PostgreSQL runs');
    return running.ownerUrl;
  }

  /** Between a kill and the next start: as if the webhook leases of the killed server had run out, a quarter of a minute later. */
  async expireWebhookLeases(): Promise<void> {
    const held = await this.#expire('webhook_progress', 'lease_holder is not null');
    if (held === 0) throw new Error('nobody held a lease');
  }

  /** Between a kill and the next start: as if its unanswered requests had lost their idempotency keys, seconds later. */
  async expireKeyLeases(): Promise<void> {
    await this.#expire('idempotency_key', 'status is null');
  }

  /** How many leases there were. */
  async #expire(table: string, held: string): Promise<number> {
    if (this.#orphanUrl === undefined) throw new Error('no server was killed');
    return withOwner(this.#orphanUrl, async (client) => {
      const { rowCount } = await client.query(
        `update ${table} set lease_until = lease_until - interval '1 hour' where ${held}`,
      );
      return rowCount ?? 0;
    });
  }

  /** All that PostgreSQL wrote into its log files. */
  async postgresLog(): Promise<string> {
    const home = await this.#home();
    const files = (await readdir(home, { recursive: true })).filter((name) =>
      name.endsWith('.log'),
    );
    const texts = await Promise.all(files.map((name) => readFile(join(home, name), 'utf8')));
    return texts.join('\n');
  }

  /** Stops what runs, in order, and removes the folder. */
  async remove(): Promise<void> {
    const child = this.#child;
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await waitForEnd(child.pid, longestStop);
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Where PostgreSQL's files are. */
  async #home(): Promise<string> {
    const folder = join(this.dataDir, 'postgres');
    return (await findClusterRecord(folder))?.systemHome ?? folder;
  }
}

async function killHard(pid: number | undefined): Promise<void> {
  if (pid === undefined) throw new Error('no process to kill');
  process.kill(pid, 'SIGKILL');
  await waitForEnd(pid, longestStop);
}
