/** What a dialect says of its vendor's rate limits. */
import type { FastifyRequest } from 'fastify';
import type { TenantContext } from '../../core/tenant-context.ts';

/** At most `most` requests in each span of `seconds`; spans are counted from 1970, so that a day is a day in UTC. */
export interface RateWindow {
  /** As the vendor calls it: `minute`, `day`. */
  readonly name: string;
  readonly seconds: number;
  readonly most: number;
}

/** How much of a window is left to somebody. */
export interface WindowStanding {
  readonly window: RateWindow;
  readonly left: number;
  /** Until the next one begins, in milliseconds. */
  readonly resetMs: number;
}

export interface RateRule {
  readonly windows: readonly RateWindow[];
  /** Who is counted together. Default: the app (its OAuth client, or the key where there is none) in the workspace. */
  readonly keyOf?: (request: FastifyRequest, context: TenantContext) => string;
  /** Headers of every reply, refusals and unknown paths included; nobody's standing is that of full windows. */
  readonly headers?: (standings: readonly WindowStanding[]) => Readonly<Record<string, string>>;
}

/** `vendor`: as each vendor has it. `off`: counted and told, never refused. */
export const rateLimitModes = ['off', 'vendor'] as const;
export type RateLimitMode = (typeof rateLimitModes)[number];
