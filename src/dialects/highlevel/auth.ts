/** How this vendor's clients say who they are: a bearer token, a version, and a location that has to be the token's. */
import type { FastifyRequest } from 'fastify';
import { organisationCapabilities } from '../../core/capability.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { AuthFailure, TenantMismatch, VendorFailure } from '../../http/failure.ts';
import type { PresentedCredential, ScopeTable } from '../../http/plugin.ts';
import { bearerToken, singleHeader } from '../../http/request-reader.ts';
import { idleScopes } from './oauth/scope-words.ts';

/** Vendor scope → capabilities. Scopes whose calls come later stand here too: tokens are made to last. */
export const scopes: ScopeTable = {
  ...Object.fromEntries(idleScopes.map((scope) => [scope, []] as const)),
  'contacts.readonly': ['person.read', 'lookup'],
  // Lifting a do-not-disturb is part of the vendor's contact update; the core records it with a reason.
  'contacts.write': ['person.write', 'person.delete', 'consent.relax'],
  'locations.readonly': ['workspace.read'],
  'locations/tags.readonly': ['tag.read'],
  'locations/tags.write': ['tag.write'],
  'locations/customFields.readonly': ['field.read'],
  'locations/customFields.write': ['field.write'],
  'locations/customValues.readonly': ['value.read'],
  'locations/customValues.write': ['value.write'],
  'locations/tasks.readonly': ['task.read'],
  'businesses.readonly': ['account.read'],
  'businesses.write': ['account.write'],
  // Of an agency's token alone.
  'oauth.readonly': ['installation.read'],
  'oauth.write': ['installation.enter'],
  '*': [
    'person.read',
    'person.write',
    'person.delete',
    'consent.relax',
    'lookup',
    'tag.read',
    'tag.write',
    'field.read',
    'field.write',
    'value.read',
    'value.write',
    'task.read',
    'account.read',
    'account.write',
    'workspace.read',
  ],
};

/** A private integration token is a key; an OAuth token is an access token. */
const kinds = ['api-key', 'access-token'] as const;

/** Those that answer contact calls; `v3` with its own spellings beside the old ones. */
export const publishedVersions = ['2021-04-15', '2021-07-28', '2023-02-21', 'v3'] as const;
const versions: ReadonlySet<string> = new Set(publishedVersions);
/** Published, but not for contacts; like an unknown date it is refused as a version. */
const dateShaped = /^(?:\d{4}-\d{2}-\d{2}|legacy)$/;

/** Looks at `Version` before the token, as the vendor's gateway does. @throws AuthFailure, VendorFailure */
export function readCredential(request: FastifyRequest): PresentedCredential | null {
  assertVersion(singleHeader(request, 'version'));
  const secret = bearerToken(request);
  return secret === undefined ? null : { secret, kinds };
}

function assertVersion(version: string | undefined): void {
  if (version === undefined || version === '') throw new AuthFailure('version-missing');
  if (versions.has(version)) return;
  if (dateShaped.test(version)) throw new AuthFailure('version-invalid');
  throw new VendorFailure('version-junk', 'The version is no version', {
    segment: version.slice(0, 50),
  });
}

export function isV3(request: FastifyRequest): boolean {
  return singleHeader(request, 'version') === 'v3';
}

/** A location in the query is checked before anything else is looked at. @throws TenantMismatch */
export function checkRequest(request: FastifyRequest, context: TenantContext): void {
  if (context.organisationGrant !== null) return assertForAgencies(request);
  const { query } = request;
  if (typeof query !== 'object' || query === null || !('locationId' in query)) return;
  if (typeof query.locationId === 'string' && query.locationId !== '')
    assertLocation(query.locationId, context);
}

/** An agency's token has no location to confirm, and opens what is made for agencies alone. @throws VendorFailure */
function assertForAgencies({ routeOptions }: FastifyRequest): void {
  const { capability } = routeOptions.config.access;
  const isTheirs = organisationCapabilities.some((known) => known === capability);
  if (!isTheirs) throw new VendorFailure('wrong-class', 'The token is for a company');
}

/** The location confirms the token's workspace and never chooses it. @throws TenantMismatch */
export function assertLocation(locationId: string, context: TenantContext): void {
  if (locationId !== context.workspace.locationId) throw new TenantMismatch('locationId');
}
