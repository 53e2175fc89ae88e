/** A server for one test run: its own process, folder and database, on any free port. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetUpError } from '../local-server.js';
import { connect } from '../sandbox/connect.js';

const preload = new URL('server-process.js', import.meta.url);
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** @type {typeof import('../types/sandbox.d.ts').startServer} */
export async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), 'polydex-run-'));
  // For root, PostgreSQL runs as another user, who has to get in.
  await chmod(folder, 0o755);
  const child = spawn(
    nodeForServer(),
    ['--disable-warning=ExperimentalWarning', '--import', preload.href, main],
    { env: environment(folder), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  const file = await whenUp(child);
  /** @type {unknown} */
  const read = JSON.parse(await readFile(file, 'utf8'));
  const sandbox = /** @type {import('../types/sandbox.d.ts').SandboxCredentials} */ (read);
  const key = sandbox.native.apiKey;
  // It ends with this process, which it does not keep alive.
  child.unref();
  child.channel?.unref();
  return {
    ...connect({ url: sandbox.baseUrl, key }),
    key,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/**
 * Nothing of this process's own settings: they may be of another server.
 * @param {string} folder
 * @returns {NodeJS.ProcessEnv}
 */
function environment(folder) {
  const others = Object.entries(process.env).filter(
    ([name]) => !/^(?:POLYDEX_.*|DATABASE_URL|NODE_OPTIONS|PG[A-Z]+)$/.test(name),
  );
  return {
    ...Object.fromEntries(others),
    POLYDEX_DATA_DIR: join(folder, 'data'),
    POLYDEX_SYSTEM_DIR: join(folder, 'system'),
    POLYDEX_PORT: '0',
    POLYDEX_RUN_FOLDER: folder,
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>} the path of sandbox.json, which the server prints when it answers
 */
async function whenUp(child) {
  let said = '';
  let complaint = '';
  child.stderr?.on('data', (part) => (complaint += String(part)));
  const up = new Promise((resolve) => {
    child.stdout?.on('data', (part) => {
      said += String(part);
      if (said.includes('\n')) resolve('up');
    });
  });
  const how = await Promise.race([up, once(child, 'close')]);
  if (how !== 'up') throw new SetUpError(`The server did not start. ${complaint}`);
  for (const stream of [child.stdout, child.stderr]) {
    /** @type {import('node:net').Socket | null} */ (stream)?.unref();
  }
  return said.trim();
}

/**
 * The server's own Node.js, which comes with the package, unless this one will do.
 * @returns {string}
 */
function nodeForServer() {
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  const require = createRequire(import.meta.url);
  const { platform, arch } = process;
  const name = platform === 'win32' ? 'win' : platform;
  for (const program of [`node-${name}-${arch}`, `node-bin-${name}-${arch}`]) {
    try {
      const folder = dirname(require.resolve(`${program}/package.json`));
      return join(folder, 'bin', platform === 'win32' ? 'node.exe' : 'node');
    } catch {
      // The other name, then.
    }
  }
  throw new SetUpError('The server needs Node.js 24, and none is here: npm install brings one.');
}
