/** How long a token of ServiceTitan's lives, and whom one app key serves. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectError,
  ok,
  sentences,
  ServicetitanClient,
  type Token,
} from './servicetitan-client.ts';

let client: ServicetitanClient;
beforeAll(async () => {
  client = await ServicetitanClient.start();
});
afterAll(() => client.stop());

test('a token is taken for 900 seconds and then answered 401; a new one passes', async () => {
  const list = (token: string) =>
    client.send(`/crm/v2/tenant/${client.tenant}/contacts`, {
      headers: client.signed({ authorization: token }),
    });
  const { access_token: old, expires_in } = await ok<Token>(client.askToken());
  expect(expires_in).toBe(900);
  const advance = (by: string) => client.native('POST', '/sandbox/clock/advance', { by });
  await advance('PT14M');
  expect((await list(old)).status).toBe(200);
  await advance('PT2M');
  const title = 'Authentication failed: The credential has expired';
  expectError(await list(old), 401, title, { '': sentences });
  const { access_token: fresh } = await ok<Token>(client.askToken());
  expect((await list(fresh)).status).toBe(200);
  client.token = fresh;
});

describe('one app in several workspaces', () => {
  test('has one key for all of them, a client in each, and each token opens its own alone', async () => {
    const other = await client.inAnotherWorkspace();
    const { appKey } = client.server.sandbox.servicetitan;
    const order = { audience: 'servicetitan', label: 'Second office', appKey };
    const { status, json, text } = await other.native('POST', '/keys', order);
    expect(status, text).toBe(201);
    const { secrets } = json as { secrets: { clientId: string; clientSecret: string } };
    const asked = client.askToken({
      client_id: secrets.clientId,
      client_secret: secrets.clientSecret,
      tenant: other.tenant,
    });
    const { access_token } = await ok<Token>(asked);
    const call = (tenant: string, authorization: string) =>
      client.send(`/crm/v2/tenant/${tenant}/contacts`, {
        headers: client.signed({ authorization }),
      });
    expect((await call(client.tenant, client.token)).status).toBe(200);
    expect((await call(other.tenant, access_token)).status).toBe(200);
    expect((await call(client.tenant, access_token)).status).toBe(403);
    expect((await call(other.tenant, client.token)).status).toBe(403);
  });
});
