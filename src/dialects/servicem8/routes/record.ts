/** What the five calls of every object have in common. */
import type { FastifyReply } from 'fastify';
import { InvalidInput, NotFound, type EntityName } from '../../../core/errors.ts';
import { normalizeUuid, type Uuid } from '../../../core/value/identifier.ts';
import type { RecordPage } from '../list/list-records.ts';
import { ErrorResult, type Result } from '../schema.ts';

/** Answers every write; the record's uuid stands in a header alone. */
export const done: Result = { errorCode: 0, message: 'OK' };

export const refused = { 400: ErrorResult, 401: ErrorResult, 403: ErrorResult };
export const refusedOrMissing = { ...refused, 404: ErrorResult };

/** The uuid of a path. What is no UUID is the uuid of no record. @throws NotFound */
export function recordId(params: { readonly uuid: string }, entity: EntityName): Uuid {
  const id = normalizeUuid(params.uuid);
  if (id === null) throw new NotFound(entity, params.uuid);
  return id;
}

/** A body may repeat the uuid of the path, and name no other. @throws InvalidInput */
export function assertSameId(id: Uuid, wire: { readonly uuid?: string } | undefined): void {
  const named = wire?.uuid ?? '';
  if (named !== '' && normalizeUuid(named) !== id) {
    throw InvalidInput.of('uuid', 'cannot be changed');
  }
}

export function sayId(reply: FastifyReply, id: Uuid): Result {
  reply.header('x-record-uuid', id);
  return done;
}

/** The records of a page; where the next one starts stands in a header. */
export function sayNext<T>(reply: FastifyReply, { records, next }: RecordPage<T>): readonly T[] {
  if (next !== null) reply.header('x-next-cursor', next);
  return records;
}
