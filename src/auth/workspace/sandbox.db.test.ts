import { describe, expect, test } from 'vitest';
import {
  AuthFixture,
  audienceNames,
  matching,
  reasonOf,
  scopes,
} from '../../../test/support/auth-fixture.ts';
import type { PresentedCredential } from '../presented-credential.ts';
import { createSandbox } from './sandbox.ts';
import { atBaseUrl, type SandboxFile } from './sandbox-file.ts';

const fixture = AuthFixture.use();

describe('a sandbox', () => {
  test('has a key for every dialect, and each opens its own dialect alone', async () => {
    const keys: Record<string, PresentedCredential> = {
      native: { secret: fixture.sandbox.native.apiKey, kinds: ['api-key'] },
      servicem8: { secret: fixture.sandbox.servicem8.apiKey, kinds: ['api-key'] },
      unified: { secret: fixture.sandbox.unified.apiKey, kinds: ['api-key'] },
      voipbin: { secret: fixture.sandbox.voipbin.accesskey, kinds: ['api-key'] },
      highlevel: { secret: fixture.sandbox.highlevel.accessToken, kinds: ['api-key'] },
    };
    for (const [name, presented] of Object.entries(keys)) {
      for (const audience of audienceNames) {
        const reason = await reasonOf(fixture.enter(audience, presented));
        expect(`${name} at ${audience}: ${reason}`).toBe(
          `${name} at ${audience}: ${name === audience ? 'admitted' : 'unknown'}`,
        );
      }
    }
  });

  test('has secrets in the forms that clients know', () => {
    expect(fixture.sandbox).toMatchObject({
      schemaVersion: 1,
      region: 'US',
      workspace: {
        number: fixture.sandbox.servicetitan.tenant,
        locationId: matching(/^[0-9A-Za-z]{20}$/),
      },
      native: { apiKey: matching(/^pdx_[0-9A-Za-z]{40}$/) },
      servicem8: { clientId: matching(/^[1-9]\d{8}$/) },
      unified: {
        userId: matching(/^[0-9a-f]{24}$/),
        credentialId: matching(/^[0-9a-f]{24}$/),
      },
      servicetitan: {
        tenant: fixture.sandbox.workspace.number,
        clientId: matching(/^cid\./),
        clientSecret: matching(/^cs2\./),
        appKey: matching(/^ak1\./),
      },
      voipbin: { customerId: fixture.sandbox.workspace.id, accesskey: matching(/^vb_/) },
      highlevel: {
        locationId: fixture.sandbox.workspace.locationId,
        accessToken: matching(/^pit-[0-9a-f-]{36}$/),
      },
    });
  });

  test('shares no secret with another sandbox', () => {
    const texts = (file: SandboxFile): string[] => JSON.stringify(file).match(/[\w.-]{20,}/g) ?? [];
    expect(new Set(texts(fixture.sandbox)).intersection(new Set(texts(fixture.other))).size).toBe(
      0,
    );
  });

  test('moves to another address without losing anything', () => {
    const moved = atBaseUrl(fixture.sandbox, 'http://localhost:2');
    expect(moved.servicem8).toEqual({
      ...fixture.sandbox.servicem8,
      clientBaseUrl: 'http://localhost:2/api_1.0',
    });
    expect(moved.voipbin.clientBaseUrl).toBe('http://localhost:2/v1.0');
    expect(atBaseUrl(moved, 'http://localhost:1')).toEqual(fixture.sandbox);
  });

  test('works tomorrow and in ten years', async () => {
    fixture.wait(10 * 365 * 86_400);
    const presented = {
      secret: fixture.sandbox.servicem8.accessToken,
      kinds: ['access-token'],
    } as const;
    expect((await fixture.enter('servicem8', presented)).tenantId).toBe(
      fixture.sandbox.workspace.number,
    );
    fixture.wait(-10 * 365 * 86_400);
  });

  test('has a connection to Polydex that nobody else sees', async () => {
    const presented = { secret: fixture.sandbox.unified.apiKey, kinds: ['api-key'] } as const;
    const context = await fixture.enter('unified', presented);
    const { connections } = fixture.services;
    const found = await connections.find(context, fixture.sandbox.unified.credentialId);
    expect(found).toMatchObject({
      connector: 'polydex',
      hexId: fixture.sandbox.unified.credentialId,
    });
    expect(await connections.find(context, fixture.sandbox.unified.credentialId)).toEqual(found);
    expect(await connections.find(context, fixture.other.unified.credentialId)).toBeUndefined();
    const stranger = await fixture.enter('unified', {
      ...presented,
      secret: fixture.other.unified.apiKey,
    });
    expect(await connections.find(stranger, fixture.sandbox.unified.credentialId)).toBeUndefined();
    expect((await connections.listUsers(context)).map(({ hexId }) => hexId)).toEqual([
      fixture.sandbox.unified.userId,
    ]);
  });

  test('gets new credentials when its file was lost, and the old ones go on working', async () => {
    const workspace = await fixture.store.workspaces.find(fixture.sandbox.workspace.number);
    const order = { baseUrl: 'http://localhost:1', ...(workspace && { workspace }) };
    const renewed = await createSandbox(
      { store: fixture.store, clock: fixture.clock, scopes },
      order,
    );
    expect(renewed.workspace).toEqual(fixture.sandbox.workspace);
    expect(renewed.native.apiKey).not.toBe(fixture.sandbox.native.apiKey);
    for (const { apiKey } of [renewed.native, fixture.sandbox.native]) {
      const context = await fixture.enter('native', { secret: apiKey, kinds: ['api-key'] });
      expect(context.tenantId).toBe(fixture.sandbox.workspace.number);
    }
  });
});

test('no secret is stored as it is', async () => {
  const rows = await fixture.database.rows(
    `select (select json_agg(c) from credential c) as credentials, (select json_agg(k) from oauth_client k) as clients,
       (select json_agg(a) from oauth_app a) as apps, (select json_agg(p) from principal p) as principals`,
  );
  const text = JSON.stringify(rows);
  expect(text).toContain(fixture.sandbox.servicetitan.clientId);
  const {
    native,
    servicem8: eight,
    unified,
    servicetitan: titan,
    voipbin,
    highlevel,
  } = fixture.sandbox;
  for (const value of [
    native.apiKey,
    eight.apiKey,
    eight.clientSecret,
    eight.accessToken,
    eight.refreshToken,
    unified.apiKey,
    titan.clientSecret,
    titan.appKey,
    voipbin.password,
    voipbin.accesskey,
    highlevel.accessToken,
    highlevel.clientSecret,
  ]) {
    expect(text).not.toContain(value);
  }
});
