/** What the vendor calls company and app, and the ids under which its clients know them. */
import { fromBase62Id, normalizeUuid, toBase62Id } from '../../../core/value/identifier.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { OAuthClient } from '../../../core/workspace/credential.ts';
import type { Workspace } from '../../../core/workspace/workspace.ts';
import { VendorFailure } from '../../../http/failure.ts';

/** A company is an organisation. */
export function companyIdOf({ organisationId }: Pick<Workspace, 'organisationId'>): string {
  return toBase62Id(organisationId);
}

/** A company only confirms the token's own. @throws VendorFailure: 403, for unknown and foreign ones alike */
export function assertCompany(companyId: string, { workspace }: TenantContext): void {
  if (!isCompany(companyId, workspace)) throw forbidden();
}

/** Whether the id, in either spelling, is that of the workspace's company. */
export function isCompany(
  companyId: string,
  { organisationId }: Pick<Workspace, 'organisationId'>,
): boolean {
  return (fromBase62Id(companyId) ?? normalizeUuid(companyId)) === organisationId;
}

/** The app's id is the part of the client id before the hyphen; its only version has the same. */
export function appIdOf({ publicId }: Pick<OAuthClient, 'publicId'>): string {
  return publicId.split('-', 1).join('');
}

export function forbidden(): VendorFailure {
  return new VendorFailure('forbidden', 'You do not have permission to access this resource');
}
