/** `polydex/sandbox`: throw-away workspaces of a running server, and a server to have them on. Its types: types/sandbox.d.ts. */
export { connect, SandboxError } from './sandbox/connect.js';
export { ensureServer } from './server/ensure-server.js';
export { startServer } from './server/start-server.js';
export { SetUpError } from './local-server.js';
