/** The server that the demo talks to: the one that runs, else one of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import type { Config } from '../../src/config.ts';
import { readSandboxFile, sandboxPath } from '../../src/sandbox.ts';

export interface DemoServer {
  readonly sandbox: SandboxFile;
  /** False when it ran before. */
  readonly isOwn: boolean;
  /** Stops it if it is the demo's own. */
  stop(): Promise<void>;
}

export async function findOrStartServer(config: Config): Promise<DemoServer> {
  const path = sandboxPath(config.dataDir);
  const known = await readSandboxFile(path);
  if (known && (await accepts(known))) {
    return { sandbox: known, isOwn: false, stop: async () => {} };
  }
  const stop = await start(config);
  const sandbox = await readSandboxFile(path);
  if (sandbox) return { sandbox, isOwn: true, stop };
  await stop();
  throw new Error(
    `The data folder ${config.dataDir} has real workspaces and no sandbox. Use another one, or make a sandbox in it: ` +
      'npm run polydex -- workspace create --sandbox',
  );
}

/** Whether a server answers at the file's address, and knows the file's key. */
async function accepts({ baseUrl, native }: SandboxFile): Promise<boolean> {
  try {
    const reply = await fetch(`${baseUrl}/api/v1/me`, {
      headers: { authorization: `Bearer ${native.apiKey}` },
      signal: AbortSignal.timeout(2_000),
    });
    await reply.body?.cancel();
    return reply.ok;
  } catch {
    return false;
  }
}

/** Starts `src/main.ts` on any free port, so that it is in nobody's way; answers how to stop it. */
async function start({ dataDir }: Config): Promise<() => Promise<void>> {
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { ...process.env, POLYDEX_DATA_DIR: dataDir, POLYDEX_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  // A demo that ends in any other way takes its server along.
  process.once('exit', () => child.kill('SIGTERM'));
  // It prints one line when it answers requests.
  const started = await Promise.race([
    once(child.stdout, 'data').then(() => true),
    ended.then(() => false),
  ]);
  if (!started) throw new Error('The server did not start; it says why above');
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}
