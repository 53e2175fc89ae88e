/** A real HTTP server on this machine that takes webhooks, remembers them, and answers as it is told. */
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request; what it leaves open stays open. */
export type Answer = (response: ServerResponse, received: Received) => void;

/** An answer with this status, without or with a body. */
export function status(code: number, body = ''): Answer {
  return (response) => response.writeHead(code).end(body);
}

export class Receiver {
  readonly received: Received[] = [];
  readonly url: string;
  readonly #server: Server;
  /** How the next requests are answered; 200 until said otherwise. */
  answer: Answer = status(200);

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
    server.on('request', (request, response: ServerResponse) => {
      void text(request).then((body) => {
        const received = { path: request.url ?? '', headers: request.headers, body };
        this.received.push(received);
        this.answer(response, received);
      });
    });
  }

  static async open(): Promise<Receiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('it has a port');
    return new Receiver(server, address.port);
  }

  /** The bodies that came, as JSON, and forgets them. */
  take(): unknown[] {
    return this.received.splice(0).map(({ body }): unknown => JSON.parse(body));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
