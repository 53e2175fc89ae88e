/** Fills a workspace through the public API, a thousand contacts a call. */
import { HttpConnection, requestText } from './http-connection.ts';
import type { ServerProcess } from './server-process.ts';

const perCall = 1000;
const callsAtOnce = 2;

/** The phone of the contact with this index: distinct for distinct indexes below nine million. */
export function phoneOf(index: number): string {
  return `+1556${String(1_000_000 + index)}`;
}

/** Stores the contacts with the indexes from `from` up to, not including, `to`. */
export async function fill(server: ServerProcess, from: number, to: number): Promise<void> {
  let next = from;
  const work = async (): Promise<void> => {
    const connection = await HttpConnection.open(server.port);
    while (next < to) {
      const start = next;
      next = Math.min(to, next + perCall);
      await storeBatch(
        connection,
        server,
        Array.from({ length: next - start }, (_, offset) => person(start + offset)),
      );
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: callsAtOnce }, work));
}

async function storeBatch(
  connection: HttpConnection,
  server: ServerProcess,
  items: readonly object[],
): Promise<void> {
  const headers = { authorization: `Bearer ${server.sandbox.native.apiKey}` };
  const reply = await connection.send(
    requestText('POST', '/api/v1/contacts/batch', headers, JSON.stringify({ contacts: items })),
  );
  if (reply.status !== 200) throw new Error(`batch: ${reply.status} ${reply.body.slice(0, 300)}`);
}

function person(index: number): object {
  return {
    givenName: `Pat${index}`,
    familyName: `Doe${index % 1000}`,
    phones: [{ value: phoneOf(index), type: 'mobile' }],
    emails: [{ value: `pat.${index}@example.com` }],
    tags: ['customer'],
  };
}
