/** Rows of the control plane, and what they mean. `bigint` comes as text or number, depending on the pool; times as text. */
import type { Connection, ConnectionUser } from '../../core/workspace/connection.ts';
import type {
  Credential,
  CredentialKind,
  OAuthClient,
  OAuthGrantType,
  Reach,
} from '../../core/workspace/credential.ts';
import type { Principal } from '../../core/workspace/principal.ts';
import type { DuplicatePolicy, Region, Workspace } from '../../core/workspace/workspace.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { type Instant, parsePgTimestamptz } from '../../core/value/instant.ts';

export type BigIntColumn = number | string;

export interface WorkspaceRow {
  readonly tenant_id: BigIntColumn;
  readonly id: Uuid;
  readonly location_id: string;
  readonly organisation_id: Uuid;
  readonly name: string;
  readonly region: Region;
  readonly time_zone: string;
  readonly duplicates: DuplicatePolicy;
  readonly sandbox: boolean;
  readonly created_at: string;
}

/** Columns of `workspace w`; every list names its columns `table_column` only where two tables meet. */
export const workspaceColumns = `w.tenant_id, w.id, w.location_id, w.organisation_id, w.name, w.region, w.time_zone,
  w.duplicates, w.sandbox, w.created_at::text as created_at`;

export function toWorkspace(row: WorkspaceRow): Workspace {
  return {
    tenantId: Number(row.tenant_id),
    id: row.id,
    locationId: row.location_id,
    organisationId: row.organisation_id,
    name: row.name,
    region: row.region,
    timeZone: row.time_zone,
    duplicates: row.duplicates,
    sandbox: row.sandbox,
    createdAt: parsePgTimestamptz(row.created_at),
  };
}

export interface PrincipalRow {
  readonly id: Uuid;
  readonly number: BigIntColumn;
  readonly kind: 'person' | 'machine';
  readonly display_name: string;
  readonly email: string | null;
  readonly username: string | null;
  readonly created_at: string;
}

/** Columns of `principal p`. */
export const principalColumns = `p.id, p.number, p.kind, p.display_name, p.email, p.username,
  p.created_at::text as created_at`;

export function toPrincipal(row: PrincipalRow): Principal {
  return {
    id: row.id,
    number: Number(row.number),
    kind: row.kind,
    displayName: row.display_name,
    email: row.email,
    username: row.username,
    createdAt: parsePgTimestamptz(row.created_at),
  };
}

export interface CredentialRow {
  readonly id: Uuid;
  readonly tenant_id: BigIntColumn;
  readonly audience: string;
  readonly kind: CredentialKind;
  readonly prefix: string;
  readonly scopes: string[];
  readonly principal_id: Uuid;
  readonly reach: Reach;
  readonly client_id: Uuid | null;
  readonly parent_id: Uuid | null;
  readonly grant_id: Uuid | null;
  readonly label: string;
  readonly detail: string;
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly rotated_at: string | null;
  readonly last_used_at: string | null;
}

/** Columns of `credential c`. */
export const credentialColumns = `c.id, c.tenant_id, c.audience, c.kind, c.prefix, c.scopes, c.principal_id, c.reach,
  c.client_id, c.parent_id, c.grant_id, c.label, c.detail, c.created_at::text as created_at,
  c.updated_at::text as updated_at, c.expires_at::text as expires_at,
  c.revoked_at::text as revoked_at, c.rotated_at::text as rotated_at, c.last_used_at::text as last_used_at`;

export function toCredential(row: CredentialRow): Credential {
  return {
    id: row.id,
    tenantId: Number(row.tenant_id),
    audience: row.audience,
    kind: row.kind,
    prefix: row.prefix,
    scopes: row.scopes,
    principalId: row.principal_id,
    reach: row.reach,
    clientId: row.client_id,
    parentId: row.parent_id,
    grantId: row.grant_id,
    label: row.label,
    detail: row.detail,
    createdAt: parsePgTimestamptz(row.created_at),
    updatedAt: instantOrNull(row.updated_at),
    expiresAt: instantOrNull(row.expires_at),
    revokedAt: instantOrNull(row.revoked_at),
    rotatedAt: instantOrNull(row.rotated_at),
    lastUsedAt: instantOrNull(row.last_used_at),
  };
}

export interface OAuthClientRow {
  readonly id: Uuid;
  readonly app_id: Uuid;
  readonly audience: string;
  readonly reach: Reach;
  readonly public_id: string;
  readonly tenant_id: BigIntColumn | null;
  readonly principal_id: Uuid | null;
  readonly grants: OAuthGrantType[];
  readonly scopes: string[];
  readonly redirect_uris: string[];
  readonly created_at: string;
  readonly revoked_at: string | null;
}

/** Columns of `oauth_client k`. */
export const clientColumns = `k.id, k.app_id, k.audience, k.reach, k.public_id, k.tenant_id, k.principal_id, k.grants, k.scopes,
  k.redirect_uris, k.created_at::text as created_at, k.revoked_at::text as revoked_at`;

export function toOAuthClient(row: OAuthClientRow): OAuthClient {
  return {
    id: row.id,
    appId: row.app_id,
    audience: row.audience,
    reach: row.reach,
    publicId: row.public_id,
    tenantId: row.tenant_id === null ? null : Number(row.tenant_id),
    principalId: row.principal_id,
    grants: row.grants,
    scopes: row.scopes,
    redirectUris: row.redirect_uris,
    createdAt: parsePgTimestamptz(row.created_at),
    revokedAt: instantOrNull(row.revoked_at),
  };
}

export interface ConnectionRow {
  readonly tenant_id: BigIntColumn;
  readonly id: Uuid;
  readonly hex_id: string;
  readonly connector: string;
  readonly name: string;
  readonly user_id: Uuid;
  readonly created_at: string;
  readonly updated_at: string;
}

export function toConnection(row: ConnectionRow): Connection {
  return {
    id: row.id,
    tenantId: Number(row.tenant_id),
    hexId: row.hex_id,
    connector: row.connector,
    name: row.name,
    userId: row.user_id,
    createdAt: parsePgTimestamptz(row.created_at),
    updatedAt: parsePgTimestamptz(row.updated_at),
  };
}

export interface ConnectionUserRow {
  readonly tenant_id: BigIntColumn;
  readonly id: Uuid;
  readonly hex_id: string;
  readonly username: string;
  readonly full_name: string | null;
  readonly created_at: string;
}

export function toConnectionUser(row: ConnectionUserRow): ConnectionUser {
  return {
    id: row.id,
    tenantId: Number(row.tenant_id),
    hexId: row.hex_id,
    username: row.username,
    fullName: row.full_name,
    createdAt: parsePgTimestamptz(row.created_at),
  };
}

export function instantOrNull(text: string | null): Instant | null {
  return text === null ? null : parsePgTimestamptz(text);
}
