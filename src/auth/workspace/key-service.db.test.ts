import { describe, expect, test } from 'vitest';
import { AuthFixture, matching, reasonOf } from '../../../test/support/auth-fixture.ts';
import { capabilities } from '../../core/capability.ts';
import { CapabilityMissing, InvalidInput, NotFound } from '../../core/errors.ts';
import { instant } from '../../core/value/instant.ts';
import { enterAsOperator } from '../operator.ts';
import type { KeyDraft } from './key-service.ts';

const fixture = AuthFixture.use();
const profile = {
  audience: 'servicetitan',
  grants: ['client_credentials'],
  accessTokenSeconds: 900,
  refreshTokenSeconds: 900,
} as const;

describe('keys', () => {
  test('are made, used, listed and revoked', async () => {
    const context = await fixture.operator();
    const key = await fixture.services.keys.create(context, {
      audience: 'native',
      label: 'Report',
      scopes: ['person.read'],
      role: 'viewer',
    });
    if (!('apiKey' in key.secrets)) throw new Error('a native key is one secret');
    const presented = { secret: key.secrets.apiKey, kinds: ['api-key'] } as const;
    const entered = await fixture.enter('native', presented);
    expect([...entered.capabilities]).toEqual(['person.read']);
    expect(entered.principal).not.toBe(
      (await fixture.enter('native', { ...presented, secret: fixture.sandbox.native.apiKey }))
        .principal,
    );

    const listed = await fixture.services.keys.list(context);
    expect(listed.at(-1)).toMatchObject({
      id: key.id,
      label: 'Report',
      shown: key.secrets.apiKey.slice(0, 11),
    });
    expect(JSON.stringify(listed)).not.toContain(key.secrets.apiKey);

    await fixture.services.keys.revoke(context, key.id);
    expect(await reasonOf(fixture.enter('native', presented))).toBe('revoked');
    await expect(fixture.services.keys.revoke(context, key.id)).rejects.toBeInstanceOf(NotFound);
  });

  test('of another workspace are neither seen nor revoked', async () => {
    const stranger = await fixture.operator(fixture.other);
    const mine = await fixture.services.keys.list(await fixture.operator());
    const theirs = await fixture.services.keys.list(stranger);
    const ids = new Set(theirs.map(({ id }) => id));
    expect(mine.filter(({ id }) => ids.has(id))).toEqual([]);
    await expect(fixture.services.keys.revoke(stranger, mine[0]?.id ?? '')).rejects.toBeInstanceOf(
      NotFound,
    );
    await expect(fixture.services.keys.revoke(stranger, 'no uuid')).rejects.toBeInstanceOf(
      NotFound,
    );
  });

  test('cannot do more than who makes them', async () => {
    const context = await fixture.operator();
    const key = await fixture.services.keys.create(context, {
      audience: 'native',
      label: 'Keys',
      scopes: ['keys.manage', 'person.read'],
    });
    if (!('apiKey' in key.secrets)) throw new Error('a native key is one secret');
    const limited = await fixture.enter('native', {
      secret: key.secrets.apiKey,
      kinds: ['api-key'],
    });
    const make = (draft: KeyDraft) => fixture.services.keys.create(limited, draft);
    await expect(make({ audience: 'native', label: '' })).rejects.toBeInstanceOf(CapabilityMissing);
    await expect(make({ audience: 'servicetitan', label: '' })).rejects.toBeInstanceOf(
      CapabilityMissing,
    );
    await expect(
      make({ audience: 'highlevel', label: '', scopes: ['contacts.write'] }),
    ).rejects.toMatchObject({
      capability: 'person.write',
    });
    const fine = await make({ audience: 'highlevel', label: '', scopes: ['contacts.readonly'] });
    expect(fine.secrets).toMatchObject({ apiKey: matching(/^pit-/) });
  });

  test('need the right to manage keys', async () => {
    const context = await fixture.enter('highlevel', {
      secret: fixture.sandbox.highlevel.accessToken,
      kinds: ['api-key'],
    });
    await expect(fixture.services.keys.list(context)).rejects.toBeInstanceOf(CapabilityMissing);
    await expect(
      fixture.services.keys.create(context, { audience: 'native', label: '' }),
    ).rejects.toBeInstanceOf(CapabilityMissing);
    await expect(fixture.services.keys.revoke(context, 'x')).rejects.toBeInstanceOf(
      CapabilityMissing,
    );
  });

  test.each([
    [{ audience: 'nowhere', label: '' }, 'audience'],
    [{ audience: 'native', label: 'x'.repeat(201) }, 'label'],
    [{ audience: 'native', label: 'a\u0000' }, 'label'],
    [{ audience: 'native', label: '', scopes: ['person.read', 'constructor'] }, 'scopes[1]'],
    [{ audience: 'native', label: '', scopes: [] }, 'scopes'],
    [{ audience: 'servicetitan', label: '', appKey: 'ak1.none' }, 'appKey'],
  ])('are refused for %j, naming %s', async (draft, path) => {
    const refused = fixture.services.keys.create(await fixture.operator(), draft);
    await expect(refused).rejects.toMatchObject({ issues: [{ path }] });
    await expect(refused).rejects.toBeInstanceOf(InvalidInput);
  });

  test('of programs cannot be given an end, as their clients have none', async () => {
    const context = await fixture.operator();
    const expiresAt = instant(4_102_444_800_000_000);
    const draft = { audience: 'servicetitan', label: 'Dispatch' } as const;
    await expect(
      fixture.services.keys.create(context, { ...draft, expiresAt }),
    ).rejects.toMatchObject({ issues: [{ path: 'expiresAt' }] });
    const made = await fixture.services.keys.create(context, { ...draft, expiresAt: null });
    expect(made.expiresAt).toBeNull();
  });

  test('of programs are an id, a secret and an app key that several workspaces can share', async () => {
    const draft = {
      audience: 'servicetitan',
      label: 'Dispatch',
      appKey: fixture.sandbox.servicetitan.appKey,
    };
    const stranger = await fixture.operator(fixture.other);
    const { secrets, id } = await fixture.services.keys.create(stranger, draft);
    if (!('clientId' in secrets)) throw new Error('a program has a client id');
    expect(secrets.appKey).toBe(fixture.sandbox.servicetitan.appKey);
    const { accessToken } = await fixture.services.tokens.grant(profile, {
      parameters: {
        grant_type: 'client_credentials',
        client_id: secrets.clientId,
        client_secret: secrets.clientSecret,
      },
    });
    const presented = {
      secret: accessToken,
      kinds: ['access-token'],
      appKey: secrets.appKey,
    } as const;
    expect((await fixture.enter('servicetitan', presented)).tenantId).toBe(
      fixture.other.workspace.number,
    );
    await fixture.services.keys.revoke(stranger, id);
    expect(await reasonOf(fixture.enter('servicetitan', presented))).toBe('revoked');
  });
});

describe('settings', () => {
  test('are changed by those who may, and seen at once', async () => {
    const presented = { secret: fixture.sandbox.native.apiKey, kinds: ['api-key'] } as const;
    const context = await fixture.enter('native', presented);
    const changed = await fixture.services.workspaces.update(context, {
      region: 'gb',
      timeZone: 'Europe/London',
    });
    expect(changed).toMatchObject({ region: 'GB', timeZone: 'Europe/London', duplicates: 'allow' });
    expect((await fixture.enter('native', presented)).workspace.region).toBe('GB');
    expect((await fixture.services.workspaces.get(context)).region).toBe('GB');
    await fixture.services.workspaces.update(context, { region: 'US' });
  });

  test('that cannot be are refused, every one named', async () => {
    const refused = fixture.services.workspaces.update(await fixture.operator(), {
      name: ' ',
      region: 'XX',
      timeZone: 'Mars/Base',
    });
    await expect(refused).rejects.toMatchObject({
      issues: [{ path: 'name' }, { path: 'timeZone' }, { path: 'region' }],
    });
  });

  test('are not for keys without the right', async () => {
    const context = await fixture.enter('highlevel', {
      secret: fixture.sandbox.highlevel.accessToken,
      kinds: ['api-key'],
    });
    await expect(fixture.services.workspaces.update(context, { name: 'X' })).rejects.toBeInstanceOf(
      CapabilityMissing,
    );
  });
});

test('the operator enters a workspace by number or id, and no other', async () => {
  const byId = await enterAsOperator(
    fixture.store,
    fixture.sandbox.workspace.id.toUpperCase(),
    'req_1',
  );
  expect(byId).toMatchObject({
    tenantId: fixture.sandbox.workspace.number,
    principal: 1,
    dialect: 'cli',
  });
  expect(byId.capabilities.size).toBe(capabilities.length);
  await expect(enterAsOperator(fixture.store, '999', 'req_1')).rejects.toBeInstanceOf(NotFound);
  await expect(enterAsOperator(fixture.store, 'sandbox', 'req_1')).rejects.toBeInstanceOf(NotFound);
});
