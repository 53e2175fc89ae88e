/** HighLevel's OAuth, request by request. With a real browser and the published client: `test/e2e/highlevel-oauth.db.test.ts`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopes } from '../../src/dialects/highlevel/auth.ts';
import { scopeInWords } from '../../src/dialects/highlevel/oauth/scope-words.ts';
import type { RouteEntry } from '../../src/http/plugin.ts';
import { AgencyFixture, claimsOf, redirectUri } from './highlevel-agency.ts';
import {
  renewal,
  token,
  traceId,
  unauthorized,
  unknownCode,
  unprocessable,
} from './highlevel-oauth-replies.ts';
import { HandClock } from '../support/hand-clock.ts';
import { type Reply, textAt } from '../support/http-call.ts';

const clock = new HandClock(Date.parse('2027-01-15T09:00:00Z'));
let agency: AgencyFixture;
beforeAll(async () => {
  agency = await AgencyFixture.start(clock);
});
afterAll(() => agency.stop());

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
    const named = Object.entries(scopes).filter(([scope]) => scope !== '*');
    const useful = named.filter(([, allows]) => allows.length > 0).map(([scope]) => scope);
    const said = named.map(([scope]) => scope).filter((scope) => scopeInWords(scope) !== null);
    expect(said.toSorted()).toEqual(useful.toSorted());
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
