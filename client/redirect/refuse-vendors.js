/**
 * Whatever is not redirected (HTTP/2, sockets, other packages' own fetch) fails instead of reaching the vendor: a program that
 * is tested here may hold real credentials.
 */
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { dialectOf } from './vendor-hosts.js';

export function refuseVendors() {
  const { lookup } = dns;
  const promised = dns.promises.lookup;
  /**
   * @param {unknown} host
   * @param {unknown[]} rest
   */
  const checked = (host, ...rest) => {
    const callback = rest.at(-1);
    if (!isVendor(host) || typeof callback !== 'function')
      Reflect.apply(lookup, dns, [host, ...rest]);
    else process.nextTick(callback, refusal(host));
  };
  /**
   * @param {unknown} host
   * @param {unknown[]} rest
   */
  const checkedPromise = async (host, ...rest) => {
    if (isVendor(host)) throw refusal(host);
    return Reflect.apply(promised, dns.promises, [host, ...rest]);
  };
  Object.assign(dns, { lookup: checked });
  Object.assign(dns.promises, { lookup: checkedPromise });
  syncBuiltinESMExports();
}

/**
 * @param {unknown} host
 * @returns {host is string}
 */
function isVendor(host) {
  return typeof host === 'string' && dialectOf(host) !== undefined;
}

/** @param {string} host */
function refusal(host) {
  const message =
    `polydex/redirect catches fetch, http and https, and this call to ${host} came by neither, so it is refused: ` +
    'give the client the base URL of the local server.';
  return Object.assign(new Error(message), { code: 'POLYDEX_NOT_REDIRECTED', hostname: host });
}
