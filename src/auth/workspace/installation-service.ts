/** An app that was let into an organisation: which workspaces it is in, and tokens for these. */
import { requireCapability } from '../../core/capability.ts';
import { NotFound } from '../../core/errors.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Installation } from '../../core/workspace/app-grant.ts';
import type { OAuthClient } from '../../core/workspace/credential.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { makeAccessToken } from '../grant/access-token.ts';
import { saveTokens } from '../grant/save-tokens.ts';
import type { TokenGrant, TokenProfile } from '../grant/token-profile.ts';
import { newUuid } from '../token/new-id.ts';
import { newOpaqueToken } from '../token/token-form.ts';

export interface InstalledApp {
  readonly client: OAuthClient;
  readonly installed: readonly Installation[];
}

export class InstallationService {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /** Who asks, and where its consent holds and the consent's person has a role still, oldest workspace first. */
  async list(context: TenantContext): Promise<InstalledApp> {
    requireCapability(context, 'installation.read');
    const { grants, clients } = this.#environment.store;
    const client = await clients.findById(context.credentialId);
    if (client === undefined) throw new NotFound('credential', context.credentialId);
    return { client, installed: await grants.listInstallations(consentOf(context)) };
  }

  /**
   * Tokens for one of these workspaces, of the same app and person. Throws `NotFound` for every other workspace alike, be it
   * of nobody, of strangers, or not approved.
   */
  async enter(
    context: TenantContext,
    profile: TokenProfile,
    locationId: string,
  ): Promise<TokenGrant> {
    requireCapability(context, 'installation.enter');
    return this.#environment.store.atomically(async (store) => {
      const { clock, sign } = this.#environment;
      const found = await store.grants.holdInstallation(consentOf(context), locationId);
      const client = await store.clients.findById(context.credentialId);
      const principal = found && (await store.principals.find(found.principalId));
      const role = found && (await store.principals.roleIn(found.principalId, tenantOf(found)));
      if (!found || !client || !principal || !role) throw new NotFound('workspace', locationId);
      const { workspace, scopes, grantId } = found;
      const order = { holder: { workspace, principal, role }, client, scopes } as const;
      const { token: accessToken, subject } = await makeAccessToken({ clock, sign }, profile, {
        ...order,
        reach: 'workspace',
      });
      const token = { accessToken, refreshToken: newOpaqueToken() };
      const presented = { refresh: undefined, code: undefined, grantId };
      const newId = (): Uuid => newUuid(clock);
      await saveTokens(store, { subject, token, profile, ...presented, newId });
      const { accessTokenSeconds: expiresIn } = profile;
      const granted = { ...token, expiresIn, scopes, workspace, principal, client };
      return { ...granted, reach: 'workspace', approved: [] };
    });
  }
}

function tenantOf({ workspace }: Installation): number {
  return workspace.tenantId;
}

/** The capabilities above are given to no other context. */
function consentOf({ organisationGrant }: TenantContext): Uuid {
  if (organisationGrant === null)
    throw new Error('A context of a workspace asks for installations');
  return organisationGrant;
}
