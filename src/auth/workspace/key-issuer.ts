/** Makes keys and clients: secrets are returned once and stored as hashes. */
import type { ControlStore } from '../../core/port/control-store.ts';
import type { Clock } from '../../core/port/store.ts';
import type {
  Credential,
  CredentialKind,
  OAuthApp,
  OAuthClient,
  OAuthGrantType,
  Reach,
} from '../../core/workspace/credential.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { Instant } from '../../core/value/instant.ts';
import { newUuid } from '../token/new-id.ts';
import {
  newApiKey,
  newAppKey,
  newClientSecrets,
  newOpaqueToken,
  shownPrefix,
} from '../token/token-form.ts';
import { hashToken } from '../token/token-hash.ts';

export interface IssueContext {
  readonly store: ControlStore;
  readonly clock: Clock;
}

export interface KeyOrder {
  readonly tenantId: number;
  readonly principalId: Uuid;
  readonly audience: string;
  readonly scopes: readonly string[];
  readonly label: string;
  /** Absent: nothing. */
  readonly detail?: string;
  readonly expiresAt: Instant | null;
}

export interface TokenOrder extends KeyOrder {
  readonly kind: Exclude<CredentialKind, 'api-key'>;
  readonly clientId: Uuid;
}

export interface IssuedKey {
  readonly credential: Credential;
  /** Not stored: shown now or never. */
  readonly token: string;
}

/** A key in the audience's form. */
export async function issueKey(context: IssueContext, order: KeyOrder): Promise<IssuedKey> {
  const key = { ...order, kind: 'api-key', clientId: null, reusable: false } as const;
  return insert(context, key, newApiKey(order.audience));
}

/** A token of a client that nobody asked for with a grant; refresh tokens made so stay valid when used. */
export async function issueToken(context: IssueContext, order: TokenOrder): Promise<IssuedKey> {
  return insert(context, { ...order, reusable: order.kind === 'refresh-token' }, newOpaqueToken());
}

async function insert(
  { store, clock }: IssueContext,
  order: KeyOrder & { kind: CredentialKind; clientId: Uuid | null; reusable: boolean },
  token: string,
): Promise<IssuedKey> {
  const credential = await store.credentials.insert({
    ...order,
    id: newUuid(clock),
    tokenHash: hashToken(token),
    prefix: shownPrefix(token),
    parentId: null,
    createdAt: clock.now(),
  });
  return { credential, token };
}

export interface ClientOrder {
  readonly app: OAuthApp;
  /** The one workspace that it is for; null: every one that a person lets it into. */
  readonly tenantId: number | null;
  readonly principalId: Uuid | null;
  /** Absent: a workspace. */
  readonly reach?: Reach;
  readonly grants: readonly OAuthGrantType[];
  readonly scopes: readonly string[];
  /** Absent: no person can be asked. */
  readonly redirectUris?: readonly string[];
}

export interface IssuedClient {
  readonly client: OAuthClient;
  readonly secret: string;
}

export async function issueClient(
  { store, clock }: IssueContext,
  order: ClientOrder,
): Promise<IssuedClient> {
  const { app, redirectUris = [], reach = 'workspace', ...rest } = order;
  const { publicId, secret } = newClientSecrets(app.audience);
  const client = {
    ...rest,
    id: newUuid(clock),
    appId: app.id,
    audience: app.audience,
    reach,
    publicId,
    redirectUris,
    createdAt: clock.now(),
  };
  await store.clients.insertClient(client, hashToken(secret));
  return { client: { ...client, revokedAt: null }, secret };
}

export interface IssuedApp {
  readonly app: OAuthApp;
  /** Null for audiences whose apps have none. */
  readonly appKey: string | null;
}

/** An app, with a key where the audience's apps present one. */
export async function issueApp(
  { store, clock }: IssueContext,
  order: { readonly audience: string; readonly name: string; readonly hasKey: boolean },
): Promise<IssuedApp> {
  const appKey = order.hasKey ? newAppKey() : null;
  const app = { ...order, id: newUuid(clock), createdAt: clock.now() };
  await store.clients.insertApp(app, appKey === null ? null : hashToken(appKey));
  return { app, appKey };
}
