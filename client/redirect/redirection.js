/** Where a call to a vendor goes instead. */
import { localServer, noServer } from '../local-server.js';
import { dialectOf } from './vendor-hosts.js';

/**
 * @typedef {object} Redirection
 * @property {'http:' | 'https:'} protocol
 * @property {string} hostname
 * @property {string} port empty for the protocol's own
 * @property {string} origin
 * @property {string} path with its query
 */

/** @type {URL | undefined} */
let server;

/**
 * @param {string} host with or without a port
 * @param {string} path with its query
 * @returns {Redirection | undefined} undefined for everybody but the vendors
 * @throws SetUpError for a vendor's host while no server is known: a call is never let through to the vendor
 */
export function redirectionOf(host, path) {
  const dialect = dialectOf(host);
  if (dialect === undefined) return undefined;
  server ??= localServer() ?? noServer();
  const prefix = `${server.pathname.replace(/\/$/, '')}/${dialect}`;
  return {
    protocol: server.protocol === 'https:' ? 'https:' : 'http:',
    hostname: server.hostname.replace(/^\[|\]$/g, ''),
    port: server.port,
    origin: server.origin,
    path: `${prefix}${path.startsWith('/') ? '' : '/'}${path}`,
  };
}
