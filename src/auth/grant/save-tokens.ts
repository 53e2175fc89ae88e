/** Enters what a token request was granted: the consent that a code carried, a refresh token, an access token. */
import type { ControlStore, NewCredential, RefreshGrant } from '../../core/port/control-store.ts';
import type { AuthorizationCode } from '../../core/workspace/app-grant.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { instant } from '../../core/value/instant.ts';
import { shownPrefix } from '../token/token-form.ts';
import { hashToken } from '../token/token-hash.ts';
import type { TokenProfile, TokenSubject } from './token-profile.ts';

export interface GrantedTokens {
  readonly subject: TokenSubject;
  readonly token: { readonly accessToken: string; readonly refreshToken?: string };
  readonly profile: TokenProfile;
  /** What was presented: one of the two, or neither. */
  readonly refresh: RefreshGrant | undefined;
  readonly code: AuthorizationCode | undefined;
  /** The consent that the tokens come of where neither was presented. */
  readonly grantId?: Uuid;
  readonly newId: () => Uuid;
}

/** The consent that they come of. Only inside the transaction that took the code or refresh token. */
export async function saveTokens(
  store: ControlStore,
  granted: GrantedTokens,
): Promise<Uuid | null> {
  const { subject, token, refresh } = granted;
  const grantId = await saveGrant(store, granted);
  const common = { ...issued(subject), grantId };
  const parent = await saveRefreshToken(store, granted, common);
  await store.credentials.insert({
    ...common,
    id: subject.tokenId,
    kind: 'access-token',
    tokenHash: hashToken(token.accessToken),
    prefix: shownPrefix(token.accessToken),
    parentId: parent ?? refresh?.credential.id ?? null,
    expiresAt: subject.expiresAt,
  });
  return grantId;
}

/** The consent that the tokens come of: a code's is entered now, a refresh token has its own. */
async function saveGrant(
  store: ControlStore,
  { code, refresh, subject, grantId, newId }: GrantedTokens,
): Promise<Uuid | null> {
  if (code === undefined) return refresh?.credential.grantId ?? grantId ?? null;
  const { id, tenantId, clientId, principalId, scopes, approved } = code;
  const consent = { clientId, principalId, scopes, createdAt: subject.issuedAt };
  const { reach } = subject;
  await store.grants.insert({ ...consent, id, tenantId, reach, parentId: null });
  for (const part of approved ?? []) {
    const partOf = { reach: 'workspace', parentId: id } as const;
    await store.grants.insert({ ...consent, ...partOf, id: newId(), tenantId: part });
  }
  return id;
}

async function saveRefreshToken(
  store: ControlStore,
  { token: { refreshToken: token }, profile, refresh, subject, newId }: GrantedTokens,
  common: CommonMembers,
): Promise<Uuid | undefined> {
  if (token === undefined) return undefined;
  const id = newId();
  await store.credentials.insert({
    ...common,
    // An access token may be asked for with fewer scopes; what comes after it has all of them still (RFC 6749 §6).
    scopes: refresh?.credential.scopes ?? common.scopes,
    id,
    kind: 'refresh-token',
    tokenHash: hashToken(token),
    prefix: shownPrefix(token),
    parentId: null,
    expiresAt: instant(subject.issuedAt + profile.refreshTokenSeconds * 1_000_000),
  });
  return id;
}

type CommonMembers = Omit<
  NewCredential,
  'expiresAt' | 'id' | 'kind' | 'parentId' | 'prefix' | 'tokenHash'
>;

/** What access and refresh token of one grant have in common. */
function issued(subject: TokenSubject): CommonMembers {
  return {
    audience: subject.client.audience,
    clientId: subject.client.id,
    createdAt: subject.issuedAt,
    label: '',
    principalId: subject.principal.id,
    reach: subject.reach,
    reusable: false,
    scopes: subject.scopes,
    tenantId: subject.workspace.tenantId,
  };
}
