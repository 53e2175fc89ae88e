/**
 * `Idempotency-Key` on POST: the first request with a key has its effect and its reply is kept for 24 hours; a repeated
 * one is sent that reply. The ids of the records made come from the key's seed (see the port), so that even an attempt
 * after a crash between effect and record finds what the first one did instead of doing it again.
 */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HubError, IdTaken, InvalidInput } from '../../../core/errors.ts';
import type { IdempotentRequest, RecordedReply } from '../../../core/port/idempotency-store.ts';
import { type Uuid, uuidV7 } from '../../../core/value/identifier.ts';
import { tenantOf, type DialectServices } from '../../../http/plugin.ts';
import { VendorFailure } from '../../../http/failure.ts';

/** One run of a request's work. */
export interface Attempt {
  /** `{id}` for the one record that the request makes; `{}` without a key: the hub then makes one. */
  readonly own: { readonly id?: Uuid };
  /** `{id}` for the item of that number, of a request that makes many. */
  item(index: number): { readonly id?: Uuid };
  /** An earlier attempt may have had its effect. */
  readonly resumed: boolean;
}

const keyless: Attempt = { own: {}, item: () => ({}), resumed: false };

/**
 * Runs `work` at most once in effect for the request's key, and sends its result; without a key simply runs it.
 * `work` sets status and headers on the reply before it resolves.
 */
export async function once<T>(
  services: DialectServices,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (attempt: Attempt) => Promise<T>,
): Promise<T | FastifyReply> {
  const key = keyOf(request);
  if (key === undefined) return work(keyless);
  const context = tenantOf(request);
  const asked = describe(request, key);
  const start = await services.hub.idempotency.begin(context, asked);
  switch (start.outcome) {
    case 'replay':
      return sendAgain(reply, start.reply);
    case 'in-flight':
      throw new VendorFailure('idempotency-in-flight', 'The first request is still running', {
        retryAfter: start.retryAfter,
      });
    case 'mismatch':
      throw new VendorFailure(
        'idempotency-mismatch',
        'This Idempotency-Key was used for another request',
      );
    case 'new': {
      const attempt = attemptFrom(start.seed, start.resumed);
      const text = await runOnce(services, request, asked, async () => {
        const body = textOf(reply.serialize(await work(attempt)));
        await services.hub.idempotency.complete(context, asked, recorded(reply, body));
        return body;
      });
      return reply.type(jsonType).send(text);
    }
  }
}

const jsonType = 'application/json; charset=utf-8';
const keyForm = /^[\x21-\x7e]{1,255}$/;

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !keyForm.test(key))
    throw InvalidInput.of('Idempotency-Key', 'must be 1 to 255 visible ASCII characters');
  return key;
}

function describe(request: FastifyRequest, key: string): IdempotentRequest {
  const { method, routeOptions, params, query, body } = request;
  const route: unknown[] = [method, routeOptions.url, params, ...Object.entries(query ?? {})];
  return {
    key,
    route: sha256(JSON.stringify(route)).toString('hex'),
    body: sha256(JSON.stringify(body ?? null)).toString('hex'),
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function attemptFrom(seed: Uuid, resumed: boolean): Attempt {
  return {
    own: { id: seed },
    item: (index) => ({ id: derivedId(seed, index) }),
    resumed,
  };
}

/** As old as the seed, and otherwise as random as it. */
function derivedId(seed: Uuid, index: number): Uuid {
  const milliseconds = Number.parseInt(seed.slice(0, 8) + seed.slice(9, 13), 16);
  return uuidV7(milliseconds, sha256(`${seed}/${index}`));
}

/** Frees the key when the work fails: a refusal wrote nothing; of anything else nobody knows. */
async function runOnce(
  services: DialectServices,
  request: FastifyRequest,
  asked: IdempotentRequest,
  run: () => Promise<string>,
): Promise<string> {
  try {
    return await run();
  } catch (error) {
    const refused = error instanceof HubError && error.origin === 'caller';
    try {
      await services.hub.idempotency.abandon(
        tenantOf(request),
        asked,
        refused ? 'nothing-written' : 'unknown',
      );
    } catch {
      request.log.warn('An idempotency key could not be freed; its lease will run out');
    }
    throw error;
  }
}

/** The serialisers of this dialect all give text; the type knows of more. */
function textOf(serialized: string | ArrayBuffer | Buffer): string {
  return typeof serialized === 'string' ? serialized : new TextDecoder().decode(serialized);
}

function recorded(reply: FastifyReply, body: string): RecordedReply {
  const headers: Record<string, string> = {};
  for (const name of ['etag', 'location']) {
    const value = reply.getHeader(name);
    if (typeof value === 'string') headers[name] = value;
  }
  return { status: reply.statusCode, headers, body };
}

function sendAgain(reply: FastifyReply, stored: RecordedReply): FastifyReply {
  return reply
    .code(stored.status)
    .headers(stored.headers)
    .header('idempotent-replayed', 'true')
    .type(jsonType)
    .send(stored.body);
}

/** Makes the record; when an earlier attempt made it under the same id, reads it instead. */
export async function makeOrRead<T>(
  make: () => Promise<T>,
  read: (id: Uuid) => Promise<T>,
  own: Attempt['own'],
): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof IdTaken && own.id !== undefined && error.id === own.id)
      return read(own.id);
    throw error;
  }
}
