/** Grants of invented credentials, for tests of authentication without a database. */
import type { CredentialGrant } from '../../src/core/port/control-store.ts';
import type { Credential } from '../../src/core/workspace/credential.ts';
import { isUuid, type Uuid } from '../../src/core/value/identifier.ts';
import { instant } from '../../src/core/value/instant.ts';

/** `00000000-0000-7000-8000-00000000000N`. */
export function fixedUuid(number: number): Uuid {
  const text = `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  if (!isUuid(text)) throw new RangeError('Not a UUID');
  return text;
}

const at = instant(1_700_000_000_000_000);

const plain: CredentialGrant = {
  credential: {
    id: fixedUuid(1),
    tenantId: 1_000_001,
    audience: 'alpha',
    kind: 'api-key',
    prefix: 'pdx_',
    scopes: ['*'],
    principalId: fixedUuid(2),
    reach: 'workspace',
    clientId: null,
    parentId: null,
    label: '',
    detail: '',
    updatedAt: null,
    createdAt: at,
    expiresAt: null,
    revokedAt: null,
    rotatedAt: null,
    grantId: null,
    lastUsedAt: null,
  },
  workspace: {
    tenantId: 1_000_001,
    id: fixedUuid(3),
    locationId: 'abcdefghij0123456789',
    organisationId: fixedUuid(4),
    name: 'Workspace',
    region: 'US',
    timeZone: 'America/Chicago',
    duplicates: 'allow',
    sandbox: true,
    createdAt: at,
  },
  principal: {
    id: fixedUuid(2),
    number: 1001,
    kind: 'machine',
    displayName: 'Machine',
    email: null,
    username: null,
    createdAt: at,
  },
  role: 'owner',
  appKeyHash: null,
};

/** A grant that differs from the plain one (an owner's key of audience `alpha` with all scopes) in what is given. */
export function makeGrant(
  credential: Partial<Credential> = {},
  over: Partial<Omit<CredentialGrant, 'credential'>> = {},
): CredentialGrant {
  return { ...plain, ...over, credential: { ...plain.credential, ...credential } };
}
