/**
 * `node --import polydex/redirect program.js`: inside this process, calls to the vendors' hosts go to the local server, under the
 * prefix of the API that speaks for them. Nothing else is touched. `POLYDEX_REDIRECT_LOG=1` says what goes where.
 */
import { localServer } from './local-server.js';
import { redirectFetch } from './redirect/redirect-fetch.js';
import { redirectHttp } from './redirect/redirect-http.js';
import { refuseVendors } from './redirect/refuse-vendors.js';
import { vendorHosts } from './redirect/vendor-hosts.js';

const server = localServer();
redirectFetch();
redirectHttp();
refuseVendors();

// A proxy that the environment names is not for this machine.
for (const name of ['NO_PROXY', 'no_proxy']) {
  const hosts = [process.env[name], 'localhost,127.0.0.1,[::1]'];
  process.env[name] = hosts.filter(Boolean).join(',');
}

if (process.env['POLYDEX_REDIRECT_LOG']) {
  const to = server?.origin ?? 'no server yet: set POLYDEX_URL, or start one';
  const hosts = [...vendorHosts].map(([host, dialect]) => `  ${host} -> ${to}/${dialect}\n`);
  process.stderr.write(`polydex/redirect\n${hosts.join('')}`);
}
