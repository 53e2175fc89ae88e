/** One throw-away workspace: what docs/sandbox.md has, as methods. */
import { caller } from './caller.js';
import { environmentOf } from './environment.js';

/**
 * @typedef {import('../types/sandbox.d.ts').SandboxWorkspace} SandboxWorkspace
 * @param {import('../types/sandbox.d.ts').ThrowawayCredentials} credentials
 * @returns {SandboxWorkspace}
 */
export function makeWorkspace(credentials) {
  const call = caller(credentials.baseUrl, credentials.native.apiKey);
  const remove = async () => {
    await call('DELETE', `/sandbox/workspaces/${credentials.workspace.id}`);
  };
  return {
    credentials,
    env: environmentOf(credentials),
    clock: clockOf(call),
    faults: faultsOf(call),
    ...stateOf(call),
    requests: async (filter = {}) => {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
      return listOf(await call('GET', `/sandbox/requests?${query.toString()}`));
    },
    native: call,
    remove,
    [Symbol.asyncDispose]: remove,
  };
}

/** @param {Promise<unknown>} reply */
async function reading(reply) {
  return /** @type {import('../types/sandbox.d.ts').ClockReading} */ (await reply);
}

/**
 * @param {import('./caller.js').Call} call
 * @returns {SandboxWorkspace['clock']}
 */
function clockOf(call) {
  const path = '/sandbox/clock';
  return {
    read: () => reading(call('GET', path)),
    set: (now) => reading(call('PUT', path, { now: new Date(now).toISOString() })),
    advance: (by) => reading(call('POST', `${path}/advance`, { by })),
    putRight: () => reading(call('PUT', path, { now: null })),
  };
}

/**
 * @param {import('./caller.js').Call} call
 * @returns {SandboxWorkspace['faults']}
 */
function faultsOf(call) {
  const path = '/sandbox/fault-rules';
  return {
    add: async (fault, target = {}) =>
      /** @type {import('../types/sandbox.d.ts').FaultRule} */ (
        await call('POST', path, { ...target, fault })
      ),
    list: async () => listOf(await call('GET', path)),
    remove: async (id) => void (await call('DELETE', `${path}/${id}`)),
    clear: async () => void (await call('DELETE', path)),
  };
}

/** @param {string} name */
function pathOf(name) {
  return `/sandbox/snapshots/${encodeURIComponent(name)}`;
}

/**
 * @param {import('./caller.js').Call} call
 * @returns {Pick<SandboxWorkspace, 'reset' | 'snapshot' | 'restore' | 'snapshots' | 'removeSnapshot'>}
 */
function stateOf(call) {
  return {
    reset: async () => void (await call('POST', '/sandbox/reset')),
    snapshot: async (name) =>
      /** @type {import('../types/sandbox.d.ts').Snapshot} */ (await call('PUT', pathOf(name))),
    restore: async (name) => void (await call('POST', `${pathOf(name)}/restore`)),
    snapshots: async () => listOf(await call('GET', '/sandbox/snapshots')),
    removeSnapshot: async (name) => void (await call('DELETE', pathOf(name))),
  };
}

/**
 * @template T
 * @param {unknown} page
 * @returns {readonly T[]}
 */
function listOf(page) {
  return /** @type {{ data: readonly T[] }} */ (page).data;
}
