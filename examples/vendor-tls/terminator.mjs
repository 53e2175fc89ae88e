/**
 * Speaks TLS for the vendors' host names on this machine, for programs that cannot be told another address and do not run in
 * Node.js. Where each host leads is known by `polydex/redirect`:
 *
 *   POLYDEX_URL=http://127.0.0.1:7070 node --import polydex/redirect terminator.mjs vendor.pem vendor.key 443
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:https';

const [certFile, keyFile, port = '443'] = process.argv.slice(2);
if (certFile === undefined || keyFile === undefined) {
  console.error('Usage: node --import polydex/redirect terminator.mjs <certificate> <key> [port]');
  process.exit(2);
}
const cert = readFileSync(certFile);
const certificate = new X509Certificate(cert);

const server = createServer({ cert, key: readFileSync(keyFile) }, (call, reply) => {
  const host = call.headers.host?.replace(/:\d+$/, '') ?? '';
  // For nobody but those whom the certificate names is anything passed on.
  if (certificate.checkHost(host) === undefined) {
    reply.writeHead(421).end();
    return;
  }
  const { method, url: path, headers } = call;
  const passedOn = request({ host, path, method, headers }, (answer) => {
    reply.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(reply);
    // An answer that breaks off must not look whole.
    answer.on('error', () => reply.destroy());
  });
  // A connection that was reset, as a fault does, is reset for the caller too.
  passedOn.on('error', () => reply.destroy());
  call.pipe(passedOn);
});
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  console.log(`listening on 127.0.0.1:${bound}`);
});
