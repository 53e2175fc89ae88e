/** What is different for telephone systems: they send their key in the address, and show whatever comes back. */
import type { FastifyRequest } from 'fastify';
import { queryText } from '../../../http/request-reader.ts';

export const callerIdPath = '/callerid';

export function isCallerId(request: FastifyRequest): boolean {
  return request.routeOptions.url?.endsWith(callerIdPath) === true;
}

/** The key in the address; no other path takes one there. */
export function keyInAddress(request: FastifyRequest): string | undefined {
  return isCallerId(request) ? queryText(request, 'key') : undefined;
}
