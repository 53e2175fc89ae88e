/** What the vendor's tokens are: how long they last, and what is written in them. */
import type { DialectServices } from '../../../http/plugin.ts';
import { appIdOf, companyIdOf } from './company.ts';

export type TokenProfile = Parameters<DialectServices['auth']['tokens']['grant']>[0];
export type TokenGrant = Awaited<ReturnType<DialectServices['auth']['tokens']['grant']>>;

type Claims = NonNullable<TokenProfile['claims']>;

const day = 86_400;

export const profile: TokenProfile = {
  audience: 'highlevel',
  grants: ['authorization_code', 'refresh_token'],
  accessTokenSeconds: day - 1,
  refreshTokenSeconds: 365 * day,
  claims,
  redirectUriMayBeAbsent: true,
  unknownCode: 'Authorization code not found',
};

/** `Company` for a token of an organisation, `Location` for one of a workspace. */
export function userTypeOf({ reach }: Pick<TokenGrant, 'reach'>): 'Company' | 'Location' {
  return reach === 'organisation' ? 'Company' : 'Location';
}

/** Clients decode them to see whose token they have; nothing here is believed when the token comes back. */
function claims(subject: Parameters<Claims>[0]): ReturnType<Claims> {
  const { workspace, client, scopes, issuedAt, expiresAt } = subject;
  const authClass = userTypeOf(subject);
  const authClassId = authClass === 'Company' ? companyIdOf(workspace) : workspace.locationId;
  const appId = appIdOf(client);
  return {
    authClass,
    authClassId,
    primaryAuthClassId: authClassId,
    source: 'INTEGRATION',
    sourceId: client.publicId,
    channel: 'OAUTH',
    oauthMeta: { scopes, client: appId, versionId: appId, clientKey: client.publicId },
    iat: seconds(issuedAt),
    exp: seconds(expiresAt),
  };
}

function seconds(instant: number): number {
  return Math.floor(instant / 1_000_000);
}
