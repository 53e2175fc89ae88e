/** The global `fetch`: a call to a vendor is sent by a dispatcher that changes where it goes, so that redirects are caught too. */
import { redirectionOf } from './redirection.js';
import { dialectOf } from './vendor-hosts.js';

/**
 * What undici sends requests with; its types are not public in Node.js.
 * @typedef {{ origin?: string | URL, path: string }} DispatchOptions
 * @typedef {{ dispatch(options: DispatchOptions, handler: unknown): boolean }} Dispatcher
 */

export function redirectFetch() {
  const original = globalThis.fetch;
  /** @type {typeof fetch} */
  const redirected = (input, init) => {
    const url = urlOf(input);
    if (url === undefined || dialectOf(url.hostname) === undefined) return original(input, init);
    return original(input, withDispatcher(init ?? {}));
  };
  globalThis.fetch = redirected;
}

/**
 * @param {string | URL | Request} input
 * @returns {URL | undefined}
 */
function urlOf(input) {
  const text = typeof input === 'object' && 'url' in input ? input.url : String(input);
  return URL.canParse(text) ? new URL(text) : undefined;
}

/**
 * The same options, whatever they are made of (a Request will do), but for the dispatcher: one of the program's own may be
 * a proxy, and what is meant for this machine goes through none.
 * @param {RequestInit} init
 * @returns {RequestInit}
 */
function withDispatcher(init) {
  return new Proxy(init, {
    get: (target, key) => (key === 'dispatcher' ? redirecting : Reflect.get(target, key, target)),
  });
}

/** @type {Dispatcher} */
const redirecting = {
  dispatch: (options, handler) => {
    const { host } = new URL(String(options.origin));
    const to = redirectionOf(host, options.path);
    const changed = to === undefined ? options : { ...options, origin: to.origin, path: to.path };
    return globalDispatcher().dispatch(changed, handler);
  },
};

/** @returns {Dispatcher} */
function globalDispatcher() {
  // Node.js loads its fetch, and makes the dispatcher, when one of these is first asked for.
  void globalThis.Request;
  for (const version of [1, 2]) {
    /** @type {unknown} */
    const found = Reflect.get(globalThis, Symbol.for(`undici.globalDispatcher.${version}`));
    if (isDispatcher(found)) return found;
  }
  throw new Error('polydex/redirect does not know the fetch of this Node.js');
}

/**
 * @param {unknown} value
 * @returns {value is Dispatcher}
 */
function isDispatcher(value) {
  return typeof value === 'object' && value !== null && 'dispatch' in value;
}
