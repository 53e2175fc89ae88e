/** Any failure as ServiceTitan's `ApiErrorResponse`, or as an OAuth error when it is about the token endpoint. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { statusOf, type Failure } from '../../http/failure.ts';
import type { WireReply } from '../../http/plugin.ts';
import { isTokenPath } from './auth.ts';
import { errorsOf } from './error/field-errors.ts';
import { wordsOf } from './error/refusal.ts';
import { titleOf } from './error/title.ts';
import { invertedWords } from './relationships/inverted-words.ts';
import { tokenError } from './token/token-error.ts';

export function toWireError(failure: Failure, request: FastifyRequest): WireReply {
  if (isTokenPath(request)) return tokenError(failure, headersOf(failure, statusOf(failure)));
  const inverted = invertedWords(failure, request);
  const status = inverted?.status ?? statusFor(failure);
  const title = inverted?.title ?? titleOf(failure);
  const traceId = traceIdOf(request.id);
  const errors = errorsOf(failure, title);
  return {
    status,
    headers: { ...headersOf(failure, status), 'x-trace-id': traceId },
    body: { type: typeOf(status), title, status, traceId, errors, data: {} },
  };
}

/** The W3C form that the vendor's host shows, the same for the same request id. */
function traceIdOf(requestId: string): string {
  const hex = createHash('sha256').update(requestId).digest('hex');
  return `00-${hex.slice(0, 32)}-${hex.slice(32, 48)}-00`;
}

function statusFor(failure: Failure): number {
  if (failure.code === 'vendor') return wordsOf(failure).status;
  if (failure.code === 'unauthenticated' && failure.reason === 'app-not-connected') return 403;
  return statusOf(failure);
}

function headersOf(failure: Failure, status: number): Record<string, string> {
  if (failure.code === 'method_not_allowed') return { allow: failure.allow.join(', ') };
  if (failure.code === 'rate_limited') return { 'retry-after': String(failure.retryAfter) };
  return status === 401 ? { 'www-authenticate': 'Bearer' } : {};
}

const types: Readonly<Record<number, string>> = {
  401: 'https://tools.ietf.org/html/rfc7235#section-3.1',
  403: 'https://tools.ietf.org/html/rfc7231#section-6.5.3',
  404: 'https://tools.ietf.org/html/rfc7231#section-6.5.4',
  405: 'https://tools.ietf.org/html/rfc7231#section-6.5.5',
  409: 'https://tools.ietf.org/html/rfc7231#section-6.5.8',
  412: 'https://tools.ietf.org/html/rfc7232#section-4.2',
  413: 'https://tools.ietf.org/html/rfc7231#section-6.5.11',
  415: 'https://tools.ietf.org/html/rfc7231#section-6.5.13',
  421: 'https://tools.ietf.org/html/rfc7540#section-9.1.2',
  429: 'https://tools.ietf.org/html/rfc6585#section-4',
  500: 'https://tools.ietf.org/html/rfc7231#section-6.6.1',
  503: 'https://tools.ietf.org/html/rfc7231#section-6.6.4',
};

function typeOf(status: number): string {
  return types[status] ?? 'https://tools.ietf.org/html/rfc7231#section-6.5.1';
}
