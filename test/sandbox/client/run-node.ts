/** Runs a program of Node.js to its end, with none of this machine's settings for Polydex. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../../architecture/cruise.ts';

const compileCache = join(root, 'node_modules/.cache/polydex-test');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface NodeOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Another program than this Node.js. */
  readonly program?: string;
}

export async function runNode(args: readonly string[], options: NodeOptions): Promise<Ended> {
  const { cwd, env = {}, program = process.execPath } = options;
  const others = Object.entries(process.env).filter(([name]) => !/^(?:POLYDEX|VITEST)/.test(name));
  const child = spawn(program, args, {
    cwd,
    // Half the time of a short program is the compiling of what it imports.
    // Vitest's own variables would make a Vitest that is started here its worker, and Node's runner a child of another.
    env: {
      ...Object.fromEntries(others),
      NODE_TEST_CONTEXT: undefined,
      NO_COLOR: '1',
      NODE_COMPILE_CACHE: compileCache,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part) => (stdout += String(part)));
  child.stderr.on('data', (part) => (stderr += String(part)));
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}
