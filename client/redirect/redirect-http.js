/** `node:http` and `node:https`, by whatever name a program has imported their functions: axios, got, node-fetch and the like. */
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { urlToHttpOptions } from 'node:url';
import { redirectionOf } from './redirection.js';

/**
 * @typedef {import('node:https').RequestOptions} Options
 * @typedef {(response: import('node:http').IncomingMessage) => void} Callback
 * @typedef {(...args: unknown[]) => import('node:http').ClientRequest} Call
 */

const request = { 'http:': http.request, 'https:': https.request };

export function redirectHttp() {
  for (const scheme of [http, https]) {
    const originals = { request: call(scheme.request), get: call(scheme.get) };
    /** @type {Call} */
    const requestAnybody = (...args) => redirected(args) ?? originals.request(...args);
    /** @type {Call} */
    const getAnybody = (...args) => {
      const sent = redirected(args);
      sent?.end();
      return sent ?? originals.get(...args);
    };
    Object.assign(scheme, { request: requestAnybody, get: getAnybody });
  }
  syncBuiltinESMExports();
}

/**
 * @param {unknown} original
 * @returns {Call}
 */
function call(original) {
  return /** @type {Call} */ (original);
}

/**
 * @param {readonly unknown[]} args as `http.request` takes them
 * @returns {import('node:http').ClientRequest | undefined} undefined for a call to anybody else
 */
function redirected(args) {
  const { options, callback } = read(args);
  const asked = whereTo(options);
  const to = redirectionOf(asked.host, asked.path);
  if (to === undefined) return undefined;
  return request[to.protocol](
    {
      ...options,
      protocol: to.protocol,
      hostname: to.hostname,
      host: undefined,
      port: to.port || undefined,
      path: to.path,
      headers: withHost(options.headers, new URL(to.origin).host),
      // What was chosen for the vendor's address: an agent may be a proxy, or speak the other protocol.
      agent: undefined,
      defaultPort: undefined,
      servername: undefined,
      socketPath: undefined,
      createConnection: undefined,
      lookup: undefined,
    },
    callback,
  );
}

/**
 * @param {readonly unknown[]} args
 * @returns {{ options: Options, callback?: Callback }}
 */
function read(args) {
  const [first, second, third] = args;
  const isUrl = typeof first === 'string' || first instanceof URL;
  const address = isUrl && URL.canParse(String(first)) ? urlToHttpOptions(new URL(first)) : {};
  const [more, callback] = isUrl ? [second, third] : [first, second];
  const found = [more, callback].find((one) => typeof one === 'function');
  return {
    options: { ...address, ...(typeof more === 'object' ? more : {}) },
    ...(found !== undefined && { callback: /** @type {Callback} */ (found) }),
  };
}

/**
 * A request that is sent to a proxy names the vendor in its path.
 * @param {Options} options
 * @returns {{ host: string, path: string }}
 */
function whereTo(options) {
  const path = options.path ?? '/';
  if (/^https?:\/\//i.test(path) && URL.canParse(path)) {
    const url = new URL(path);
    return { host: url.host, path: `${url.pathname}${url.search}` };
  }
  return { host: options.hostname ?? options.host ?? '', path };
}

/**
 * The server refuses names that are not its own. Node.js says the right one itself, but not beside a list of headers.
 * @param {Options['headers']} headers
 * @param {string} host
 * @returns {Options['headers']}
 */
function withHost(headers, host) {
  if (headers === undefined) return undefined;
  if (!Array.isArray(headers))
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !isHost(name)));
  /** @type {string[]} names and values in turn, or in pairs */
  const flat = headers.flat();
  const others = flat.filter((_item, index) => !isHost(flat[index - (index % 2)] ?? ''));
  return ['Host', host, ...others];
}

/** @param {string} name */
function isHost(name) {
  return name.toLowerCase() === 'host';
}
