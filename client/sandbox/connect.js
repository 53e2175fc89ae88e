/** A running server, asked for workspaces. */
import { localServer, noServer, readSandboxFile, SetUpError } from '../local-server.js';
import { caller } from './caller.js';
import { makeWorkspace } from './workspace.js';

export { SandboxError } from './caller.js';

/** @type {typeof import('../types/sandbox.d.ts').connect} */
export function connect(address = {}) {
  const url = (address.url ?? localServer()?.href ?? noServer()).replace(/\/$/, '');
  const key = address.key ?? process.env['POLYDEX_KEY'] ?? readSandboxFile()?.native.apiKey;
  if (!key)
    throw new SetUpError(
      `No key for ${url}: set POLYDEX_KEY to native.apiKey of its sandbox.json.`,
    );
  const call = caller(url, key);
  return {
    url,
    workspace: async (order = {}) => {
      const made = await call('POST', '/sandbox/workspaces', order);
      return makeWorkspace(
        /** @type {import('../types/sandbox.d.ts').ThrowawayCredentials} */ (made),
      );
    },
  };
}
