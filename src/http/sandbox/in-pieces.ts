/** Sends a body piece by piece. */
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';

const pieces = 10;

/** The payload over `ms` milliseconds; one that is no text is sent as it is. */
export function inPieces(reply: FastifyReply, payload: unknown, ms: number): unknown {
  if (typeof payload !== 'string' || payload === '') return payload;
  void reply.removeHeader('content-length');
  return Readable.from(piecesOf(Buffer.from(payload), ms));
}

async function* piecesOf(body: Buffer, ms: number): AsyncGenerator<Buffer> {
  const size = Math.ceil(body.length / pieces);
  for (let start = 0; start < body.length; start += size) {
    yield body.subarray(start, start + size);
    await wait(ms / pieces);
  }
}
