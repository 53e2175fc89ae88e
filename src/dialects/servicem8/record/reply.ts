/** What answers the calls of every object. */
import type { FastifyReply } from 'fastify';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { RecordPage } from '../list/list-records.ts';
import { ErrorResult, type Result } from '../schema.ts';

/** Answers every write; the record's uuid stands in a header alone. */
export const done: Result = { errorCode: 0, message: 'OK' };

export const refused = { 400: ErrorResult, 401: ErrorResult, 403: ErrorResult };
export const refusedOrMissing = { ...refused, 404: ErrorResult };

export function sayId(reply: FastifyReply, id: Uuid): Result {
  reply.header('x-record-uuid', id);
  return done;
}

/** The records of a page; where the next one starts stands in a header. */
export function sayNext<T>(reply: FastifyReply, { records, next }: RecordPage<T>): readonly T[] {
  if (next !== null) reply.header('x-next-cursor', next);
  return records;
}
