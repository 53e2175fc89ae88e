/** A person lets an app in: the code, what it is exchanged for, and everything that ends it. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { AuthFixture, reasonOf } from '../../../test/support/auth-fixture.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { hashToken } from '../token/token-hash.ts';
import type { TokenGrant, TokenProfile } from './token-profile.ts';

const fixture = AuthFixture.use();

const profile: TokenProfile = {
  audience: 'servicem8',
  grants: ['authorization_code', 'refresh_token'],
  accessTokenSeconds: 3600,
  refreshTokenSeconds: 86_400,
};
const redirectUri = 'http://127.0.0.1:49152/callback';
const read = ['read_job_contacts'];

let principalId: Uuid;
beforeAll(async () => {
  const signIn = await fixture.store.principals.findSignIn(fixture.sandbox.voipbin.username);
  if (signIn === undefined) throw new Error('the Sandbox has a person');
  principalId = signIn.principal.id;
});

function request(over: Record<string, unknown> = {}) {
  return {
    audience: 'servicem8',
    parameters: {
      response_type: 'code',
      client_id: fixture.sandbox.servicem8.clientId,
      redirect_uri: redirectUri,
      scope: read.join(' '),
      state: 's 1',
      ...over,
    },
  };
}

const consenting = () => ({ principalId, tenantIds: [fixture.sandbox.workspace.number] });

function queryOf(location: string): Record<string, string> {
  expect(location.startsWith(`${redirectUri}?`)).toBe(true);
  return Object.fromEntries(new URL(location).searchParams);
}

async function newCode(over: Record<string, unknown> = {}): Promise<string> {
  const location = await fixture.services.authorization.allow(request(over), consenting());
  const { code = '', ...rest } = queryOf(location);
  expect(rest).toEqual({ state: 's 1' });
  return code;
}

const secrets = () => ({
  client_id: fixture.sandbox.servicem8.clientId,
  client_secret: fixture.sandbox.servicem8.clientSecret,
});

function exchange(code: string, over: Record<string, unknown> = {}): Promise<TokenGrant> {
  const parameters = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
  return fixture.services.tokens.grant(profile, {
    parameters: { ...parameters, ...secrets(), ...over },
  });
}

function refresh(token: string | null, over: Record<string, unknown> = {}): Promise<TokenGrant> {
  const parameters = { grant_type: 'refresh_token', refresh_token: token, ...secrets(), ...over };
  return fixture.services.tokens.grant(profile, { parameters });
}

const entering = (token: string) =>
  fixture.enter('servicem8', { secret: token, kinds: ['access-token'] });

describe('a code', () => {
  test('is exchanged for tokens that act as the person with the scopes asked for', async () => {
    const grant = await exchange(await newCode());
    expect(grant).toMatchObject({ expiresIn: 3600, scopes: read });
    const context = await entering(grant.accessToken);
    expect([...context.capabilities]).toEqual(['link.read']);
    expect(context).toMatchObject({
      principalId,
      tenantId: fixture.sandbox.workspace.number,
      credentialId: grant.client.id,
    });
  });

  test('is stored as a hash', async () => {
    const code = await newCode();
    expect(await fixture.store.grants.findCode(hashToken(code))).toMatchObject({ redirectUri });
    const rows = await fixture.database.rows('select c::text as line from authorization_code c');
    expect(rows.length).toBeGreaterThan(0);
    for (const { line } of rows) expect(line).not.toContain(code);
  });

  test('lasts a minute', async () => {
    const [early, late] = [await newCode(), await newCode()];
    fixture.wait(58);
    expect(await reasonOf(exchange(early))).toBe('admitted');
    fixture.wait(2);
    expect(await reasonOf(exchange(late))).toBe('invalid_grant');
  });

  test('used twice ends what it gave the first time', async () => {
    const code = await newCode();
    const grant = await exchange(code);
    expect(await reasonOf(entering(grant.accessToken))).toBe('admitted');
    expect(await reasonOf(exchange(code))).toBe('invalid_grant');
    expect(await reasonOf(entering(grant.accessToken))).toBe('revoked');
    expect(await reasonOf(refresh(grant.refreshToken))).toBe('invalid_grant');
  });

  test('used twice at once gives nothing that lasts', async () => {
    const code = await newCode();
    const outcomes = await Promise.allSettled([exchange(code), exchange(code)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') {
        expect(await reasonOf(entering(outcome.value.accessToken))).toBe('revoked');
      }
    }
  });

  test('is bound to the app, and another app can neither use nor spoil it', async () => {
    const code = await newCode();
    const { clientId, clientSecret } = fixture.other.servicem8;
    const other = { client_id: clientId, client_secret: clientSecret };
    expect(await reasonOf(exchange(code, other))).toBe('invalid_grant');
    const grant = await exchange(code);
    expect(await reasonOf(exchange(code, other))).toBe('invalid_grant');
    expect(await reasonOf(entering(grant.accessToken))).toBe('admitted');
  });

  test.each([{ redirect_uri: 'http://127.0.0.1:49152/other' }, { redirect_uri: undefined }])(
    'is bound to the address it was sent to: not %j',
    async (over) => {
      expect(await reasonOf(exchange(await newCode(), over))).toBe('invalid_request');
    },
  );

  test('is nothing without the app’s secret', async () => {
    const code = await newCode();
    expect(await reasonOf(exchange(code, { client_secret: 'wrong' }))).toBe('invalid_client');
    const bare = { client_secret: undefined, code_verifier: 'x'.repeat(43) };
    expect(await reasonOf(exchange(code, bare))).toBe('invalid_client');
    expect(await reasonOf(exchange(code))).toBe('admitted');
  });

  test('that nobody made is refused', async () => {
    expect(await reasonOf(exchange('nothing'))).toBe('invalid_grant');
    expect(await reasonOf(exchange(''))).toBe('invalid_request');
  });
});

describe('PKCE', () => {
  const verifier = 'v'.repeat(64);
  const code_challenge = createHash('sha256').update(verifier).digest('base64url');
  const offered = { code_challenge, code_challenge_method: 'S256' };

  test('lets in who has the verifier', async () => {
    const code = await newCode(offered);
    expect(await reasonOf(exchange(code, { code_verifier: verifier }))).toBe('admitted');
  });

  test('uses the code up for who has not', async () => {
    for (const over of [{ code_verifier: 'w'.repeat(64) }, {}]) {
      const code = await newCode(offered);
      expect(await reasonOf(exchange(code, over))).toBe('invalid_grant');
      expect(await reasonOf(exchange(code, { code_verifier: verifier }))).toBe('invalid_grant');
    }
  });

  test('that was not offered cannot be claimed', async () => {
    const code = await newCode();
    expect(await reasonOf(exchange(code, { code_verifier: verifier }))).toBe('invalid_grant');
  });

  test.each([
    [{ ...offered, code_challenge_method: 'plain' }],
    [{ ...offered, code_challenge_method: 'S1' }],
    [{ ...offered, code_challenge: 'short' }],
  ])('is refused as %j', async (over) => {
    const location = await fixture.services.authorization.allow(request(over), consenting());
    expect(queryOf(location)).toMatchObject({ error: 'invalid_request', state: 's 1' });
  });
});

describe('a request', () => {
  test('that is good says who asks for what', async () => {
    const examined = await fixture.services.authorization.examine(
      request({ scope: 'manage_job_contacts  read_job_contacts read_job_contacts' }),
    );
    expect(examined).toMatchObject({
      kind: 'asked',
      access: {
        app: { name: 'Sandbox app' },
        scopes: ['manage_job_contacts', 'read_job_contacts'],
        redirectUri,
      },
    });
  });

  test.each([
    [{ scope: 'read_job_contacts read_minds' }, 'invalid_scope'],
    [{ scope: '*' }, 'invalid_scope'],
    [{ scope: undefined }, 'invalid_scope'],
    [{ scope: ['a', 'b'] }, 'invalid_scope'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ response_type: undefined }, 'invalid_request'],
  ])('with %j goes back to the app as %s', async (over, error) => {
    const examined = await fixture.services.authorization.examine(request(over));
    if (examined.kind !== 'refused') throw new Error('it was not refused');
    expect(queryOf(examined.location)).toMatchObject({ error, state: 's 1' });
  });

  test.each([
    [{ redirect_uri: 'https://evil.example/' }, 'invalid_client'],
    [{ redirect_uri: undefined }, 'invalid_request'],
    [{ redirect_uri: ['http://127.0.0.1/', 'https://evil.example/'] }, 'invalid_request'],
    [{ redirect_uri: 'nowhere' }, 'invalid_request'],
    [{ client_id: '1' }, 'invalid_client'],
    [{ client_id: undefined }, 'invalid_request'],
  ])('with %j goes nowhere', async (over, error) => {
    const { authorization } = fixture.services;
    expect(await reasonOf(authorization.examine(request(over)))).toBe(error);
    expect(await reasonOf(authorization.allow(request(over), consenting()))).toBe(error);
    expect(await reasonOf(authorization.refuse(request(over)))).toBe(error);
  });

  test('of another dialect’s app goes nowhere', async () => {
    const { clientId } = fixture.sandbox.highlevel;
    const examining = fixture.services.authorization.examine(request({ client_id: clientId }));
    expect(await reasonOf(examining)).toBe('invalid_client');
  });

  test('without a state is answered without one', async () => {
    const location = await fixture.services.authorization.refuse(request({ state: undefined }));
    expect(queryOf(location)).toEqual({
      error: 'access_denied',
      error_description: 'The person refused access',
    });
  });

  test('is not allowed into a workspace that is not the person’s, or not the app’s', async () => {
    const { authorization } = fixture.services;
    const elsewhere = { principalId, tenantIds: [fixture.other.workspace.number] };
    const foreign = { client_id: fixture.other.servicem8.clientId };
    for (const location of [
      await authorization.allow(request(), elsewhere),
      await authorization.allow(request(foreign), consenting()),
    ]) {
      expect(queryOf(location)).toMatchObject({ error: 'access_denied' });
    }
  });
});

describe('a refresh token', () => {
  test('gives another, and both work for half a minute, for an answer may be lost', async () => {
    const first = await exchange(await newCode());
    const second = await refresh(first.refreshToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    fixture.wait(29);
    const again = await refresh(first.refreshToken);
    expect(await reasonOf(entering(again.accessToken))).toBe('admitted');
    expect(await reasonOf(refresh(second.refreshToken))).toBe('admitted');
  });

  test('presented again later ends everything that came of the consent', async () => {
    const first = await exchange(await newCode());
    const second = await refresh(first.refreshToken);
    fixture.wait(31);
    expect(await reasonOf(refresh(first.refreshToken))).toBe('invalid_grant');
    expect(await reasonOf(refresh(second.refreshToken))).toBe('invalid_grant');
    expect(await reasonOf(entering(second.accessToken))).toBe('revoked');
    expect(await reasonOf(entering(first.accessToken))).toBe('revoked');
  });

  test('is not used up by a request that is refused', async () => {
    const { refreshToken } = await exchange(await newCode());
    expect(await reasonOf(refresh(refreshToken, { scope: 'manage_job_contacts' }))).toBe(
      'invalid_scope',
    );
    fixture.wait(60);
    expect(await reasonOf(refresh(refreshToken))).toBe('admitted');
  });

  test('asked for fewer scopes keeps the others for later', async () => {
    const scope = 'read_job_contacts manage_job_contacts';
    const first = await exchange(await newCode({ scope }));
    const narrow = await refresh(first.refreshToken, { scope: 'read_job_contacts' });
    expect(narrow.scopes).toEqual(read);
    expect((await refresh(narrow.refreshToken)).scopes).toEqual(scope.split(' '));
  });

  test('and its tokens follow the person’s role', async () => {
    const scope = 'read_job_contacts manage_job_contacts';
    const { accessToken, refreshToken } = await exchange(await newCode({ scope }));
    const { organisationId } = (await fixture.operator()).workspace;
    const tenantId = fixture.sandbox.workspace.number;
    const asRole = (role: 'owner' | 'viewer') =>
      fixture.store.principals.grantRole({ principalId, organisationId, tenantId, role });
    await asRole('viewer');
    fixture.forgetEverything();
    expect([...(await entering(accessToken)).capabilities]).toEqual(['link.read']);
    const renewed = await refresh(refreshToken);
    expect([...(await entering(renewed.accessToken)).capabilities]).toEqual(['link.read']);
    await asRole('owner');
  });
});

describe('a consent', () => {
  test('is listed with app and person, and takes its tokens along when it is ended', async () => {
    const { grants } = fixture.services;
    const operator = await fixture.operator();
    const granted = await exchange(await newCode());
    const entry = (await grants.list(operator)).at(-1);
    expect(entry).toMatchObject({
      appName: 'Sandbox app',
      principalName: 'Sandbox user',
      scopes: read,
    });
    const stranger = await fixture.operator(fixture.other);
    const id = entry?.id ?? '';
    await expect(grants.revoke(stranger, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await grants.list(stranger)).toEqual([]);
    await grants.revoke(operator, id);
    expect(await reasonOf(entering(granted.accessToken))).toBe('revoked');
    expect(await reasonOf(refresh(granted.refreshToken))).toBe('invalid_grant');
    await expect(grants.revoke(operator, id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await grants.list(operator)).map((one) => one.id)).not.toContain(id);
  });
});

describe('revoking as the app', () => {
  const revoke = (token: string | null, over: Record<string, unknown> = {}) =>
    fixture.services.tokens.revoke('servicem8', { parameters: { ...secrets(), token, ...over } });

  test('an access token ends that one, a refresh token the whole consent', async () => {
    const first = await exchange(await newCode());
    const second = await refresh(first.refreshToken);
    await revoke(first.accessToken);
    expect(await reasonOf(entering(first.accessToken))).toBe('revoked');
    expect(await reasonOf(entering(second.accessToken))).toBe('admitted');
    await revoke(second.refreshToken);
    expect(await reasonOf(entering(second.accessToken))).toBe('revoked');
    expect(await reasonOf(refresh(second.refreshToken))).toBe('invalid_grant');
  });

  test('nothing, or what is another app’s, changes nothing', async () => {
    const { accessToken } = await exchange(await newCode());
    const { clientId, clientSecret } = fixture.other.servicem8;
    await revoke('nothing');
    await revoke(accessToken, { client_id: clientId, client_secret: clientSecret });
    expect(await reasonOf(entering(accessToken))).toBe('admitted');
  });

  test('takes a client that proves itself and a token', async () => {
    const { accessToken } = await exchange(await newCode());
    expect(await reasonOf(revoke(accessToken, { client_secret: 'wrong' }))).toBe('invalid_client');
    expect(await reasonOf(revoke(accessToken, { client_secret: undefined }))).toBe(
      'invalid_client',
    );
    expect(await reasonOf(revoke(null))).toBe('invalid_request');
    const { client_id: id, client_secret: secret } = secrets();
    await fixture.services.tokens.revoke('servicem8', {
      parameters: { token: accessToken },
      authorization: `Basic ${btoa(`${id}:${secret}`)}`,
    });
    expect(await reasonOf(entering(accessToken))).toBe('revoked');
  });
});

describe('an app', () => {
  const draft = {
    audience: 'servicem8',
    name: 'Reminders',
    redirectUris: ['https://reminders.example.com/done'],
    scopes: read,
  };

  test('is let in with its own scopes at its own address, until it is ended', async () => {
    const { apps, authorization } = fixture.services;
    const operator = await fixture.operator();
    const { client, secret } = await apps.create(operator, draft);
    const parameters = { client_id: client.publicId, redirect_uri: draft.redirectUris[0] };
    const asked = request(parameters);
    expect(await authorization.examine(asked)).toMatchObject({
      access: { app: { name: 'Reminders' } },
    });
    const wider = request({ ...parameters, scope: 'manage_job_contacts' });
    expect(await authorization.examine(wider)).toMatchObject({ kind: 'refused' });
    const location = await authorization.allow(asked, consenting());
    const code = new URL(location).searchParams.get('code') ?? '';
    const over = { ...parameters, client_secret: secret };
    const { accessToken } = await exchange(code, over);
    expect(await reasonOf(entering(accessToken))).toBe('admitted');

    expect((await apps.list(operator)).map(({ name }) => name)).toContain('Reminders');
    const stranger = await fixture.operator(fixture.other);
    await expect(apps.revoke(stranger, client.id)).rejects.toMatchObject({ code: 'not_found' });
    await apps.revoke(operator, client.id);
    expect(await reasonOf(entering(accessToken))).toBe('revoked');
    expect(await reasonOf(authorization.examine(asked))).toBe('invalid_client');
    expect(await fixture.services.grants.list(operator)).not.toContainEqual(
      expect.objectContaining({ appName: 'Reminders' }),
    );
  });

  test.each([
    [{ audience: 'voipbin' }, 'audience'],
    [{ name: ' ' }, 'name'],
    [{ redirectUris: [] }, 'redirectUris'],
    [{ redirectUris: ['http://app.example.com/'] }, 'redirectUris[0]'],
    [{ scopes: [...read, 'read_minds'] }, 'scopes[1]'],
  ])('is not made with %j', async (over, path) => {
    const making = fixture.services.apps.create(await fixture.operator(), { ...draft, ...over });
    await expect(making).rejects.toMatchObject({ issues: [{ path }] });
  });
});

describe('a browser', () => {
  test('is signed in for an hour, or until it is signed out', async () => {
    const { username, password } = fixture.sandbox.voipbin;
    const find = (token: string) => fixture.services.sessions.find(token);
    const token = await fixture.services.sessions.signIn({ username, password });
    expect(await find(token)).toMatchObject({
      principal: { id: principalId },
      entries: [{ role: 'owner', workspace: { tenantId: fixture.sandbox.workspace.number } }],
    });
    fixture.wait(3599);
    expect(await find(token)).toBeDefined();
    fixture.wait(1);
    expect(await find(token)).toBeUndefined();
    const other = await fixture.services.sessions.signIn({ username, password });
    await fixture.services.sessions.signOut(other);
    expect(await find(other)).toBeUndefined();
    expect(await find('nothing')).toBeUndefined();
  });

  test('is not signed in with a wrong password', async () => {
    const { username } = fixture.sandbox.voipbin;
    const signingIn = fixture.services.sessions.signIn({ username, password: 'wrong' });
    expect(await reasonOf(signingIn)).toBe('wrong-credentials');
  });

  test('opens no dialect with its token', async () => {
    const { username, password } = fixture.sandbox.voipbin;
    const token = await fixture.services.sessions.signIn({ username, password });
    expect(await reasonOf(fixture.enter('voipbin', { secret: token, kinds: ['session'] }))).toBe(
      'unknown',
    );
  });
});
