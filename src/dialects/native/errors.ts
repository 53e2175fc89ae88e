/** Any failure as `application/problem+json`. */
import type { FastifyRequest } from 'fastify';
import type { Failure } from '../../http/failure.ts';
import type { WireReply } from '../../http/plugin.ts';
import { isCallerId } from './caller-id/request.ts';
import { toProblem } from './problem/problem.ts';

export function toWireError(failure: Failure, request: FastifyRequest): WireReply {
  const problem = toProblem(failure, request.body);
  // A telephone system would show whatever stands in the body.
  if (isCallerId(request)) return { status: problem.status, headers: headersOf(failure) };
  return {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', ...headersOf(failure) },
    body: { ...problem, requestId: request.id },
  };
}

function headersOf(failure: Failure): Record<string, string> {
  if (failure.code === 'unauthenticated') return { 'www-authenticate': 'Bearer realm="polydex"' };
  if (failure.code === 'method_not_allowed') return { allow: failure.allow.join(', ') };
  if (failure.code === 'rate_limited') return { 'retry-after': String(failure.retryAfter) };
  if (failure.code === 'version_conflict') return { etag: `"v${failure.currentVersion}"` };
  return failure.code === 'vendor' ? retryOf(failure.data['retryAfter']) : {};
}

function retryOf(seconds: unknown): Record<string, string> {
  return typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {};
}
