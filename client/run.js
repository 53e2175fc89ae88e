#!/usr/bin/env node
/**
 * `polydex-run node --test`, `polydex-run pytest`: runs a command with a server for it, unless `POLYDEX_URL` names one. The
 * command finds it in POLYDEX_URL and POLYDEX_KEY.
 */
import { spawn } from 'node:child_process';
import { SetUpError } from './local-server.js';
import { ensureServer } from './server/ensure-server.js';

const [command, ...args] = process.argv.slice(2);
// Ctrl-C reaches the command as well, which ends as it likes; the server is stopped after it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
try {
  if (command === undefined) throw new SetUpError('Which command? polydex-run node --test');
  process.exitCode = await run(command, args);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

/**
 * @param {string} program
 * @param {string[]} parameters
 * @returns {Promise<number>} how it ended
 */
async function run(program, parameters) {
  const server = await ensureServer();
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(program, parameters, { stdio: 'inherit' });
      process.on('SIGTERM', () => child.kill('SIGTERM'));
      child.on('error', reject);
      child.on('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    await server.stop();
  }
}
