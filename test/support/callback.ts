/** An app's own address on this machine, where browsers are sent with an answer. */
import { createServer } from 'node:http';

export interface Callback {
  /** `http://127.0.0.1:PORT/callback` */
  readonly url: string;
  /** The query that each browser arrived with, in order. */
  readonly arrivals: readonly Readonly<Record<string, string>>[];
  stop(): Promise<void>;
}

export async function startCallback(): Promise<Callback> {
  const arrivals: Record<string, string>[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/callback') arrivals.push(Object.fromEntries(searchParams));
    response.setHeader('content-type', 'text/html').end('<h1>Arrived</h1>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/callback`,
    arrivals,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
