/** Fills a workspace through the public API, a thousand contacts a call. */
import { HttpConnection, requestText } from './http-connection.ts';
import type { ServerProcess } from './server-process.ts';

const perCall = 1000;
const callsAtOnce = 2;

/** The phone of the contact with this index: distinct for distinct indexes below nine million. */
export function phoneOf(index: number): string {
  return `+1556${String(1_000_000 + index)}`;
}

/** Stores the contacts with the indexes from `from` up to, not including, `to`; answers the ids of the first of them. */
export async function fill(
  server: ServerProcess,
  from: number,
  to: number,
  person: (index: number) => object = plainPerson,
): Promise<readonly string[]> {
  let first: readonly string[] = [];
  let next = from;
  const work = async (): Promise<void> => {
    const connection = await HttpConnection.open(server.port);
    while (next < to) {
      const start = next;
      next = Math.min(to, next + perCall);
      const ids = await storeBatch(
        connection,
        server,
        Array.from({ length: next - start }, (_, offset) => person(start + offset)),
      );
      if (start === from) first = ids;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: callsAtOnce }, work));
  return first;
}

/** At most a thousand; answers their ids. */
export async function storeBatch(
  connection: HttpConnection,
  server: ServerProcess,
  items: readonly object[],
): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${server.sandbox.native.apiKey}` };
  const reply = await connection.send(
    requestText('POST', '/api/v1/contacts/batch', headers, JSON.stringify({ contacts: items })),
  );
  const ids = [...reply.body.matchAll(/"id":"([^"]+)"/g)].map(([, id = '']) => id);
  if (reply.status === 200 && ids.length === items.length) return ids;
  throw new Error(`batch: ${reply.status} ${reply.body.slice(0, 300)}`);
}

function plainPerson(index: number): object {
  return {
    givenName: `Pat${index}`,
    familyName: `Doe${index % 1000}`,
    phones: [{ value: phoneOf(index), type: 'mobile' }],
    emails: [{ value: `pat.${index}@example.com` }],
    tags: ['customer'],
  };
}
