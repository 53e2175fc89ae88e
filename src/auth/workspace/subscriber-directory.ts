/** In whose name webhooks are told: a key of the workspace, or an app that a person let in. */
import { requireCapability } from '../../core/capability.ts';
import { InvalidInput } from '../../core/errors.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { normalizeUuid } from '../../core/value/identifier.ts';
import type { WebhookSubscriber } from '../../core/webhook/portal-draft.ts';
import type { AuthEnvironment } from '../auth-environment.ts';

export class SubscriberDirectory {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /**
   * The valid key or grant with the id, as keys and grants are listed, that is for the audience; without an id the
   * caller's own key. @throws InvalidInput naming `subscriber`
   */
  async find(
    context: TenantContext,
    { id, audience }: { readonly id: string | null; readonly audience: string },
  ): Promise<WebhookSubscriber> {
    requireCapability(context, 'webhook.manage');
    if (id === null) {
      const { credentialId, principalId, dialect } = context;
      return { credentialId, principalId, audience: dialect };
    }
    const found = (await this.#keys(context)).find((known) => known.id === normalizeUuid(id));
    if (found?.audience === audience) {
      const { credentialId, principalId } = found;
      return { credentialId, principalId, audience };
    }
    throw InvalidInput.of('subscriber', `must be the id of a valid ${audience} key or grant`);
  }

  async #keys({ tenantId }: TenantContext) {
    const { store, clock } = this.#environment;
    const now = clock.of(tenantId).now();
    const credentials = await store.credentials.listOfTenant(tenantId);
    const keys = credentials
      .filter(({ kind, revokedAt }) => kind === 'api-key' && revokedAt === null)
      .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
      .map((key) => ({ ...key, credentialId: key.id }));
    const grants = await store.grants.listOfTenant(tenantId);
    return [...keys, ...grants.map((grant) => ({ ...grant, credentialId: grant.clientId }))];
  }
}
