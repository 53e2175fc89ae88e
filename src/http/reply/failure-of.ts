/** Turns whatever was thrown into a failure that may be told, and logs what nobody foresaw. */
import type { FastifyRequest } from 'fastify';
import { errorFields } from '../../support/error-fields.ts';
import type { Log } from '../../support/log.ts';
import {
  BodyTooLarge,
  type Failure,
  InternalFailure,
  isFailure,
  MalformedBody,
  UnsupportedMediaType,
} from '../failure.ts';

/** What the web framework and the network refuse by themselves. */
const byCode: Readonly<Record<string, (request: FastifyRequest) => Failure>> = {
  ECONNRESET: () => new MalformedBody('The connection was closed before the body was complete'),
  FST_ERR_CTP_BODY_TOO_LARGE: (request) => new BodyTooLarge(request.routeOptions.bodyLimit),
  FST_ERR_CTP_EMPTY_TYPE: () => new UnsupportedMediaType(),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new MalformedBody('The body is not as long as announced'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new UnsupportedMediaType(),
};

export function failureOf(error: unknown, request: FastifyRequest, log: Log): Failure {
  if (isFailure(error)) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const known = typeof code === 'string' && Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  if (known !== undefined) return known(request);
  log.error('unforeseen error', { ...errorFields(error), requestId: request.id });
  return new InternalFailure();
}
