/** Holds the callers of one dialect to its vendor's limits. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HubClock } from '../../core/port/hub-clock.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { RateLimited } from '../failure.ts';
import { RateMeter } from './rate-meter.ts';
import type { RateLimitMode, RateRule } from './rate-rule.ts';

export interface RateLimitOptions {
  readonly mode: RateLimitMode;
  readonly clock: HubClock;
}

export class RateLimit {
  readonly #rule: RateRule;
  readonly #mode: RateLimitMode;
  readonly #meter: RateMeter;
  readonly #clock: HubClock;

  constructor(rule: RateRule, { mode, clock }: RateLimitOptions) {
    this.#rule = rule;
    this.#mode = mode;
    this.#meter = new RateMeter(rule.windows, clock);
    this.#clock = clock;
  }

  /** Counts a request of a known caller. @throws RateLimited once a window is used up, which counts no further. */
  admit(request: FastifyRequest, context: TenantContext): void {
    const key = this.#keyOf(request, context);
    const clock = this.#clock.of(context.tenantId);
    if (this.#mode === 'off') return this.#meter.note(key, clock);
    const spent = this.#meter.take(key, clock);
    if (spent === null) return;
    throw new RateLimited(Math.ceil(spent.resetMs / 1000), spent.window.name);
  }

  /** Puts the vendor's headers on every reply of the scope. */
  tell(app: FastifyInstance): void {
    const { headers } = this.#rule;
    if (headers === undefined) return;
    app.addHook('onSend', async (request, reply) => {
      const { tenant } = request;
      const key = tenant === null ? null : this.#keyOf(request, tenant);
      const clock = tenant === null ? this.#clock : this.#clock.of(tenant.tenantId);
      reply.headers(headers(this.#meter.standings(key, clock)));
    });
  }

  #keyOf(request: FastifyRequest, context: TenantContext): string {
    return this.#rule.keyOf?.(request, context) ?? `${context.tenantId} ${context.credentialId}`;
  }
}
