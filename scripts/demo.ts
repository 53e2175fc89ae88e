/** `npm run demo`: the request of each of the five vendors' pages, and what all six APIs then show. */
import { readConfig } from '../src/config.ts';
import { explain } from '../src/explain.ts';
import { runDemo } from './demo/run.ts';
import { findOrStartServer } from './demo/server.ts';

/** As wide as the terminal; in a file or a pipe, what fits a page. */
function width(): number {
  const asked = Number(process.env['COLUMNS']);
  if (process.stdout.isTTY) return process.stdout.columns || 80;
  return Number.isInteger(asked) && asked > 0 ? asked : 120;
}

// Whoever reads may stop reading: `npm run demo | head`.
process.stdout.on('error', () => {});

try {
  const server = await findOrStartServer(readConfig(process.env));
  try {
    const { baseUrl } = server.sandbox;
    const how = server.isOwn ? 'started for this' : 'running';
    process.stdout.write(
      `Five people, each written through one API and read through all (server ${how}: ${baseUrl})\n\n`,
    );
    if (!(await runDemo(server, width()))) process.exitCode = 1;
  } finally {
    await server.stop();
  }
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
