/** Throw-away workspaces: made at once, apart from each other, gone without a trace. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clearAway } from '../../src/maintenance.ts';
import { HandClock } from '../support/hand-clock.ts';
import { populate } from '../support/populated-workspace.ts';
import { realWorkspace, SandboxClient, sandboxCalls } from './sandbox-client.ts';

const clock = new HandClock(Date.UTC(2026, 2, 1, 12));
/** Of its own server, whose clock ends workspaces and whose every table is counted. */
let home: SandboxClient;
beforeAll(async () => {
  home = await SandboxClient.start({ clock });
});
afterAll(() => home.server.stop());

/** An app of the organisation of $home, registered there and let into another workspace too; answers that one. */
const organisationApp = `
  with neighbour as (
    insert into workspace (id, location_id, organisation_id, name, region, time_zone, duplicates, sandbox, created_at)
    select gen_random_uuid(), lpad(tenant_id::text, 20, 'N'), organisation_id, 'N', region, time_zone, duplicates, true, created_at
    from workspace where tenant_id = $home returning tenant_id),
  client as (
    insert into oauth_client (id, app_id, audience, public_id, secret_hash, tenant_id, grants, scopes, redirect_uris, created_at, reach)
    select gen_random_uuid(), app_id, audience, public_id || 'o', '', tenant_id, '{}', '{}', '{}', created_at, 'organisation'
    from oauth_client where tenant_id = $home and audience = 'servicetitan' limit 1 returning id),
  consent as (
    insert into oauth_grant (id, tenant_id, client_id, principal_id, scopes, created_at, reach)
    select gen_random_uuid(), $home, c.id, m.principal_id, '{}', now(), 'organisation'
    from client c, (select principal_id from membership where tenant_id = $home limit 1) m returning *),
  part as (
    insert into oauth_grant (id, tenant_id, client_id, principal_id, scopes, created_at, parent_id)
    select gen_random_uuid(), n.tenant_id, c.client_id, c.principal_id, '{}', now(), c.id
    from consent c, neighbour n returning *),
  token as (
    insert into credential (id, tenant_id, audience, kind, token_hash, prefix, scopes, principal_id, client_id, grant_id, label, created_at)
    select gen_random_uuid(), tenant_id, 'highlevel', 'access-token', decode(md5(id::text), 'hex'), '', '{}', principal_id, client_id, id, '', now()
    from part)
  select tenant_id as id from neighbour`;

/** How many rows each table has. */
async function counts(): Promise<Readonly<Record<string, number>>> {
  const { database } = home.server;
  const tables = await database.rows(
    `select format('select %L as name, count(*)::int as rows from %I', relname, relname) as sql
      from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  const counted = await database.rows(tables.map(({ sql }) => String(sql)).join(' union all '));
  return Object.fromEntries(counted.map(({ name, rows }) => [String(name), Number(rows)]));
}

describe('a throw-away workspace', () => {
  test('answers in the shape of sandbox.json, with when it ends, and is not to be cached', async () => {
    const reply = await home.post('/sandbox/workspaces', {});
    expect(reply.status).toBe(201);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const file = JSON.parse(reply.text) as { expiresAt: string };
    const { expiresAt, ...rest } = file;
    expect(expiresAt).toMatch(/^2026-03-01T13:00:00/);
    const shape = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shape(one)]))
        : typeof value;
    expect(shape(rest)).toEqual(shape(home.server.sandbox));
  });

  test('takes no body for an empty one', async () => {
    expect((await home.post('/sandbox/workspaces')).status).toBe(201);
  });

  test('has working credentials for every API and nothing in common with its neighbour', async () => {
    const [one, other] = [await home.throwaway(), await home.throwaway()];
    const { baseUrl } = home.server;
    await populate(baseUrl, one.file, 1);
    expect((await one.client.names()).length).toBeGreaterThan(0);
    expect(await other.client.names()).toEqual([]);
  });

  test('lets its person sign in with the password of the reply', async () => {
    const { file } = await home.throwaway();
    const { username, password } = file.voipbin;
    const login = (secret: string): Promise<Response> =>
      fetch(`${file.baseUrl}/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password: secret }),
      });
    expect((await login(password)).status).toBe(200);
    expect((await login(`${password}x`)).status).not.toBe(200);
  });

  test('is as it was asked to be', async () => {
    const order = {
      name: 'AU',
      region: 'AU',
      timeZone: 'Australia/Sydney',
      duplicates: 'refuse',
    } as const;
    const { file, client } = await home.throwaway(order);
    expect(file.region).toBe('AU');
    const reply = await client.get(`/workspaces/${file.workspace.id}`);
    expect(reply.json).toMatchObject({ ...order, sandbox: true });
  });

  test.each([
    [{ expiresIn: 'soon' }, 'expiresIn'],
    [{ expiresIn: 'P1M' }, 'expiresIn'],
    [{ expiresIn: 'P8D' }, 'expiresIn'],
    [{ expiresIn: 'PT0S' }, 'expiresIn'],
    [{ region: 'Narnia' }, 'region'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ lifetime: 'PT1H' }, 'lifetime'],
  ])('with %j is refused naming the member, and leaves nothing behind', async (order, path) => {
    const before = await counts();
    const reply = await home.post('/sandbox/workspaces', order);
    expect(reply.status).toBe(400);
    expect(reply.json.errors[0]?.path).toBe(path);
    expect(await counts()).toEqual(before);
  });

  test('takes no Idempotency-Key, since a repeated reply would have to hold secrets', async () => {
    const reply = await home.post('/sandbox/workspaces', {}, { 'idempotency-key': 'k' });
    expect(reply.status).toBe(400);
    expect(reply.json.errors[0]?.path).toBe('Idempotency-Key');
  });

  test('makes none itself', async () => {
    const { client } = await home.throwaway();
    const reply = await client.post('/sandbox/workspaces', {});
    expect(reply.status).toBe(409);
    expect(reply.json.detail).toContain('throw-away workspace itself');
  });

  test('is in the list of the Sandbox that made it', async () => {
    const { file, client } = await home.throwaway({ name: 'Listed' });
    const { data } = (await home.get('/sandbox/workspaces')).json;
    expect(data.map(({ id }) => id)).toContain(file.workspace.id);
    expect((await client.get('/sandbox/workspaces')).json.data).toEqual([]);
  });
});

describe('the end of a throw-away workspace', () => {
  test('leaves no row anywhere, whatever was done in it', async () => {
    const before = await counts();
    const { file, client } = await home.throwaway();
    await populate(home.server.baseUrl, file, 2);
    await client.put('/sandbox/snapshots/kept', undefined);
    await client.advance('PT1H');
    expect(await counts()).not.toEqual(before);
    expect((await home.delete(`/sandbox/workspaces/${file.workspace.id}`)).status).toBe(204);
    expect(await counts()).toEqual(before);
    expect((await client.get('/me')).status).toBe(401);
    expect((await home.delete(`/sandbox/workspaces/${file.workspace.id}`)).status).toBe(404);
  });

  test('takes merges along, and its apps where they were let into other workspaces', async () => {
    const before = await counts();
    const { file, client } = await home.throwaway();
    const [ada, twin] = [await client.contact('Ada'), await client.contact('Ada')];
    const merged = await client.post(`/contacts/${ada}/merge`, { contactId: twin });
    expect(merged.status, merged.text).toBe(200);
    const { database } = home.server;
    const [neighbour] = await database.rows(
      organisationApp.replaceAll('$home', String(file.workspace.number)),
    );
    const removed = await home.delete(`/sandbox/workspaces/${file.workspace.id}`);
    expect(removed.status, removed.text).toBe(204);
    const left = { ...before, organisation: Number(before['organisation']) + 1 };
    expect(await counts()).toEqual({ ...left, workspace: Number(before['workspace']) + 1 });
    await database.rows(`delete from workspace where tenant_id = ${String(neighbour?.['id'])}`);
  });

  test('can be brought about by itself, and not by a neighbour', async () => {
    const [one, other] = [await home.throwaway(), await home.throwaway()];
    const path = `/sandbox/workspaces/${one.file.workspace.id}`;
    expect((await other.client.delete(path)).status).toBe(404);
    expect((await one.client.get('/me')).status).toBe(200);
    expect((await one.client.delete(path)).status).toBe(204);
    expect((await one.client.get('/me')).status).toBe(401);
  });

  test('is not for the Sandbox that stays', async () => {
    const { id } = home.server.sandbox.workspace;
    expect((await home.delete(`/sandbox/workspaces/${id}`)).status).toBe(404);
    expect((await home.get('/me')).status).toBe(200);
  });

  test('comes by itself: its keys open nothing any more, and the next clearing away removes it', async () => {
    const before = await counts();
    const { file, client } = await home.throwaway({ expiresIn: 'PT2M' });
    await populate(home.server.baseUrl, file, 1);
    // Its own time is not what it lives by.
    expect((await client.advance('PT1H')).status).toBe(200);
    clock.advanceSeconds(110);
    expect((await client.get('/me')).status).toBe(200);
    clock.advanceSeconds(20);
    expect((await client.get('/me')).status).toBe(401);
    await clearAway(home.server.runtime);
    const after = await counts();
    expect(after['contact']).toBe(before['contact']);
    expect(after['credential']).toBeLessThanOrEqual(before['credential'] ?? 0);
    expect(
      await home.server.database.rows(
        `select from workspace where tenant_id = ${file.workspace.number}`,
      ),
    ).toEqual([]);
  });
});

test('a Sandbox has five hundred at most', async () => {
  const { number } = home.server.sandbox.workspace;
  const { database } = home.server;
  await database.rows(`
    with made as (
      insert into workspace (id, location_id, organisation_id, name, region, time_zone, duplicates, sandbox, created_at)
      select gen_random_uuid(), lpad(n::text, 20, 'F'), organisation_id, 'Full', region, time_zone, duplicates, true, created_at
      from workspace, generate_series(1, 500) n where tenant_id = ${number} returning tenant_id)
    insert into sandbox_state (tenant_id, made_by, expires_at)
    select tenant_id, ${number}, '2030-01-01' from made`);
  const reply = await home.post('/sandbox/workspaces', {});
  expect(reply.status).toBe(409);
  expect(reply.json.detail).toContain('500 throw-away workspaces are alive');
  await database.rows(`delete from sandbox_state where expires_at = '2030-01-01'`);
  await database.rows(`delete from workspace where name = 'Full'`);
  expect((await home.post('/sandbox/workspaces', {})).status).toBe(201);
});

describe('a real workspace', () => {
  test.each(sandboxCalls)('refuses %s %s', async (method, path, body) => {
    const real = home.withKey(await realWorkspace(home.server));
    expect((await real.get('/me')).json.capabilities).toContain('sandbox.manage');
    const reply = await real.call(method, path, body, {});
    expect(reply.status, reply.text).toBe(409);
    expect(reply.json.detail).toBe('Only a Sandbox workspace can do this, and this is none');
  });
});

test.each(sandboxCalls)('%s %s needs the capability sandbox.manage', async (method, path, body) => {
  const { client } = await home.throwaway();
  const others = (await client.get('/me')).json.capabilities.filter(
    (name) => name !== 'sandbox.manage',
  );
  const key = await client.post('/keys', { label: 'narrow', scopes: others });
  const narrow = client.withKey(key.json.secrets.apiKey);
  const reply = await narrow.call(method, path, body, {});
  expect(reply.status).toBe(403);
  expect(reply.json.detail).toContain('sandbox.manage');
});
