/** `Idempotency-Key` on a create: one contact for a key, and the same reply again for 24 hours. */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HubError, InvalidInput } from '../../../core/errors.ts';
import type { IdempotentRequest } from '../../../core/port/idempotency-store.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { VendorFailure } from '../../../http/failure.ts';
import { tenantOf, type DialectServices } from '../../../http/plugin.ts';
import { readSelector } from '../auth.ts';
import { problems } from '../errors.ts';

/** One run of the work. */
export interface Attempt {
  /** The id to make the contact under, the same in every attempt; undefined without a key: the hub then chooses. */
  readonly id: Uuid | undefined;
}

type Services = Pick<DialectServices, 'hub'>;

/** Runs `work` at most once in effect for the key and sends its result; without a key simply runs it. */
export async function once<T>(
  { hub }: Services,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  work: (attempt: Attempt) => Promise<T>,
): Promise<T | FastifyReply> {
  const key = keyOf(request);
  if (key === undefined) return work({ id: undefined });
  const asked = describe(request, key);
  const start = await hub.idempotency.begin(tenantOf(request), asked);
  switch (start.outcome) {
    case 'replay':
      reply.header('idempotent-replayed', 'true');
      return sendText(reply, start.reply.body);
    case 'in-flight':
      throw new VendorFailure(problems.inFlight, 'the first request with this key still runs', {
        retryAfter: start.retryAfter,
      });
    case 'mismatch':
      throw new VendorFailure(
        problems.keyReused,
        'this Idempotency-Key was used for a different request',
      );
    case 'new': {
      const text = await freeOnFailure({ hub }, { request, asked }, async () => {
        const body = textOf(reply.serialize(await work({ id: start.seed })));
        const recorded = { status: 200, headers: {}, body };
        await hub.idempotency.complete(tenantOf(request), asked, recorded);
        return body;
      });
      return sendText(reply, text);
    }
  }
}

const keyForm = /^[\x21-\x7e]{1,255}$/;

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && keyForm.test(key)) return key;
  throw InvalidInput.of('Idempotency-Key', 'must be 1 to 255 visible ASCII characters');
}

/** A key belongs to one connection; the spelling of the path does not count. */
function describe(request: FastifyRequest, key: string): IdempotentRequest {
  const { method, routeOptions, body } = request;
  return {
    key,
    route: sha256(JSON.stringify([method, routeOptions.url, readSelector(request)])),
    body: sha256(JSON.stringify(body ?? null)),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A refusal wrote nothing and frees the key; of anything else nobody knows, and the next attempt finds out. */
async function freeOnFailure(
  { hub }: Services,
  { request, asked }: { request: FastifyRequest; asked: IdempotentRequest },
  run: () => Promise<string>,
): Promise<string> {
  try {
    return await run();
  } catch (error) {
    const isRefusal = error instanceof HubError && error.origin === 'caller';
    const effect = isRefusal ? 'nothing-written' : 'unknown';
    try {
      await hub.idempotency.abandon(tenantOf(request), asked, effect);
    } catch {
      request.log.warn('an idempotency key could not be freed; its lease will run out');
    }
    throw error;
  }
}

/** The serialisers of this dialect all give text; the type knows of more. */
function textOf(serialized: string | ArrayBuffer | Buffer): string {
  return typeof serialized === 'string' ? serialized : new TextDecoder().decode(serialized);
}

function sendText(reply: FastifyReply, text: string): FastifyReply {
  return reply.code(200).type('application/json; charset=utf-8').send(text);
}
