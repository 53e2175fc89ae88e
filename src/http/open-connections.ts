/** The server's open connections, so that a stop waits for requests and for nothing else. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface OpenConnections {
  /**
   * Ends every connection that has no request under way, and those that have one as soon as it was answered.
   * Node's own `closeIdleConnections` spares connections that never sent a byte, and browsers keep such ones in reserve.
   */
  endIdle(): void;
  /** Ends all of them, and answers how many requests that cut off. */
  endAll(): number;
}

/** Watches the server from now on: to be called before it listens. */
export function watchConnections(server: Server): OpenConnections {
  const requests = new Map<Socket, number>();
  let ending = false;
  const settle = (socket: Socket): void => {
    if (ending && requests.get(socket) === 0) socket.destroySoon();
  };
  server.on('connection', (socket: Socket) => {
    requests.set(socket, 0);
    socket.once('close', () => requests.delete(socket));
    settle(socket);
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    requests.set(socket, (requests.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const count = requests.get(socket);
      if (count === undefined) return;
      requests.set(socket, count - 1);
      settle(socket);
    });
  });
  return {
    endIdle: () => {
      ending = true;
      for (const socket of requests.keys()) settle(socket);
    },
    endAll: () => {
      ending = true;
      let cut = 0;
      for (const [socket, count] of requests) {
        cut += count;
        socket.destroy();
      }
      return cut;
    },
  };
}
