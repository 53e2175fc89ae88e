/** Tokens and installations as the vendor shows them. */
import { toBase62Id } from '../../../core/value/identifier.ts';
import { formatIsoMs } from '../../../core/value/instant.ts';
import type { Installation } from '../../../core/workspace/app-grant.ts';
import { appIdOf, companyIdOf } from './company.ts';
import { type TokenGrant, userTypeOf } from './profile.ts';
import type { InstalledReply, LocationTokenReply, TokenReply } from './schema.ts';

/** `traceId` is the route's. */
export function toTokenWire(grant: TokenGrant, isV3: boolean): Omit<TokenReply, 'traceId'> {
  const isCompany = grant.reach === 'organisation';
  const approvedLocations = grant.approved.map(({ locationId }) => locationId);
  return {
    ...tokensOf(grant, isV3),
    ...whose(grant),
    ...(isCompany && { approvedLocations }),
    isBulkInstallation: isCompany,
    // Each workspace is let in by name.
    installToFutureLocations: false,
    approveAllLocations: false,
  };
}

export function toLocationTokenWire(
  grant: TokenGrant,
  isV3: boolean,
): Omit<LocationTokenReply, 'traceId'> {
  const appId = appIdOf(grant.client);
  return { ...tokensOf(grant, isV3), ...whose(grant), appId, versionId: appId };
}

type InstalledLocation = InstalledReply['locations'][number];

export function toInstalledWire(
  { workspace, installedAt }: Installation,
  appId: string,
): InstalledLocation {
  return {
    _id: workspace.locationId,
    name: workspace.name,
    isInstalled: true,
    versionId: appId,
    installedAt: formatIsoMs(installedAt),
  };
}

function tokensOf({ accessToken, expiresIn, refreshToken }: TokenGrant, isV3: boolean) {
  if (isV3) {
    const tokens = { accessToken, tokenType: 'Bearer', expiresIn };
    return refreshToken === null ? tokens : { ...tokens, refreshToken };
  }
  const tokens = { access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn };
  return refreshToken === null ? tokens : { ...tokens, refresh_token: refreshToken };
}

function whose(grant: TokenGrant) {
  const { workspace, principal, scopes, reach } = grant;
  return {
    scope: scopes.join(' '),
    userType: userTypeOf(grant),
    companyId: companyIdOf(workspace),
    ...(reach === 'workspace' && { locationId: workspace.locationId }),
    userId: toBase62Id(principal.id),
  };
}
