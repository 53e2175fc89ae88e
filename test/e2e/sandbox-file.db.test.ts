/** Every member of sandbox.json, used once as it stands. */
import { beforeAll, expect, test } from 'vitest';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { openMaker } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openMaker();
});

interface Use {
  /** The members that the call makes use of. */
  readonly members: readonly string[];
  readonly call: (sandbox: SandboxFile) => Promise<Response>;
}

const json = { 'content-type': 'application/json' };

const uses: Readonly<Record<string, Use>> = {
  'the native key': {
    members: ['baseUrl', 'native.apiKey'],
    call: ({ baseUrl, native }) => get(`${baseUrl}/api/v1/me`, bearer(native.apiKey)),
  },
  'the ServiceM8 key': {
    members: ['servicem8.clientBaseUrl', 'servicem8.apiKey'],
    call: ({ servicem8 }) =>
      get(`${servicem8.clientBaseUrl}/jobcontact.json`, { 'x-api-key': servicem8.apiKey }),
  },
  'the ServiceM8 access token': {
    members: ['servicem8.accessToken'],
    call: ({ servicem8 }) =>
      get(`${servicem8.clientBaseUrl}/jobcontact.json`, bearer(servicem8.accessToken)),
  },
  'the ServiceM8 add-on, twice with the same refresh token': {
    members: ['servicem8.clientId', 'servicem8.clientSecret', 'servicem8.refreshToken'],
    call: async ({ baseUrl, servicem8 }) => {
      const url = `${baseUrl}/oauth/access_token`;
      const form = {
        grant_type: 'refresh_token',
        client_id: servicem8.clientId,
        client_secret: servicem8.clientSecret,
        refresh_token: servicem8.refreshToken,
      };
      await post(url, form);
      const grant = (await (await post(url, form)).json()) as { access_token: string };
      return get(`${servicem8.clientBaseUrl}/jobcontact.json`, bearer(grant.access_token));
    },
  },
  'the unified key and credential': {
    members: ['unified.clientBaseUrl', 'unified.apiKey', 'unified.credentialId'],
    call: ({ unified }) =>
      get(
        `${unified.clientBaseUrl}/one/crm/contacts?credentialId=${unified.credentialId}`,
        bearer(unified.apiKey),
      ),
  },
  'the ServiceTitan client': {
    members: ['clientBaseUrl', 'tenant', 'clientId', 'clientSecret', 'appKey'].map(
      (member) => `servicetitan.${member}`,
    ),
    call: async ({ servicetitan }) => {
      const { clientBaseUrl, tenant, clientId, clientSecret, appKey } = servicetitan;
      const grant = await post(`${clientBaseUrl}/connect/token`, {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      });
      const { access_token: token } = (await grant.json()) as { access_token: string };
      const headers = { authorization: token, 'st-app-key': appKey };
      return get(`${clientBaseUrl}/crm/v2/tenant/${tenant}/contacts`, headers);
    },
  },
  'the VoIPBIN access key': {
    members: ['voipbin.clientBaseUrl', 'voipbin.accesskey'],
    call: ({ voipbin }) =>
      get(`${voipbin.clientBaseUrl}/contacts?accesskey=${voipbin.accesskey}`, {}),
  },
  'the VoIPBIN login': {
    members: ['voipbin.username', 'voipbin.password'],
    call: async ({ baseUrl, voipbin: { clientBaseUrl, username, password } }) => {
      const body = JSON.stringify({ username, password });
      const init = { method: 'POST', headers: json, body };
      const login = await fetch(`${baseUrl}/auth/login`, init);
      const { token } = (await login.json()) as { token: string };
      return get(`${clientBaseUrl}/contacts`, bearer(token));
    },
  },
  'the HighLevel token': {
    members: ['highlevel.clientBaseUrl', 'highlevel.locationId', 'highlevel.accessToken'],
    call: ({ highlevel: { clientBaseUrl, locationId, accessToken } }) =>
      get(`${clientBaseUrl}/contacts/?locationId=${locationId}`, {
        ...bearer(accessToken),
        version: '2021-07-28',
      }),
  },
};

test.each(Object.entries(uses))('%s works as issued', async (_name, { call }) => {
  const reply = await call(server.sandbox);
  expect(await reply.text()).toMatch(/^[{[]/);
  expect(reply.status).toBe(200);
});

/** What names and what has no call of its own yet. */
const others = [
  'schemaVersion',
  'region',
  'workspace.id',
  'workspace.number',
  'workspace.locationId',
  'unified.userId',
  'voipbin.customerId',
  'highlevel.clientId',
  'highlevel.clientSecret',
];

test('no member of the file goes untried', () => {
  const used = Object.values(uses).flatMap(({ members }) => members);
  const there = Object.entries(server.sandbox).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? Object.keys(value).map((member) => `${name}.${member}`)
      : [name],
  );
  expect([...used, ...others].toSorted()).toEqual(there.toSorted());
});

test('the ids of one workspace are the same in all sections', () => {
  const { workspace, servicetitan, voipbin, highlevel } = server.sandbox;
  expect(servicetitan.tenant).toBe(workspace.number);
  expect(voipbin.customerId).toBe(workspace.id);
  expect(highlevel.locationId).toBe(workspace.locationId);
});

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function get(url: string, headers: Record<string, string>): Promise<Response> {
  return fetch(url, { headers });
}

async function post(url: string, form: Record<string, string>): Promise<Response> {
  const reply = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  expect(reply.status).toBe(200);
  return reply;
}
