/** `globalSetup: ['polydex/vitest-setup']`: a server for the run, unless `POLYDEX_URL` names one. */
import { ensureServer } from './server/ensure-server.js';

/** @type {typeof import('./types/vitest-setup.d.ts').setup} */
export async function setup() {
  const server = await ensureServer();
  return () => server.stop();
}
