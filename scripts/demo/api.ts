/** The six APIs, each as its own clients call it. */
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import type { Json } from './json.ts';
import { textAt } from './json.ts';
import { request } from './request.ts';

/** Paths are relative to what the API's clients take as base. */
export interface Api {
  get(path: string): Promise<Json>;
  post(path: string, body: unknown): Promise<Json>;
}

export interface Apis {
  readonly native: Api;
  readonly servicem8: Api;
  readonly unified: Api;
  readonly servicetitan: Api;
  readonly voipbin: Api;
  readonly highlevel: Api;
}

/** Signs in where an API has a sign-in. */
export async function openApis(sandbox: SandboxFile): Promise<Apis> {
  const { native, servicem8, unified, servicetitan, voipbin, highlevel } = sandbox;
  const token = await request('POST', `${servicetitan.clientBaseUrl}/connect/token`, {
    form: {
      grant_type: 'client_credentials',
      client_id: servicetitan.clientId,
      client_secret: servicetitan.clientSecret,
    },
  });
  const login = await request('POST', `${sandbox.baseUrl}/auth/login`, {
    body: { username: voipbin.username, password: voipbin.password },
  });
  return {
    native: api(`${sandbox.baseUrl}/api/v1`, bearer(native.apiKey)),
    servicem8: api(servicem8.clientBaseUrl, bearer(servicem8.accessToken)),
    unified: api(
      `${unified.clientBaseUrl}/one`,
      { authorization: `bearer ${unified.apiKey}` },
      { credentialId: unified.credentialId },
    ),
    servicetitan: api(`${servicetitan.clientBaseUrl}/crm/v2/tenant/${servicetitan.tenant}`, {
      authorization: textAt(token.body, 'access_token'),
      'st-app-key': servicetitan.appKey,
    }),
    voipbin: api(voipbin.clientBaseUrl, bearer(textAt(login.body, 'token'))),
    highlevel: api(highlevel.clientBaseUrl, {
      ...bearer(highlevel.accessToken),
      version: '2021-07-28',
    }),
  };
}

function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

function api(
  base: string,
  headers: Record<string, string>,
  query: Record<string, string> = {},
): Api {
  const urlOf = (path: string): string => {
    const url = new URL(base + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.href;
  };
  return {
    get: async (path) => (await request('GET', urlOf(path), { headers })).body,
    post: async (path, body) => (await request('POST', urlOf(path), { headers, body })).body,
  };
}
