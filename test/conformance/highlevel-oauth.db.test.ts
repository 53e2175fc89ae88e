/** HighLevel's OAuth, request by request. With a real browser and the published client: `test/e2e/highlevel-oauth.db.test.ts`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopes } from '../../src/dialects/highlevel/auth.ts';
import { scopeInWords } from '../../src/dialects/highlevel/oauth/scope-words.ts';
import type { RouteEntry } from '../../src/http/plugin.ts';
import { AgencyFixture, claimsOf, redirectUri } from './highlevel-agency.ts';
import { HandClock } from '../support/hand-clock.ts';
import { type Reply, textAt } from '../support/http-call.ts';

const clock = new HandClock(Date.parse('2027-01-15T09:00:00Z'));
let agency: AgencyFixture;
beforeAll(async () => {
  agency = await AgencyFixture.start(clock);
});
afterAll(() => agency.stop());

const traceId: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
const token: unknown = expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/);
const renewal: unknown = expect.stringMatching(/^\w{43}$/);
const wrongClass =
  'This authClass type is not allowed to access this scope. Please verify your IAM configuration if this is not the case.';
const withoutAccess = {
  status: 403,
  json: { statusCode: 403, message: 'The token does not have access to this location.' },
};
const unauthorized = (description: unknown) => ({
  status: 401,
  json: { error: 'UnAuthorized!', error_description: description },
});
const unknownCode = unauthorized('Authorization code not found');

function unprocessable(...message: string[]) {
  return {
    status: 422,
    json: { statusCode: 422, message, error: 'Unprocessable Entity', traceId },
  };
}

describe('the consent page', () => {
  test.each(['/oauth/chooselocation', '/v2/oauth/chooselocation'])(
    'GET %s asks for the location that a sub-account app is let into',
    async (path) => {
      for (const mount of ['', '/highlevel']) {
        const page = await agency.consentPage(agency.location, { path: mount + path });
        expect(page.text).toContain('see contacts, with their notes and tasks');
        expect(page.text).toContain(`action="${mount}${path}?`);
        expect(page.text).not.toContain('type="checkbox"');
      }
    },
  );

  test('says every scope that opens something in plain words, and those alone', () => {
    for (const [scope, allows] of Object.entries(scopes)) {
      if (scope !== '*') expect(scopeInWords(scope) !== null, scope).toBe(allows.length > 0);
    }
  });

  test('offers an agency app every workspace of the organisation where the person has a role', async () => {
    const page = await agency.consentPage(agency.company);
    const offered = [...page.text.matchAll(/type="checkbox" name="workspace" value="(\d+)"/g)];
    expect(offered.map(([, number]) => Number(number))).toEqual(
      [agency.one, agency.two].map(({ tenantId }) => tenantId),
    );
    expect(page.text).not.toContain(agency.closed.name);
  });

  test('asks again when no workspace was ticked', async () => {
    const page = await agency.answer(agency.company, []);
    expect(page.status).toBe(422);
    expect(page.text).toContain('Choose a workspace, or refuse.');
  });

  test.each<[string, () => number[]]>([
    ['where the person has no role', () => [agency.one.tenantId, agency.closed.tenantId]],
    ['of another organisation', () => [agency.one.tenantId, agency.foreign.tenantId]],
    ['that there is not', () => [7]],
  ])('lets no agency app into a workspace %s', async (_, workspaces) => {
    const sent = await agency.answer(agency.company, workspaces());
    expect(sent.headers.get('location')).toContain('error=access_denied');
  });

  test('lets a sub-account app into one location at most', async () => {
    const both = [agency.one.tenantId, agency.two.tenantId];
    const sent = await agency.answer(agency.location, both);
    expect(sent.headers.get('location')).toContain('error=access_denied');
  });
});

describe('POST /oauth/token', () => {
  test('gives a location’s tokens for a code, in the words of older versions', async () => {
    const { clientId } = agency.location;
    const reply = await agency.redeem(agency.location, await agency.code(agency.location));
    expect(reply).toMatchObject({ status: 200 });
    expect(reply.json).toEqual({
      access_token: token,
      token_type: 'Bearer',
      expires_in: 86_399,
      refresh_token: renewal,
      scope: agency.scope,
      userType: 'Location',
      companyId: agency.companyId,
      locationId: agency.one.locationId,
      userId: expect.stringMatching(/^\w{20}$/) as unknown,
      isBulkInstallation: false,
      installToFutureLocations: false,
      approveAllLocations: false,
      traceId,
    });
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const claims = claimsOf(textAt(reply.json, 'access_token'));
    const [appId = ''] = clientId.split('-');
    expect(claims).toEqual({
      authClass: 'Location',
      authClassId: agency.one.locationId,
      primaryAuthClassId: agency.one.locationId,
      source: 'INTEGRATION',
      sourceId: clientId,
      channel: 'OAUTH',
      oauthMeta: {
        scopes: agency.scope.split(' '),
        client: appId,
        versionId: appId,
        clientKey: clientId,
      },
      iat: expect.any(Number) as unknown,
      exp: Number(claims['iat']) + 86_399,
      jti: traceId,
    });
  });

  test.each(['form', 'json'] as const)(
    'reads and answers v3 in camel case, as %s',
    async (type) => {
      const { clientId, clientSecret } = agency.location;
      const code = await agency.code(agency.location);
      const common = { clientId, clientSecret, userType: 'Location' };
      const first = await agency.askToken(
        { ...common, grantType: 'authorization_code', code, redirectUri },
        { type, version: 'v3' },
      );
      expect(first).toMatchObject({
        status: 200,
        json: { accessToken: token, tokenType: 'Bearer', expiresIn: 86_399, refreshToken: renewal },
      });
      expect(first.json).not.toHaveProperty('access_token');
      const refreshToken = textAt(first.json, 'refreshToken');
      const next = await agency.askToken(
        { ...common, grantType: 'refresh_token', refreshToken },
        { type, version: 'v3' },
      );
      expect(next).toMatchObject({ status: 200, json: { accessToken: token } });
      expect(textAt(next.json, 'refreshToken')).not.toBe(refreshToken);
    },
  );

  test('needs no redirect address again, no version, and looks at no Authorization', async () => {
    const code = await agency.code(agency.location);
    const fields = { ...agency.secrets(agency.location), grant_type: 'authorization_code', code };
    const reply = await agency.askToken(fields, {
      version: null,
      headers: { authorization: `Basic ${btoa('nobody:nothing')}` },
    });
    expect(reply).toMatchObject({ status: 200, json: { userType: 'Location' } });
  });

  test('refuses another redirect address than the code’s', async () => {
    const code = await agency.code(agency.location);
    const reply = await agency.redeem(agency.location, code, { redirect_uri: `${redirectUri}/x` });
    expect(reply).toMatchObject(unauthorized(expect.stringContaining('redirect_uri')));
  });

  test('gives a code’s tokens to whoever has its verifier alone', async () => {
    const verifier = 'v'.repeat(43);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
    const code_challenge = Buffer.from(digest).toString('base64url');
    const over = { code_challenge, code_challenge_method: 'S256', state: 'st' };
    const [wrong, right] = [
      await agency.code(agency.location, { over }),
      await agency.code(agency.location, { over }),
    ];
    const refused = await agency.redeem(agency.location, wrong, { code_verifier: 'w'.repeat(43) });
    expect(refused.status).toBe(401);
    const reply = await agency.redeem(agency.location, right, { code_verifier: verifier });
    expect(reply.status).toBe(200);
  });

  test.each<[string, Record<string, string>, ReturnType<typeof unprocessable>]>([
    [
      'no grant type',
      { client_id: 'x', client_secret: 'y' },
      unprocessable('grant_type must be a valid enum value', 'grant_type should not be empty'),
    ],
    [
      'an unknown grant type',
      { client_id: 'x', client_secret: 'y', grant_type: 'password' },
      unprocessable('grant_type must be a valid enum value'),
    ],
    [
      'no client',
      { grant_type: 'refresh_token', refresh_token: 'x' },
      unprocessable('client_id should not be empty', 'client_secret should not be empty'),
    ],
    [
      'no code',
      { client_id: 'x', client_secret: 'y', grant_type: 'authorization_code' },
      unprocessable('code should not be empty'),
    ],
    [
      'no refresh token, spelled as v3',
      { clientId: 'x', clientSecret: 'y', grantType: 'refresh_token' },
      unprocessable('refreshToken should not be empty'),
    ],
    [
      'an unknown user type',
      {
        client_id: 'x',
        client_secret: 'y',
        grant_type: 'refresh_token',
        refresh_token: 'z',
        user_type: 'Me',
      },
      unprocessable('user_type must be a valid enum value'),
    ],
  ])('names what is wrong: %s', async (_, fields, expected) => {
    expect(await agency.askToken(fields)).toMatchObject(expected);
    expect(await agency.askToken(fields, { type: 'json' })).toMatchObject(expected);
  });

  test('looks for the code before it looks at the client', async () => {
    const nobody = { client_id: 'x', client_secret: 'y' };
    const unknown = { ...nobody, grant_type: 'authorization_code', code: 'z' };
    expect(await agency.askToken(unknown)).toMatchObject(unknownCode);
    const code = await agency.code(agency.location);
    const known = await agency.askToken({ ...unknown, code });
    expect(known).toMatchObject(unauthorized(expect.stringContaining('client')));
    const wrongSecret = { ...agency.secrets(agency.location), client_secret: 'wrong' };
    const reply = await agency.askToken({ ...wrongSecret, grant_type: 'authorization_code', code });
    expect(reply).toMatchObject(unauthorized(expect.stringContaining('client')));
  });

  test('takes no code of another app, none late and none twice, which ends what came of it', async () => {
    const other = await agency.code(agency.location);
    expect(await agency.redeem(agency.company, other)).toMatchObject(unknownCode);
    const late = await agency.code(agency.location);
    clock.advanceSeconds(60);
    expect(await agency.redeem(agency.location, late)).toMatchObject(unknownCode);
    const code = await agency.code(agency.location);
    const tokens = await agency.redeem(agency.location, code);
    expect(await agency.redeem(agency.location, code)).toMatchObject(unknownCode);
    const access = textAt(tokens.json, 'access_token');
    expect((await agency.contacts(access)).status).toBe(401);
  });

  test('asks no person for nobody: apps get no tokens by their secret alone', async () => {
    const fields = { ...agency.secrets(agency.location), grant_type: 'client_credentials' };
    const refused = unauthorized(expect.any(String) as unknown);
    expect(await agency.askToken(fields)).toMatchObject(refused);
  });

  test('rotates refresh tokens, with half a minute for a lost answer and none for a thief', async () => {
    const tokens = await agency.redeem(agency.location, await agency.code(agency.location));
    const old = textAt(tokens.json, 'refresh_token');
    const next = await agency.refresh(agency.location, old);
    expect(next.status).toBe(200);
    expect((await agency.refresh(agency.location, old)).status).toBe(200);
    clock.advanceSeconds(31);
    const late = unauthorized(expect.stringContaining('refresh token'));
    expect(await agency.refresh(agency.location, old)).toMatchObject(late);
    const rotated = textAt(next.json, 'refresh_token');
    expect(await agency.refresh(agency.location, rotated)).toMatchObject(late);
    expect((await agency.contacts(textAt(next.json, 'access_token'))).status).toBe(401);
  });

  test('makes an access token for a day, and a refresh token for a year', async () => {
    const tokens = await agency.redeem(agency.location, await agency.code(agency.location));
    const access = textAt(tokens.json, 'access_token');
    expect((await agency.contacts(access)).status).toBe(200);
    clock.advanceSeconds(86_399);
    expect(await agency.contacts(access)).toMatchObject({
      status: 401,
      json: { statusCode: 401, message: 'Invalid JWT' },
    });
    clock.advanceSeconds(364 * 86_400);
    const renewed = await agency.refresh(agency.location, textAt(tokens.json, 'refresh_token'));
    expect(renewed.status).toBe(200);
    clock.advanceSeconds(365 * 86_400);
    const late = await agency.refresh(agency.location, textAt(renewed.json, 'refresh_token'));
    expect(late.status).toBe(401);
  });

  test('knows a token by its row: one with the same claims that was never issued is none', async () => {
    const tokens = await agency.redeem(agency.location, await agency.code(agency.location));
    const [head = '', body = '', signature = ''] = textAt(tokens.json, 'access_token').split('.');
    const forged = `${head}.${body}.${signature.split('').toReversed().join('')}`;
    expect((await agency.contacts(forged)).status).toBe(401);
  });
});

describe('an agency’s token', () => {
  test('names its company and the locations that were approved', async () => {
    const reply = await agency.companyTokens();
    expect(reply.json).toMatchObject({
      userType: 'Company',
      companyId: agency.companyId,
      approvedLocations: [agency.one.locationId, agency.two.locationId],
      isBulkInstallation: true,
    });
    expect(reply.json).not.toHaveProperty('locationId');
    expect(claimsOf(textAt(reply.json, 'access_token'))).toMatchObject({
      authClass: 'Company',
      authClassId: agency.companyId,
      primaryAuthClassId: agency.companyId,
    });
    const renewed = await agency.refresh(agency.company, textAt(reply.json, 'refresh_token'));
    expect(renewed.json).toMatchObject({
      userType: 'Company',
      approvedLocations: [agency.one.locationId, agency.two.locationId],
    });
  });

  test('opens no route of a location, in any location', async () => {
    const access = textAt((await agency.companyTokens()).json, 'access_token');
    const routes = agency.locationRoutes();
    expect(routes.length).toBeGreaterThan(30);
    for (const { locationId } of [agency.one, agency.foreign]) {
      for (const route of routes) {
        const reply = await agency.callRoute(route, access, locationId);
        expect(reply, `${route.method} ${route.path}`).toMatchObject({
          status: 401,
          json: { statusCode: 401, message: wrongClass },
        });
      }
    }
  });
});

describe.each(['POST /oauth/locationToken', 'POST /oauth/location-token'])('%s', (name) => {
  const path = name.slice('POST '.length);
  const v3 = path.includes('-');
  const version = v3 ? 'v3' : '2021-07-28';
  const ask = (access: string, locationId: string, companyId = agency.companyId) =>
    agency.locationToken(access, { companyId, locationId }, { path, version });

  test('gives the tokens of an approved location', async () => {
    const access = textAt((await agency.companyTokens()).json, 'access_token');
    const reply = await ask(access, agency.two.locationId);
    const [appId] = agency.company.clientId.split('-');
    expect(reply.status).toBe(201);
    const spelled = v3
      ? { accessToken: token, tokenType: 'Bearer', expiresIn: 86_399, refreshToken: renewal }
      : { access_token: token, token_type: 'Bearer', expires_in: 86_399, refresh_token: renewal };
    expect(reply.json).toEqual({
      ...spelled,
      scope: agency.companyScope,
      userType: 'Location',
      companyId: agency.companyId,
      locationId: agency.two.locationId,
      userId: expect.any(String) as unknown,
      appId,
      versionId: appId,
      traceId,
    });
    const theirs = textAt(reply.json, v3 ? 'accessToken' : 'access_token');
    expect((await agency.contacts(theirs, agency.two.locationId)).status).toBe(200);
    expect(await agency.contacts(theirs, agency.one.locationId)).toMatchObject(withoutAccess);
    const renewed = await agency.refresh(
      agency.company,
      textAt(reply.json, v3 ? 'refreshToken' : 'refresh_token'),
    );
    expect(renewed.json).toMatchObject({
      userType: 'Location',
      locationId: agency.two.locationId,
    });
  });

  test('refuses alike what was not approved, what is foreign and what there is not', async () => {
    const access = textAt((await agency.companyTokens([agency.one])).json, 'access_token');
    const { two, closed, foreign } = agency;
    const others = [two, closed, foreign].map(({ locationId }) => locationId);
    for (const locationId of [...others, 've9EPM428h8vShlRW1KT', 'x']) {
      expect(await ask(access, locationId)).toMatchObject(withoutAccess);
    }
    for (const companyId of [agency.foreignCompanyId, 've9EPM428h8vShlRW1KT', 'x']) {
      expect(await ask(access, agency.one.locationId, companyId)).toMatchObject({
        status: 403,
        json: {
          statusCode: 403,
          message: 'You do not have permission to access this resource',
          error: 'Forbidden',
        },
      });
    }
  });

  test('needs oauth.write, and a token of an agency', async () => {
    const noScope = await agency.companyTokens([agency.one], 'contacts.readonly oauth.readonly');
    const location = await agency.redeem(agency.location, await agency.code(agency.location));
    const refused = (message: string) => ({ status: 401, json: { statusCode: 401, message } });
    for (const [access, message] of [
      [textAt(noScope.json, 'access_token'), 'The token is not authorized for this scope.'],
      [textAt(location.json, 'access_token'), wrongClass],
      [agency.server.sandbox.highlevel.accessToken, "Token's user type mismatch!"],
    ] as const) {
      expect(await ask(access, agency.one.locationId)).toMatchObject(refused(message));
    }
  });

  test('names what is missing or unknown in the body', async () => {
    const access = textAt((await agency.companyTokens()).json, 'access_token');
    const reply = await agency.locationToken(
      access,
      { companyId: 'x', more: 'y' },
      { path, version },
    );
    expect(reply).toMatchObject(
      unprocessable(
        'locationId should not be empty',
        'locationId must be a string',
        'property more should not exist',
      ),
    );
  });
});

describe('the rights of a company', () => {
  test('end in a location with the role of the person who consented', async () => {
    const tokens = await agency.companyTokens([agency.one, agency.two]);
    const access = textAt(tokens.json, 'access_token');
    const theirs = await agency.locationToken(access, {
      companyId: agency.companyId,
      locationId: agency.two.locationId,
    });
    expect(theirs.status).toBe(201);
    await agency.setRole(agency.two, null);
    try {
      const reply = await agency.locationToken(access, {
        companyId: agency.companyId,
        locationId: agency.two.locationId,
      });
      expect(reply).toMatchObject(withoutAccess);
      const { json } = await agency.installed(access);
      expect(json).toMatchObject({ count: 1, locations: [{ _id: agency.one.locationId }] });
      clock.advanceSeconds(6);
      const former = textAt(theirs.json, 'access_token');
      expect((await agency.contacts(former, agency.two.locationId)).status).toBe(401);
    } finally {
      await agency.setRole(agency.two, 'admin');
    }
  });

  test('are no more than the person’s role in each location', async () => {
    await agency.setRole(agency.two, 'viewer');
    try {
      const access = textAt((await agency.companyTokens()).json, 'access_token');
      const theirs = await agency.locationToken(access, {
        companyId: agency.companyId,
        locationId: agency.two.locationId,
      });
      const reply = await agency.call('POST', '/contacts/', textAt(theirs.json, 'access_token'), {
        locationId: agency.two.locationId,
        firstName: 'Ann',
      });
      expect(reply.status).toBe(401);
    } finally {
      await agency.setRole(agency.two, 'admin');
    }
  });

  test('are ended by each location for itself, and everywhere with the last', async () => {
    const access = textAt((await agency.companyTokens()).json, 'access_token');
    const enter = (locationId: string): Promise<Reply> =>
      agency.locationToken(access, { companyId: agency.companyId, locationId });
    const inOne = textAt((await enter(agency.one.locationId)).json, 'access_token');
    const inTwo = textAt((await enter(agency.two.locationId)).json, 'access_token');
    await agency.shutOut(agency.one);
    expect((await agency.contacts(inOne, agency.one.locationId)).status).toBe(401);
    expect(await enter(agency.one.locationId)).toMatchObject(withoutAccess);
    expect((await agency.contacts(inTwo, agency.two.locationId)).status).toBe(200);
    await agency.shutOut(agency.two);
    expect((await enter(agency.two.locationId)).status).toBe(401);
    expect((await agency.contacts(inTwo, agency.two.locationId)).status).toBe(401);
  });
});

describe.each(['GET /oauth/installedLocations', 'GET /oauth/installed-locations'])('%s', (name) => {
  const path = name.slice('GET '.length);
  const v3 = path.includes('installed-');
  const options = { path, version: v3 ? 'v3' : '2021-07-28' };

  test('lists where the app was let in, and nothing of others', async () => {
    const access = textAt((await agency.companyTokens()).json, 'access_token');
    const reply = await agency.installed(access, {}, options);
    const [appId] = agency.company.clientId.split('-');
    const shown = (place: { readonly locationId: string; readonly name: string }) => ({
      _id: place.locationId,
      name: place.name,
      isInstalled: true,
      versionId: appId,
      installedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/) as unknown,
    });
    expect(reply.status).toBe(200);
    expect(reply.json).toEqual({
      locations: [shown(agency.one), shown(agency.two)],
      count: 2,
      installToFutureLocations: false,
      traceId,
    });
  });

  test.each<[Record<string, string>, () => string[]]>([
    [{ query: 'WEST' }, () => [agency.two.locationId]],
    [{ isInstalled: 'true' }, () => [agency.one.locationId, agency.two.locationId]],
    [{ isInstalled: 'false' }, () => []],
    [{ onTrial: 'true' }, () => []],
    [{ planId: 'x' }, () => []],
    [{ versionId: 'x' }, () => []],
    [{ locationId: 'x' }, () => []],
  ])('filters by %j', async (query, expected) => {
    const access = textAt((await agency.companyTokens()).json, 'access_token');
    const { json } = await agency.installed(access, query, options);
    expect(json).toMatchObject({ locations: expected().map((_id) => ({ _id })) });
  });

  test('pages', async () => {
    const access = textAt((await agency.companyTokens()).json, 'access_token');
    const first = await agency.installed(access, v3 ? { pageSize: '1' } : { limit: '1' }, options);
    expect(first.json).toMatchObject({ count: 2, locations: [{ _id: agency.one.locationId }] });
    const more: Record<string, string> = v3
      ? { pageSize: '1', pageToken: textAt(first.json, 'nextPageToken') }
      : { limit: '1', skip: '1' };
    const next = await agency.installed(access, more, options);
    expect(next.json).toMatchObject({ locations: [{ _id: agency.two.locationId }] });
    expect(next.json).not.toHaveProperty('nextPageToken');
    const bad = await agency.installed(access, v3 ? { pageToken: 'x' } : { skip: 'x' }, options);
    expect(bad.status).toBe(422);
  });

  test('needs oauth.readonly, a token of the agency, and the names of company and app', async () => {
    const noScope = await agency.companyTokens([agency.one], 'contacts.readonly oauth.write');
    const refused = await agency.installed(textAt(noScope.json, 'access_token'), {}, options);
    expect(refused.status).toBe(401);
    const access = textAt((await agency.companyTokens()).json, 'access_token');
    for (const query of [{ appId: 'x' }, { companyId: agency.foreignCompanyId }]) {
      expect((await agency.installed(access, query, options)).status).toBe(403);
    }
    expect((await agency.installed(access, { appId: '' }, options)).status).toBe(422);
  });
});

/** The vendor's scope for a route, by its table of scopes. */
function scopeFor({ method, path }: RouteEntry): string {
  const reads = method === 'GET' || path.endsWith('/search');
  const mode = reads ? 'readonly' : 'write';
  const [, area = '', , part = ''] = path.split('/');
  if (area !== 'locations') return `${area}.${mode}`;
  const isPart = ['tags', 'customFields', 'customValues', 'tasks'].includes(part);
  return isPart ? `locations/${part}.${mode}` : `locations.${mode}`;
}

test('every route of a location wants the vendor’s scope for it, and no other', async () => {
  const every = Object.keys(scopes).filter((scope) => scope !== '*');
  const routes = Map.groupBy(agency.locationRoutes(), scopeFor);
  expect(routes.size).toBeGreaterThan(6);
  for (const [scope, own] of routes) {
    const others = every.filter((one) => one !== scope).join(' ');
    const [without, alone] = [
      await agency.redeem(agency.location, await agency.code(agency.location, { scope: others })),
      await agency.redeem(agency.location, await agency.code(agency.location, { scope })),
    ];
    for (const route of own) {
      const call = (reply: Reply) =>
        agency.callRoute(route, textAt(reply.json, 'access_token'), agency.one.locationId);
      const what = `${route.method} ${route.path}`;
      expect(await call(without), what).toMatchObject({
        status: 401,
        json: { message: 'The token is not authorized for this scope.' },
      });
      expect((await call(alone)).status, what).not.toBe(401);
    }
  }
});

test('the spellings of v3 are unknown to older versions', async () => {
  const access = textAt((await agency.companyTokens()).json, 'access_token');
  const older = '2021-07-28';
  const body = { companyId: agency.companyId, locationId: agency.one.locationId };
  const at = (path: string) => ({ path, version: older });
  expect(await agency.locationToken(access, body, at('/oauth/location-token'))).toMatchObject({
    status: 404,
    json: { message: 'Cannot POST /oauth/location-token' },
  });
  expect((await agency.installed(access, {}, at('/oauth/installed-locations'))).status).toBe(404);
});
