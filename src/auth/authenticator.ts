/**
 * Turns a presented credential into a tenant context: the only place, with the operator's, where one is issued. What a
 * token stands for is kept for at most five seconds, so that a revocation takes effect everywhere within that time.
 */
import type { Capability } from '../core/capability.ts';
import type { HubClock } from '../core/port/hub-clock.ts';
import type {
  CredentialGrant,
  CredentialStore,
  OAuthClientStore,
} from '../core/port/control-store.ts';
import type { CredentialKind } from '../core/workspace/credential.ts';
import type { Workspace } from '../core/workspace/workspace.ts';
import { TenantContext } from '../core/tenant-context.ts';
import { AuthFailure } from './auth-failure.ts';
import type { PresentedCredential, ScopeTable } from './presented-credential.ts';
import { capabilitiesOf } from './role.ts';
import { hashToken } from './token/token-hash.ts';

/** Microseconds. Beyond the first a grant is read again while it is still served, beyond the second it is not served. */
const freshFor = 2_500_000;
const servedFor = 5_000_000;
const mostGrants = 10_000;
const noScopes: ScopeTable = {};

interface KnownGrant {
  readonly grant: CredentialGrant;
  readonly capabilities: ReadonlySet<Capability>;
  readonly loadedAt: number;
  refreshing: boolean;
}

export interface AuthenticatorOptions {
  readonly store: {
    readonly credentials: Pick<CredentialStore, 'findGrant'>;
    readonly clients: Pick<OAuthClientStore, 'findApp'>;
  };
  readonly clock: HubClock;
  /** The scope table of every audience. */
  readonly scopes: ReadonlyMap<string, ScopeTable>;
}

export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #known = new Map<string, KnownGrant>();
  readonly #loading = new Map<string, Promise<KnownGrant | undefined>>();

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
  }

  /**
   * The context that the credential opens, at once when its grant is known. Throws (or rejects with) `AuthFailure`, and
   * `Unavailable` when the store cannot be asked.
   */
  authenticate(
    audience: string,
    presented: PresentedCredential,
    requestId: string,
  ): TenantContext | Promise<TenantContext> {
    const hash = hashToken(presented.secret);
    const known = this.#known.get(hash);
    if (known === undefined || !this.#isServed(known)) {
      return this.#load(hash).then((loaded) =>
        this.#admit(loaded, { audience, presented, requestId }),
      );
    }
    if (this.#ageOf(known) >= freshFor && !known.refreshing) this.#refresh(hash, known);
    return this.#admit(known, { audience, presented, requestId });
  }

  /** What a secret stands for, whether it would be let in or not, as it stood at most five seconds ago; undefined for nothing. Opens nothing. */
  async identify(
    secret: string,
  ): Promise<{ workspace: Workspace; audience: string; kind: CredentialKind } | undefined> {
    const hash = hashToken(secret);
    const known = this.#known.get(hash);
    const found = known && this.#isServed(known) ? known : await this.#load(hash);
    if (found === undefined) return undefined;
    const { audience, kind } = found.grant.credential;
    return { workspace: found.grant.workspace, audience, kind };
  }

  /** Forgets what is known of a workspace's credentials, so that a change here takes effect here at once. */
  forget(tenantId: number): void {
    for (const [hash, { grant }] of this.#known) {
      if (grant.workspace.tenantId === tenantId) this.#known.delete(hash);
    }
  }

  #admit(
    known: KnownGrant | undefined,
    call: AuthenticationCall,
  ): TenantContext | Promise<TenantContext> {
    if (known === undefined) throw new AuthFailure('unknown');
    const { grant, capabilities } = known;
    const { credential } = grant;
    this.#check(grant, call);
    if (call.presented.appKey !== undefined && !hasAppKey(grant, call.presented.appKey)) {
      return this.#refuseAppKey(call.audience, call.presented.appKey);
    }
    return TenantContext.issue({
      workspace: grant.workspace,
      principal: grant.principal.number,
      principalId: grant.principal.id,
      // A client outlives its tokens, and it is what people see in their list of keys.
      credentialId: credential.clientId ?? credential.id,
      dialect: call.audience,
      capabilities,
      requestId: call.requestId,
      organisationGrant: credential.reach === 'organisation' ? credential.grantId : null,
    });
  }

  #check({ credential, role }: CredentialGrant, { audience, presented }: AuthenticationCall): void {
    if (credential.audience !== audience || !presented.kinds.includes(credential.kind)) {
      throw new AuthFailure('unknown');
    }
    if (credential.revokedAt !== null || role === null) throw new AuthFailure('revoked');
    const { expiresAt, tenantId } = credential;
    if (expiresAt !== null && expiresAt <= this.#options.clock.of(tenantId).now()) {
      throw new AuthFailure('expired');
    }
  }

  async #refuseAppKey(audience: string, appKey: string | null): Promise<never> {
    if (appKey === null) throw new AuthFailure('app-key-missing');
    const app = await this.#options.store.clients.findApp(audience, hashToken(appKey));
    throw new AuthFailure(app === undefined ? 'app-key-unknown' : 'app-not-connected');
  }

  /** One question to the store per token, however many requests present it meanwhile. */
  #load(hash: string): Promise<KnownGrant | undefined> {
    const loading = this.#loading.get(hash);
    if (loading) return loading;
    const started = this.#read(hash).finally(() => this.#loading.delete(hash));
    this.#loading.set(hash, started);
    return started;
  }

  async #read(hash: string): Promise<KnownGrant | undefined> {
    // Taken before the question: the answer is at least this old.
    const loadedAt = this.#options.clock.now();
    const grant = await this.#options.store.credentials.findGrant(hash, loadedAt);
    this.#known.delete(hash);
    if (grant === undefined) return undefined;
    const known = { grant, capabilities: this.#capabilitiesOf(grant), loadedAt, refreshing: false };
    this.#makeRoom();
    this.#known.set(hash, known);
    return known;
  }

  #isServed(known: KnownGrant): boolean {
    return this.#ageOf(known) < servedFor;
  }

  /** Microseconds. */
  #ageOf({ loadedAt }: KnownGrant): number {
    return this.#options.clock.now() - loadedAt;
  }

  #refresh(hash: string, known: KnownGrant): void {
    known.refreshing = true;
    // A store that does not answer shows when the grant is too old to be served.
    this.#load(hash).catch(() => {
      known.refreshing = false;
    });
  }

  #makeRoom(): void {
    if (this.#known.size < mostGrants) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }

  #capabilitiesOf({ credential, role }: CredentialGrant): ReadonlySet<Capability> {
    const table = this.#options.scopes.get(credential.audience) ?? noScopes;
    return role === null
      ? new Set()
      : capabilitiesOf(table, credential.scopes, role, credential.reach);
  }
}

interface AuthenticationCall {
  readonly audience: string;
  readonly presented: PresentedCredential;
  readonly requestId: string;
}

function hasAppKey(grant: CredentialGrant, appKey: string | null): boolean {
  return appKey !== null && grant.appKeyHash !== null && hashToken(appKey) === grant.appKeyHash;
}
