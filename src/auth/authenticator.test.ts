import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fixedUuid, makeGrant } from '../../test/support/grant-fixture.ts';
import type { CredentialGrant, CredentialStore } from '../core/port/control-store.ts';
import { TenantContext } from '../core/tenant-context.ts';
import { MovableClock } from '../core/sandbox/movable-clock.ts';
import { instant } from '../core/value/instant.ts';
import { AuthFailure, type AuthReason } from './auth-failure.ts';
import { Authenticator } from './authenticator.ts';
import type { PresentedCredential } from './presented-credential.ts';
import { hashToken } from './token/token-hash.ts';

const second = 1_000_000;
const keys = ['api-key'] as const;
const scopes = new Map([
  [
    'alpha',
    { read: ['person.read', 'lookup'], write: ['person.write'], settings: ['settings'] } as const,
  ],
]);

let now = 0;
let grants: Map<string, CredentialGrant>;
let apps: Set<string>;
const findGrant = vi.fn<CredentialStore['findGrant']>();
let authenticator: Authenticator;

beforeEach(() => {
  now = 1_800_000_000 * second;
  grants = new Map();
  apps = new Set();
  findGrant.mockReset();
  findGrant.mockImplementation(async (hash) => grants.get(hash));
  authenticator = new Authenticator({
    store: {
      credentials: { findGrant },
      clients: { findApp: async (_audience, hash) => (apps.has(hash) ? app : undefined) },
    },
    clock: new MovableClock({ now: () => instant((now += 1)) }),
    scopes,
  });
});

const app = { id: fixedUuid(9), audience: 'alpha', name: '', hasKey: true, createdAt: instant(0) };

function know(secret: string, ...grant: Parameters<typeof makeGrant>): void {
  grants.set(hashToken(secret), makeGrant(...grant));
}

async function enter(
  secret: string,
  over: Partial<PresentedCredential> = {},
  audience = 'alpha',
): Promise<TenantContext> {
  return authenticator.authenticate(audience, { secret, kinds: keys, ...over }, 'req_1');
}

async function reasonOf(entering: Promise<TenantContext>): Promise<AuthReason | 'admitted'> {
  try {
    await entering;
    return 'admitted';
  } catch (error) {
    if (error instanceof AuthFailure) return error.reason;
    throw error;
  }
}

test('issues a context of the workspace, the principal and the request', async () => {
  know('key');
  const context = await enter('key');
  expect(context).toBeInstanceOf(TenantContext);
  expect(context).toMatchObject({
    tenantId: 1_000_001,
    principal: 1001,
    credentialId: fixedUuid(1),
    dialect: 'alpha',
    requestId: 'req_1',
  });
});

test('names the client instead of its short-lived token', async () => {
  know('token', { kind: 'access-token', clientId: fixedUuid(7) });
  const context = await enter('token', { kinds: ['access-token'] });
  expect(context.credentialId).toBe(fixedUuid(7));
});

describe('refuses', () => {
  test('what it does not know, what belongs to another audience and what stands in another kind’s place, alike', async () => {
    know('key');
    know('refresh', { kind: 'refresh-token' });
    expect(await reasonOf(enter('nothing'))).toBe('unknown');
    expect(await reasonOf(enter('key', {}, 'beta'))).toBe('unknown');
    expect(await reasonOf(enter('refresh'))).toBe('unknown');
  });

  test('what is revoked, has expired, or whose principal has no role any more', async () => {
    know('revoked', { revokedAt: instant(1) });
    know('expired', { expiresAt: instant(now) });
    know('left', {}, { role: null });
    expect(await reasonOf(enter('revoked'))).toBe('revoked');
    expect(await reasonOf(enter('expired'))).toBe('expired');
    expect(await reasonOf(enter('left'))).toBe('revoked');
  });

  test('a token that expires while it is known, at that moment', async () => {
    know('token', { expiresAt: instant(now + second) });
    await enter('token');
    now += second;
    expect(await reasonOf(enter('token'))).toBe('expired');
  });
});

describe('an app key', () => {
  beforeEach(() => {
    know('token', {}, { appKeyHash: hashToken('ak1.mine') });
    apps.add(hashToken('ak1.mine')).add(hashToken('ak1.other'));
  });

  test('opens with the token of its own app', async () => {
    expect(await enter('token', { appKey: 'ak1.mine' })).toBeInstanceOf(TenantContext);
  });

  test('is refused when missing, unknown, or of another app', async () => {
    expect(await reasonOf(enter('token', { appKey: null }))).toBe('app-key-missing');
    expect(await reasonOf(enter('token', { appKey: 'ak1.none' }))).toBe('app-key-unknown');
    expect(await reasonOf(enter('token', { appKey: 'ak1.other' }))).toBe('app-not-connected');
  });

  test('does not save a token that is not known', async () => {
    expect(await reasonOf(enter('nothing', { appKey: 'ak1.mine' }))).toBe('unknown');
  });
});

describe('capabilities', () => {
  const of = async (role: CredentialGrant['role'], given: string[]): Promise<string[]> => {
    know('key', { scopes: given }, { role });
    return [...(await enter('key')).capabilities].toSorted();
  };

  test('are those of the scopes', async () => {
    expect(await of('owner', ['read', 'write'])).toEqual(['lookup', 'person.read', 'person.write']);
  });

  test('are cut down to those of the role', async () => {
    expect(await of('viewer', ['read', 'write', 'settings'])).toEqual(['lookup', 'person.read']);
  });

  test('do not come from scopes that the table does not have', async () => {
    expect(await of('owner', ['admin', 'constructor', '__proto__'])).toEqual([]);
  });

  test('are all of the role for *', async () => {
    const all = await of('owner', ['*']);
    expect(all).toContain('keys.manage');
  });
});

test('an editor may write but not manage keys, settings or consent', async () => {
  know('key', {}, { role: 'editor' });
  const { capabilities } = await enter('key');
  expect(capabilities.has('person.write')).toBe(true);
  for (const closed of ['keys.manage', 'settings', 'webhook.manage', 'consent.relax'] as const) {
    expect(capabilities.has(closed)).toBe(false);
  }
});

describe('what is known of a token', () => {
  const enterNow = (): TenantContext | Promise<TenantContext> =>
    authenticator.authenticate('alpha', { secret: 'key', kinds: keys }, 'req_2');

  test('is used at once the second time, without asking', async () => {
    know('key');
    await enter('key');
    expect(enterNow()).toBeInstanceOf(TenantContext);
    expect(findGrant).toHaveBeenCalledTimes(1);
  });

  test('says what a refused one stands for without asking again, and asks after five seconds', async () => {
    know('key');
    await expect(enter('key', {}, 'beta')).rejects.toThrow(AuthFailure);
    expect(await authenticator.identify('key')).toMatchObject({ audience: 'alpha' });
    expect(findGrant).toHaveBeenCalledTimes(1);
    now += 5 * second;
    expect(await authenticator.identify('key')).toMatchObject({ audience: 'alpha' });
    expect(findGrant).toHaveBeenCalledTimes(2);
    expect(await authenticator.identify('nobody')).toBeUndefined();
  });

  test('is asked for once by many requests at the same time', async () => {
    know('key');
    await Promise.all(Array.from({ length: 20 }, () => enter('key')));
    expect(findGrant).toHaveBeenCalledTimes(1);
  });

  test('is read again in passing while it is served', async () => {
    know('key');
    await enter('key');
    know('key', { revokedAt: instant(1) });
    now += 3 * second;
    expect(enterNow()).toBeInstanceOf(TenantContext);
    expect(enterNow()).toBeInstanceOf(TenantContext);
    expect(findGrant).toHaveBeenCalledTimes(2);
    await vi.waitFor(() => expect(enterNow).toThrow('revoked'), 20_000);
    expect(findGrant).toHaveBeenCalledTimes(2);
  });

  test('is never served for longer than five seconds, whatever the traffic', async () => {
    know('key');
    await enter('key');
    const revokedAt = now;
    know('key', { revokedAt: instant(1) });
    let refusedAfter = Number.NaN;
    while (Number.isNaN(refusedAfter) && now - revokedAt < 10 * second) {
      now += second / 4;
      await enter('key').catch(() => {
        refusedAfter = now - revokedAt;
      });
    }
    expect(refusedAfter).toBeLessThanOrEqual(5 * second + 1000);
  });

  test('is forgotten at once when this process changes the workspace', async () => {
    know('key');
    await enter('key');
    know('key', { revokedAt: instant(1) });
    authenticator.forget(1_000_001);
    expect(await reasonOf(enter('key'))).toBe('revoked');
  });

  test('is served while the store cannot be asked, but not beyond its time', async () => {
    know('key');
    await enter('key');
    findGrant.mockRejectedValue(new Error('down'));
    now += 3 * second;
    expect(enterNow()).toBeInstanceOf(TenantContext);
    await expect.poll(() => findGrant.mock.calls).toHaveLength(2);
    now += 3 * second;
    await expect(enter('key')).rejects.toThrow('down');
  });

  test('does not grow without bound', async () => {
    findGrant.mockImplementation(async () => makeGrant());
    for (let index = 0; index < 10_050; index += 1) await enter(`key-${index}`);
    findGrant.mockClear();
    await enter('key-10049');
    expect(findGrant).not.toHaveBeenCalled();
    await enter('key-0');
    expect(findGrant).toHaveBeenCalledTimes(1);
  });
});
