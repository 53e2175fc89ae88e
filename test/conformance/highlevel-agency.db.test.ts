/** An agency's tokens: what they open, and how they are exchanged for those of locations. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AgencyFixture, claimsOf } from './highlevel-agency.ts';
import {
  renewal,
  token,
  traceId,
  unprocessable,
  withoutAccess,
  wrongClass,
} from './highlevel-oauth-replies.ts';
import { HandClock } from '../support/hand-clock.ts';
import { type Reply, textAt } from '../support/http-call.ts';

const clock = new HandClock(Date.parse('2027-01-15T09:00:00Z'));
let agency: AgencyFixture;
beforeAll(async () => {
  agency = await AgencyFixture.start(clock);
});
afterAll(() => agency.stop());

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
