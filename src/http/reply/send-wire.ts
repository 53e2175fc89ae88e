/** Sends a reply that is in the vendor's words already. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorFields } from '../../support/error-fields.ts';
import type { Log } from '../../support/log.ts';
import type { Failure } from '../failure.ts';
import type { Dialect, WireReply } from '../plugin.ts';

const json = 'application/json; charset=utf-8';
/** When a dialect fails to word a failure. */
const wordless: WireReply = { status: 500, body: '{}' };

/** Puts a failure into the dialect's words and sends it. */
export function sendFailure(
  dialect: Pick<Dialect<never>, 'toWireError'>,
  failure: Failure,
  { request, reply, log }: { request: FastifyRequest; reply: FastifyReply; log: Log },
): FastifyReply {
  request.failure = failure;
  let wire = wordless;
  try {
    wire = dialect.toWireError(failure, request);
  } catch (error) {
    log.error('failure without words', { ...errorFields(error), requestId: request.id });
  }
  if (failure.code === 'method_not_allowed' && wire.status === 405) {
    reply.header('allow', failure.allow.join(', '));
  }
  return sendWire(reply, wire);
}

function sendWire(reply: FastifyReply, { status, headers = {}, body }: WireReply): FastifyReply {
  reply.code(status);
  if (body === undefined) return reply.headers(headers).send();
  // As text, so that no schema of the route's good replies is applied to it.
  return reply
    .header('content-type', json)
    .headers(headers)
    .send(typeof body === 'string' ? body : JSON.stringify(body));
}
