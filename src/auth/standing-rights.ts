/** The rights that somebody has now who is not calling: for what goes on in their name, such as webhooks. */
import type { HubClock } from '../core/port/hub-clock.ts';
import type { CredentialStore } from '../core/port/control-store.ts';
import { TenantContext } from '../core/tenant-context.ts';
import type { Uuid } from '../core/value/identifier.ts';
import type { ScopeTable } from './presented-credential.ts';
import { capabilitiesOf } from './role.ts';

/** Whom it was done for. */
export interface Standing {
  readonly tenantId: number;
  readonly audience: string;
  /** The key, or the client that tokens were issued to. */
  readonly credentialId: Uuid;
  readonly principalId: Uuid;
}

export interface StandingRightsOptions {
  readonly store: { readonly credentials: Pick<CredentialStore, 'findStanding'> };
  readonly clock: HubClock;
  /** The scope table of every audience. */
  readonly scopes: ReadonlyMap<string, ScopeTable>;
}

export class StandingRights {
  readonly #options: StandingRightsOptions;

  constructor(options: StandingRightsOptions) {
    this.#options = options;
  }

  /**
   * The context that the key opens, or that the valid tokens of client and principal would open together; null when
   * nothing of that is valid any more, or the principal has no role. Asks each time.
   */
  async of(standing: Standing, requestId: string): Promise<TenantContext | null> {
    const { store, clock, scopes } = this.#options;
    const at = clock.of(standing.tenantId).now();
    const found = await store.credentials.findStanding(standing, at);
    if (found === undefined || found.role === null || found.scopes.length === 0) return null;
    const table = scopes.get(standing.audience) ?? {};
    return TenantContext.issue({
      workspace: found.workspace,
      principal: found.principal.number,
      principalId: found.principal.id,
      credentialId: standing.credentialId,
      dialect: standing.audience,
      capabilities: capabilitiesOf(table, found.scopes, found.role),
      requestId,
    });
  }
}
