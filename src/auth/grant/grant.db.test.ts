import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { AuthFixture, reasonOf, second, secret } from '../../../test/support/auth-fixture.ts';
import { formatIsoMs } from '../../core/value/instant.ts';
import type { PresentedCredential } from '../presented-credential.ts';
import type { TokenProfile } from './token-profile.ts';

const fixture = AuthFixture.use();

const servicetitan: TokenProfile = {
  audience: 'servicetitan',
  grants: ['client_credentials'],
  accessTokenSeconds: 900,
  refreshTokenSeconds: 900,
  tokenType: 'at+jwt',
  claims: ({ workspace, client, scopes, issuedAt }) => ({
    tenant: String(workspace.tenantId),
    client_id: client.publicId,
    scope: scopes,
    iat: Math.floor(issuedAt / second),
  }),
};
const servicem8: TokenProfile = {
  audience: 'servicem8',
  grants: ['authorization_code', 'refresh_token'],
  accessTokenSeconds: 3600,
  refreshTokenSeconds: 86_400,
};

describe('a client’s token', () => {
  const ask = (over: Record<string, unknown> = {}) =>
    fixture.services.tokens.grant(servicetitan, {
      parameters: {
        grant_type: 'client_credentials',
        client_id: fixture.sandbox.servicetitan.clientId,
        client_secret: fixture.sandbox.servicetitan.clientSecret,
        ...over,
      },
    });
  const present = (token: string, appKey: string | null): PresentedCredential => ({
    secret: token,
    kinds: ['access-token'],
    appKey,
  });

  test('is a JWT that says what the dialect wants, and opens with the app’s key', async () => {
    const grant = await ask();
    expect(grant).toMatchObject({
      expiresIn: 900,
      refreshToken: null,
      scopes: ['tn.crm.contacts:r', 'tn.crm.contacts:w'],
    });
    expect(decodeProtectedHeader(grant.accessToken)).toEqual({ alg: 'HS256', typ: 'at+jwt' });
    expect(decodeJwt(grant.accessToken)).toMatchObject({
      tenant: String(fixture.sandbox.workspace.number),
    });
    await jwtVerify(grant.accessToken, secret.derive('token-signature'), {
      currentDate: new Date(fixture.now / 1000),
    });
    const context = await fixture.enter(
      'servicetitan',
      present(grant.accessToken, fixture.sandbox.servicetitan.appKey),
    );
    expect([...context.capabilities]).toEqual(['person.read', 'person.write']);
    expect(context.credentialId).toBe(grant.client.id);
  });

  test('is refused with another app’s key, an unknown one and none', async () => {
    const { accessToken } = await ask();
    expect(await reasonOf(fixture.enter('servicetitan', present(accessToken, null)))).toBe(
      'app-key-missing',
    );
    expect(await reasonOf(fixture.enter('servicetitan', present(accessToken, 'ak1.x')))).toBe(
      'app-key-unknown',
    );
    const foreign = present(accessToken, fixture.other.servicetitan.appKey);
    expect(await reasonOf(fixture.enter('servicetitan', foreign))).toBe('app-not-connected');
  });

  test('expires, and a changed one was never issued', async () => {
    const { accessToken } = await ask();
    expect(await reasonOf(fixture.enter('servicetitan', present(`${accessToken}x`, null)))).toBe(
      'unknown',
    );
    fixture.wait(900);
    expect(
      await reasonOf(
        fixture.enter('servicetitan', present(accessToken, fixture.sandbox.servicetitan.appKey)),
      ),
    ).toBe('expired');
  });

  test('may be asked for with fewer scopes, not with more', async () => {
    expect((await ask({ scope: 'tn.crm.contacts:r' })).scopes).toEqual(['tn.crm.contacts:r']);
    expect(await reasonOf(ask({ scope: 'tn.crm.customers:r' }))).toBe('invalid_scope');
  });

  test('may be asked for with id and secret as Basic', async () => {
    const { clientId, clientSecret } = fixture.sandbox.servicetitan;
    const grant = await fixture.services.tokens.grant(servicetitan, {
      parameters: { grant_type: 'client_credentials' },
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
    });
    expect(grant.client.publicId).toBe(clientId);
  });

  test.each([
    [{ client_secret: 'cs2.wrong' }, 'invalid_client'],
    [{ client_id: 'cid.unknown' }, 'invalid_client'],
    [{ client_id: undefined }, 'invalid_client'],
    [{ client_id: ['a', 'b'] }, 'invalid_client'],
    [{ client_id: 'a\u0000b' }, 'invalid_request'],
    [{ grant_type: undefined }, 'invalid_request'],
    [{ grant_type: 'magic' }, 'unsupported_grant_type'],
    [{ grant_type: 'constructor' }, 'unsupported_grant_type'],
    [{ grant_type: 'password', username: 'a', password: 'b' }, 'unauthorized_client'],
    [{ grant_type: 'refresh_token', refresh_token: 'x' }, 'unauthorized_client'],
  ])('is refused for %j as %s', async (parameters, reason) => {
    expect(await reasonOf(ask(parameters))).toBe(reason);
  });

  test('is not issued for a client of another dialect', async () => {
    const { clientId, clientSecret } = fixture.sandbox.highlevel;
    expect(await reasonOf(ask({ client_id: clientId, client_secret: clientSecret }))).toBe(
      'invalid_client',
    );
  });
});

describe('a refresh token of the sandbox', () => {
  const refresh = (over: Record<string, unknown> = {}) =>
    fixture.services.tokens.grant(servicem8, {
      parameters: {
        grant_type: 'refresh_token',
        client_id: fixture.sandbox.servicem8.clientId,
        client_secret: fixture.sandbox.servicem8.clientSecret,
        refresh_token: fixture.sandbox.servicem8.refreshToken,
        ...over,
      },
    });

  test('stays the same and gives a new access token every time', async () => {
    const grants = [await refresh(), await refresh()];
    for (const grant of grants) {
      expect(grant.refreshToken).toBe(fixture.sandbox.servicem8.refreshToken);
      const context = await fixture.enter('servicem8', {
        secret: grant.accessToken,
        kinds: ['access-token'],
      });
      expect([...context.capabilities]).toEqual(['link.read', 'link.write']);
    }
    expect(grants[0]?.accessToken).not.toBe(grants[1]?.accessToken);
  });

  test('is refused when unknown, of another client, or no refresh token at all', async () => {
    expect(await reasonOf(refresh({ refresh_token: 'nothing' }))).toBe('invalid_grant');
    expect(await reasonOf(refresh({ refresh_token: fixture.other.servicem8.refreshToken }))).toBe(
      'invalid_grant',
    );
    expect(await reasonOf(refresh({ refresh_token: fixture.sandbox.servicem8.accessToken }))).toBe(
      'invalid_grant',
    );
    expect(await reasonOf(refresh({ refresh_token: '' }))).toBe('invalid_request');
  });

  test('opens nothing by itself', async () => {
    const presented = {
      secret: fixture.sandbox.servicem8.refreshToken,
      kinds: ['access-token', 'api-key'],
    } as const;
    expect(await reasonOf(fixture.enter('servicem8', presented))).toBe('unknown');
  });

  test('gives no wider scopes than it has', async () => {
    expect((await refresh({ scope: 'read_job_contacts' })).scopes).toEqual(['read_job_contacts']);
    expect(await reasonOf(refresh({ scope: 'vendor' }))).toBe('invalid_scope');
  });
});

describe('signing in', () => {
  const login = (over: Partial<{ username: string; password: string }> = {}) =>
    fixture.services.login.login({
      audience: 'voipbin',
      username: fixture.sandbox.voipbin.username,
      password: fixture.sandbox.voipbin.password,
      seconds: 7 * 86_400,
      claims: ({ workspace, expiresAt }) => ({
        type: 'agent',
        customer_id: workspace.id,
        expire: formatIsoMs(expiresAt),
      }),
      ...over,
    });

  test('gives a session token with the dialect’s claims, for its time', async () => {
    const { token, session } = await login();
    expect(session.role).toBe('owner');
    expect(decodeJwt(token)).toMatchObject({
      type: 'agent',
      customer_id: fixture.sandbox.workspace.id,
    });
    const presented = { secret: token, kinds: ['session'] } as const;
    expect((await fixture.enter('voipbin', presented)).principalId).toBe(session.principal.id);
    expect(await reasonOf(fixture.enter('voipbin', { secret: token, kinds: ['api-key'] }))).toBe(
      'unknown',
    );
    fixture.wait(7 * 86_400);
    expect(await reasonOf(fixture.enter('voipbin', presented))).toBe('expired');
  });

  test('never gives the same token twice', async () => {
    const [one, two] = [await login(), await login()];
    expect(one.token).not.toBe(two.token);
  });

  test('ignores the case of the user name', async () => {
    expect(
      (await login({ username: fixture.sandbox.voipbin.username.toUpperCase() })).session.role,
    ).toBe('owner');
  });

  test('is refused alike for a wrong password and an unknown name', async () => {
    expect(await reasonOf(login({ password: 'wrong' }))).toBe('wrong-credentials');
    expect(await reasonOf(login({ username: 'nobody@example.com' }))).toBe('wrong-credentials');
    expect(await reasonOf(login({ password: fixture.other.voipbin.password }))).toBe(
      'wrong-credentials',
    );
  });
});
