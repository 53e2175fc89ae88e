/** The hosts that vendors' clients call, and which API of Polydex answers for each. */

/** @type {ReadonlyMap<string, string>} host → dialect, which is also the prefix of its paths here */
export const vendorHosts = new Map([
  ['api.servicem8.com', 'servicem8'],
  ['go.servicem8.com', 'servicem8'],
  ['api.servicetitan.io', 'servicetitan'],
  ['auth.servicetitan.io', 'servicetitan'],
  ['api-integration.servicetitan.io', 'servicetitan'],
  ['auth-integration.servicetitan.io', 'servicetitan'],
  ['services.leadconnectorhq.com', 'highlevel'],
  ['marketplace.gohighlevel.com', 'highlevel'],
  ['api.voipbin.net', 'voipbin'],
  ['embedded.runalloy.com', 'unified'],
  ['production.runalloy.com', 'unified'],
  ['eu-embedded.runalloy.com', 'unified'],
]);

/**
 * @param {string} host with or without a port, in any case
 * @returns {string | undefined} the dialect
 */
export function dialectOf(host) {
  const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  return vendorHosts.get(name);
}
