/** One server for a whole run. */
import { connect } from '../sandbox/connect.js';
import { startServer } from './start-server.js';

/** @type {typeof import('../types/sandbox.d.ts').ensureServer} */
export async function ensureServer() {
  if (process.env['POLYDEX_URL']) return { ...connect(), stop: async () => {} };
  const server = await startServer();
  process.env['POLYDEX_URL'] = server.url;
  process.env['POLYDEX_KEY'] = server.key;
  return {
    ...server,
    stop: async () => {
      delete process.env['POLYDEX_URL'];
      delete process.env['POLYDEX_KEY'];
      await server.stop();
    },
  };
}
