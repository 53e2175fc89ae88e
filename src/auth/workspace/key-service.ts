/** The keys of a workspace: made, listed and revoked by those who may manage keys. */
import { requireCapability } from '../../core/capability.ts';
import { CapabilityMissing, InvalidInput, NotFound } from '../../core/errors.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { type Credential, everyScope, type OAuthApp } from '../../core/workspace/credential.ts';
import type { Principal, Role } from '../../core/workspace/principal.ts';
import { normalizeUuid, type Uuid } from '../../core/value/identifier.ts';
import type { Instant } from '../../core/value/instant.ts';
import { textProblem } from '../../core/value/text.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import type { ScopeTable } from '../presented-credential.ts';
import { capabilitiesOf } from '../role.ts';
import { newUuid } from '../token/new-id.ts';
import { hashToken } from '../token/token-hash.ts';
import { type IssueContext, issueApp, issueClient, issueKey } from './key-issuer.ts';

/** Audiences whose programs sign in with an id and a secret instead of a key. */
const clientAudiences: ReadonlySet<string> = new Set(['servicetitan']);
const longestLabel = 200;
const longestDetail = 2000;

export interface KeyDraft {
  /** The dialect that shall accept it. */
  readonly audience: string;
  readonly label: string;
  /** Absent: nothing. */
  readonly detail?: string;
  /** In the audience's words; absent: everything. */
  readonly scopes?: readonly string[];
  /** The most that the key may do whatever its scopes; `admin` if absent. */
  readonly role?: Role;
  /** Never if absent; refused for clients, which work until they are revoked. */
  readonly expiresAt?: Instant | null;
  /** Puts a client into the app that has this key already, in this or another workspace. */
  readonly appKey?: string;
}

/** A new key with its secrets, which are shown now or never. */
export interface NewKey extends KeyEntry {
  readonly secrets:
    | { readonly apiKey: string }
    | { readonly clientId: string; readonly clientSecret: string; readonly appKey: string };
}

export interface KeyEntry {
  readonly id: Uuid;
  readonly audience: string;
  readonly kind: 'api-key' | 'client';
  readonly label: string;
  readonly detail: string;
  /** What may be shown of it: the first characters of a key, the id of a client. */
  readonly shown: string;
  readonly scopes: readonly string[];
  readonly createdAt: Instant;
  /** When label or detail was changed; null: never. */
  readonly updatedAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  /** To the minute; null for clients, whose tokens are used instead. */
  readonly lastUsedAt: Instant | null;
}

export class KeyService {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /** Throws `InvalidInput`, and `CapabilityMissing` for a key that could do more than the caller. */
  async create(context: TenantContext, draft: KeyDraft): Promise<NewKey> {
    requireCapability(context, 'keys.manage');
    const { audience, role = 'admin', scopes = [everyScope] } = draft;
    const table = this.#tableOf(audience);
    checkWords(draft.label, draft.detail ?? '');
    checkScopes(table, scopes);
    if (clientAudiences.has(audience) && (draft.expiresAt ?? null) !== null) {
      throw InvalidInput.of('expiresAt', `is not for ${audience}: its clients work until revoked`);
    }
    const rights = capabilitiesOf(table, scopes, role);
    const [missing] = rights.difference(context.capabilities);
    if (missing !== undefined) throw new CapabilityMissing(missing);
    return this.#environment.store.atomically((store) =>
      this.#issue({ store, clock: this.#environment.clock.of(context.tenantId) }, context, {
        ...draft,
        role,
        scopes,
      }),
    );
  }

  /** Keys and clients, oldest first; not the tokens issued to them. */
  async list(context: TenantContext): Promise<readonly KeyEntry[]> {
    requireCapability(context, 'keys.manage');
    const { store } = this.#environment;
    const credentials = await store.credentials.listOfTenant(context.tenantId);
    const apps = await store.clients.listOfTenant(context.tenantId);
    // The others wait for a person to let them in: they are no keys, and listed as apps.
    const clients = apps
      .map(({ client }) => client)
      .filter(({ principalId }) => principalId !== null);
    const keys = credentials.filter(({ kind }) => kind === 'api-key');
    const entries: KeyEntry[] = [
      ...keys.map(keyEntry),
      ...clients.map((client) => ({
        ...client,
        kind: 'client' as const,
        label: '',
        detail: '',
        updatedAt: null,
        shown: client.publicId,
        expiresAt: null,
        lastUsedAt: null,
      })),
    ];
    return entries.toSorted((one, other) => one.createdAt - other.createdAt);
  }

  /** Gives a key of the audience other words; what is left out stays. Throws `NotFound` for clients, other and revoked ones. */
  async describe(
    context: TenantContext,
    which: { readonly id: string; readonly audience: string },
    words: { readonly label?: string; readonly detail?: string },
  ): Promise<KeyEntry> {
    const key = await this.get(context, which);
    const { label = key.label, detail = key.detail } = words;
    checkWords(label, detail);
    const { store, clock } = this.#environment;
    const { tenantId } = context;
    const at = clock.of(tenantId).now();
    const described = await store.credentials.describe(tenantId, key.id, { label, detail }, at);
    if (described === undefined) throw new NotFound('credential', which.id);
    return keyEntry(described);
  }

  /** A key of the audience that was not revoked. Throws `NotFound`. */
  async get(
    context: TenantContext,
    { id, audience }: { readonly id: string; readonly audience: string },
  ): Promise<KeyEntry> {
    const uuid = normalizeUuid(id);
    const entries = await this.list(context);
    const found = entries.find(
      (entry) =>
        entry.id === uuid &&
        entry.audience === audience &&
        entry.kind === 'api-key' &&
        entry.revokedAt === null,
    );
    if (found === undefined) throw new NotFound('credential', id);
    return found;
  }

  /** Ends a key, client or token and all that came from it. Throws `NotFound`. */
  async revoke(context: TenantContext, id: string): Promise<void> {
    requireCapability(context, 'keys.manage');
    const { store, clock, changed } = this.#environment;
    const uuid = normalizeUuid(id);
    if (uuid === null) throw new NotFound('credential', id);
    const at = clock.of(context.tenantId).now();
    const isDone =
      (await store.credentials.revoke(context.tenantId, uuid, at)) ||
      (await store.clients.revoke(context.tenantId, uuid, at));
    if (!isDone) throw new NotFound('credential', id);
    changed(context.tenantId);
  }

  async #issue(
    issue: IssueContext,
    context: TenantContext,
    draft: KeyDraft & { readonly role: Role; readonly scopes: readonly string[] },
  ): Promise<NewKey> {
    const { audience, label, detail, scopes, expiresAt = null } = draft;
    const principal = await addMachine(issue, context, draft);
    const words = detail === undefined ? { label } : { label, detail };
    const order = { ...words, audience, scopes, expiresAt, tenantId: context.tenantId };
    if (!clientAudiences.has(audience)) {
      const { credential, token } = await issueKey(issue, { ...order, principalId: principal.id });
      return { ...keyEntry(credential), secrets: { apiKey: token } };
    }
    const { app, appKey } = await appFor(issue, draft);
    const grants = ['client_credentials'] as const;
    const clientOrder = {
      app,
      grants,
      scopes,
      principalId: principal.id,
      tenantId: context.tenantId,
    };
    const { client, secret } = await issueClient(issue, clientOrder);
    return {
      ...client,
      kind: 'client',
      label,
      detail: '',
      shown: client.publicId,
      updatedAt: null,
      expiresAt: null,
      lastUsedAt: null,
      secrets: { clientId: client.publicId, clientSecret: secret, appKey },
    };
  }

  #tableOf(audience: string): ScopeTable {
    const table = this.#environment.scopes.get(audience);
    if (table === undefined) throw InvalidInput.of('audience', 'names no dialect');
    return table;
  }
}

function keyEntry(key: Credential): KeyEntry {
  return { ...key, kind: 'api-key', shown: key.prefix };
}

function checkWords(label: string, detail: string): void {
  if (label.length > longestLabel || textProblem(label) !== null) {
    throw InvalidInput.of('label', `must be at most ${longestLabel} characters of plain text`);
  }
  if (detail.length > longestDetail || textProblem(detail) !== null) {
    throw InvalidInput.of('detail', `must be at most ${longestDetail} characters of plain text`);
  }
}

function checkScopes(table: ScopeTable, scopes: readonly string[]): void {
  const unknown = scopes.findIndex((scope) => scope !== everyScope && !Object.hasOwn(table, scope));
  if (unknown !== -1) {
    const known = Object.keys(table).filter((scope) => scope !== everyScope);
    throw InvalidInput.of(
      `scopes[${unknown}]`,
      `must be one of ${[everyScope, ...known].join(', ')}`,
    );
  }
  if (scopes.length === 0) throw InvalidInput.of('scopes', 'must not be empty');
}

/** Every key acts as a principal of its own, so that the history tells keys apart. */
async function addMachine(
  { store, clock }: IssueContext,
  { tenantId, workspace }: TenantContext,
  { label, audience, role }: { label: string; audience: string; role: Role },
): Promise<Principal> {
  const draft = {
    id: newUuid(clock),
    kind: 'machine',
    displayName: label === '' ? audience : label,
    email: null,
    username: null,
    createdAt: clock.now(),
  } as const;
  const principal = await store.principals.insert(draft, null);
  const { organisationId } = workspace;
  await store.principals.grantRole({ principalId: principal.id, organisationId, tenantId, role });
  return principal;
}

async function appFor(
  issue: IssueContext,
  { audience, label, appKey }: KeyDraft,
): Promise<{ readonly app: OAuthApp; readonly appKey: string }> {
  if (appKey !== undefined) {
    const app = await issue.store.clients.findApp(audience, hashToken(appKey));
    if (app === undefined) throw InvalidInput.of('appKey', 'is the key of no application');
    return { app, appKey };
  }
  const made = await issueApp(issue, { audience, name: label, hasKey: true });
  return { app: made.app, appKey: made.appKey ?? '' };
}
