/** Loaded into the server's process by start-server.js: ends it with whoever started it, and lets it run from node_modules. */
import { rmSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

const home = new URL('../../src/', import.meta.url).href;
const folder = process.env['POLYDEX_RUN_FOLDER'];

process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
process.on('exit', () => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

if (home.includes('/node_modules/')) {
  // Node.js strips no types in node_modules.
  registerHooks({
    load: (url, context, next) => {
      if (!url.startsWith(home) || !url.endsWith('.ts')) return next(url, context);
      const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
      return { format: 'module', source, shortCircuit: true };
    },
  });
}
