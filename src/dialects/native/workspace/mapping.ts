/** Workspaces, keys and the caller in the native API's words. */
import { createHash } from 'node:crypto';
import { InvalidInput } from '../../../core/errors.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Instant } from '../../../core/value/instant.ts';
import type { AppGrantEntry } from '../../../core/workspace/app-grant.ts';
import type { Workspace } from '../../../core/workspace/workspace.ts';
import { toInstantOrNull, toTime, toTimeOrNull } from '../wire/mapping.ts';
import type { GrantWire, KeyCreateWire, KeyWire, MeWire, WorkspaceWire } from './schema.ts';

export function toWire(workspace: Workspace): WorkspaceWire {
  const { id, tenantId, locationId, name, region, timeZone, duplicates, sandbox } = workspace;
  return {
    id,
    number: tenantId,
    locationId,
    name,
    region,
    timeZone,
    duplicates,
    sandbox,
    createdAt: toTime(workspace.createdAt),
  };
}

/** A workspace has no version: its settings name themselves. */
export function settingsTag(workspace: Workspace): string {
  const { name, region, timeZone, duplicates } = workspace;
  const text = JSON.stringify([name, region, timeZone, duplicates]);
  return `"s${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;
}

interface KeyEntry {
  readonly id: string;
  readonly audience: string;
  readonly kind: 'api-key' | 'client';
  readonly label: string;
  readonly shown: string;
  readonly scopes: readonly string[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

export function toKeyWire(key: KeyEntry): KeyWire {
  const { id, audience, kind, label, shown, scopes } = key;
  return {
    id,
    audience,
    kind,
    label,
    shown,
    scopes: [...scopes],
    createdAt: toTime(key.createdAt),
    expiresAt: toTimeOrNull(key.expiresAt),
    revokedAt: toTimeOrNull(key.revokedAt),
    lastUsedAt: toTimeOrNull(key.lastUsedAt),
  };
}

export function toGrantWire(grant: AppGrantEntry): GrantWire {
  const { id, audience, appName, principalName, scopes } = grant;
  return {
    id,
    audience,
    app: appName,
    grantedBy: principalName,
    scopes: [...scopes],
    createdAt: toTime(grant.createdAt),
    lastUsedAt: toTimeOrNull(grant.lastUsedAt),
  };
}

type KeyDraft = Omit<KeyCreateWire, 'audience' | 'expiresAt'> & {
  readonly audience: string;
  readonly expiresAt: Instant | null;
};

/** @throws InvalidInput naming `expiresAt` when it is no time, or over: nobody wants a key that opens nothing. */
export function toKeyDraft(body: KeyCreateWire, now: Instant): KeyDraft {
  const { audience = 'native', expiresAt = null, ...plain } = body;
  const end = toInstantOrNull('expiresAt', expiresAt);
  if (end !== null && end <= now) throw InvalidInput.of('expiresAt', 'is over already');
  return { ...plain, audience, expiresAt: end };
}

export function toMe(context: TenantContext): MeWire {
  const { workspace } = context;
  return {
    workspace: {
      id: workspace.id,
      number: workspace.tenantId,
      name: workspace.name,
      sandbox: workspace.sandbox,
    },
    principal: { id: context.principalId, number: context.principal },
    credentialId: context.credentialId,
    capabilities: [...context.capabilities],
  };
}
