/** Where a new record can be read. */
import type { FastifyRequest } from 'fastify';
import { mountOf, type DialectServices } from '../../../http/plugin.ts';

/** Absolute, under the mount that the request came in by; `path` as in `contacts/<id>`. */
export function locationOf(
  { publicBase }: DialectServices,
  request: FastifyRequest,
  path: string,
): string {
  return `${publicBase(request)}${mountOf(request, { name: 'native' })}/api/v1/${path}`;
}
