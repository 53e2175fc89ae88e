/** A proxy on loopback in front of one server, which shows each call to somebody and keeps none. */
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as httpRequest,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';

interface Header {
  readonly name: string;
  readonly value: string;
}

/** A call as it was, secrets and all: it may be kept in memory alone. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: readonly Header[];
    readonly body: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: readonly Header[];
    readonly body: string;
  };
}

export interface RecordingProxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  stop(): Promise<void>;
}

export interface ProxyOptions {
  /** Where calls go; its path stands before theirs. */
  readonly upstream: URL;
  readonly port: number;
  readonly onExchange: (exchange: Exchange) => void;
}

/** Said from one hop to the next, or by the proxy itself. */
const ofOneHop =
  /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|host|accept-encoding|content-length)$/;

export async function startRecordingProxy(options: ProxyOptions): Promise<RecordingProxy> {
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing, options).catch(() => {
      if (!outgoing.headersSent) outgoing.writeHead(502, { 'content-type': 'text/plain' });
      outgoing.end('polydex record: the upstream server cannot be reached\n');
    });
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the proxy listens on a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { upstream, onExchange }: ProxyOptions,
): Promise<void> {
  const { method = 'GET', url = '/' } = incoming;
  const path = `${upstream.pathname.replace(/\/$/, '')}${url.startsWith('/') ? url : '/'}`;
  const body = await bytesOf(incoming);
  const headers = passedOn(incoming.headers);
  const call = (upstream.protocol === 'https:' ? httpsRequest : httpRequest)({
    protocol: upstream.protocol,
    hostname: upstream.hostname.replaceAll(/^\[|\]$/g, ''),
    port: upstream.port,
    method,
    path,
    headers: { ...headers, ...(body.length > 0 && { 'content-length': body.length }) },
  });
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    call.on('response', resolve);
    call.on('error', reject);
    call.end(body);
  });
  const answer = await bytesOf(reply);
  const status = reply.statusCode ?? 502;
  const replyHeaders = passedOn(reply.headers);
  onExchange({
    request: { method, path, headers: listOf(headers), body: body.toString('utf8') },
    response: { status, headers: listOf(replyHeaders), body: answer.toString('utf8') },
  });
  outgoing.writeHead(status, replyHeaders);
  outgoing.end(answer);
}

function passedOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofOneHop.test(name)));
}

function listOf(headers: IncomingHttpHeaders): Header[] {
  return Object.entries(headers).map(([name, value]) => ({
    name,
    value: Array.isArray(value) ? value.join(', ') : (value ?? ''),
  }));
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) if (Buffer.isBuffer(part)) parts.push(part);
  return Buffer.concat(parts);
}
