/** Many equal requests over one connection, without waiting in between: where only their number matters. */
import { connect } from 'node:net';
import type { Credential } from './http-call.ts';

/** Asks for the path so often, and answers the statuses. */
export async function pipeline(
  baseUrl: string,
  path: string,
  { headers = {} }: Credential,
  count: number,
): Promise<number[]> {
  const { hostname, port } = new URL(baseUrl);
  const lines = Object.entries({ host: `${hostname}:${port}`, ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const socket = connect(Number(port), hostname);
  const requests = Array.from({ length: count }, (_, index) => {
    const last = index + 1 < count ? '' : 'connection: close\r\n';
    return `GET ${path} HTTP/1.1\r\n${head}${last}\r\n`;
  });
  socket.write(requests.join(''));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const replies = Buffer.concat(chunks).toString('latin1');
  return [...replies.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
