/**
 * Remembers what was done under a client's `Idempotency-Key`, so that a repeated request has one effect (DESIGN §11).
 *
 * The effect and this record are written in different transactions, and a crash may fall between them. What makes the
 * repetition harmless is the seed: it is fixed when a key is first seen and handed to every attempt, and the ids of all
 * records that the request makes are derived from it. An attempt after a crash meets its own records (`IdTaken`) and
 * answers with them. So a lease only keeps two attempts from running side by side; one that expires early costs a
 * repeated read, never a second effect.
 */
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';

/** The request as far as it decides whether two are the same. Scoped besides to the context's tenant and credential. */
export interface IdempotentRequest {
  /** As the client sent it: 1 to 255 visible ASCII characters. */
  readonly key: string;
  /** SHA-256 in hexadecimal of method, route and path parameters. */
  readonly route: string;
  /** SHA-256 in hexadecimal of the body. */
  readonly body: string;
}

/** A reply as it was sent, to be sent again. */
export interface RecordedReply {
  readonly status: number;
  /** Only those that say something about the effect: `etag`, `location`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The serialised body; `''` for none. */
  readonly body: string;
}

export type IdempotencyStart =
  | {
      readonly outcome: 'new';
      /** The same for every attempt under this key; in the layout of the hub's own ids. */
      readonly seed: Uuid;
      /** An earlier attempt began and was never completed: its effect may be there. */
      readonly resumed: boolean;
    }
  | { readonly outcome: 'replay'; readonly reply: RecordedReply }
  /** Another attempt holds the lease; `retryAfter` in whole seconds, at least 1. */
  | { readonly outcome: 'in-flight'; readonly retryAfter: number }
  /** The key was used for another route or body. */
  | { readonly outcome: 'mismatch' };

/** How long a key is remembered after it was first seen: 24 hours, in seconds. */
export const idempotencySeconds = 24 * 3600;
/** How long an attempt may run before another may take its place, in seconds. */
export const leaseSeconds = 10;

export interface IdempotencyStore {
  /** Removes what has been forgotten anyway: records older than `idempotencySeconds`. */
  purge(context: TenantContext): Promise<void>;
  /**
   * Atomic: of several attempts at once one is `new`. A record older than `idempotencySeconds` counts as absent; a
   * lease older than `leaseSeconds`, or left by a process that is known to be dead, is taken over (`resumed`).
   */
  begin(context: TenantContext, request: IdempotentRequest): Promise<IdempotencyStart>;
  /** Durable when it resolves. The last of two attempts wins; both say the same. */
  complete(context: TenantContext, request: IdempotentRequest, reply: RecordedReply): Promise<void>;
  /**
   * The attempt ended without a reply to keep. `nothing-written`: the key is forgotten, unless an earlier attempt was
   * resumed. `unknown`: the lease ends at once and the seed stays, for the next attempt to find out.
   */
  abandon(
    context: TenantContext,
    request: IdempotentRequest,
    effect: 'nothing-written' | 'unknown',
  ): Promise<void>;
}
