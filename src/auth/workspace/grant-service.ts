/** What apps were let into a workspace, as those who manage its keys see and end it. */
import { requireCapability } from '../../core/capability.ts';
import { NotFound } from '../../core/errors.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { AppGrantEntry } from '../../core/workspace/app-grant.ts';
import { normalizeUuid } from '../../core/value/identifier.ts';
import type { AuthEnvironment } from '../auth-environment.ts';

export class GrantService {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /** Those that hold, oldest first. */
  async list(context: TenantContext): Promise<readonly AppGrantEntry[]> {
    requireCapability(context, 'keys.manage');
    return this.#environment.store.grants.listOfTenant(context.tenantId);
  }

  /** Ends the grant and every token that came of it. Throws `NotFound`. */
  async revoke(context: TenantContext, id: string): Promise<void> {
    requireCapability(context, 'keys.manage');
    const { store, clock, changed } = this.#environment;
    const uuid = normalizeUuid(id);
    const at = clock.of(context.tenantId).now();
    const ended = uuid === null ? [] : await store.grants.revoke(context.tenantId, uuid, at);
    if (ended.length === 0) throw new NotFound('credential', id);
    for (const tenant of ended) changed(tenant);
  }
}
