/** Reset, snapshot and restore of a Sandbox. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { digestTenant } from '../support/tenant-digest.ts';
import { populate } from '../support/populated-workspace.ts';
import { SandboxClient } from './sandbox-client.ts';

let home: SandboxClient;
let me: SandboxClient;
let file: SandboxFile;
beforeAll(async () => {
  home = await SandboxClient.start();
});
afterAll(() => home.server.stop());
beforeEach(async () => {
  ({ client: me, file } = await home.throwaway());
});

/** A digest of every table of the workspace, but for what belongs to the Sandbox itself. */
async function state(number = file.workspace.number): Promise<Readonly<Record<string, string>>> {
  const all = await digestTenant(home.server.database, number);
  return Object.fromEntries(Object.entries(all).filter(([table]) => !table.startsWith('sandbox_')));
}

async function done(method: string, path: string): Promise<void> {
  const reply = await me.call(method, path, undefined, {});
  expect([200, 204], `${method} ${path}: ${reply.text}`).toContain(reply.status);
}

describe('a reset', () => {
  test('leaves the workspace as it was when it was made, and its credentials valid', async () => {
    const fresh = await state();
    await populate(home.server.baseUrl, file, 3);
    await me.advance('P1D');
    expect(await state()).not.toEqual(fresh);
    await done('POST', '/sandbox/reset');
    expect(await state()).toEqual(fresh);
    expect(await me.names()).toEqual([]);
    expect((await me.get('/sandbox/clock')).json).toMatchObject({ aheadSeconds: 0 });
    await me.contact('Ada');
    expect((await me.get('/changes')).json).toMatchObject({ lastSeq: 1 });
  });

  test('touches nobody else', async () => {
    const { client: other, file: theirs } = await home.throwaway();
    await populate(home.server.baseUrl, theirs, 1);
    const before = await state(theirs.workspace.number);
    await me.contact('Ada');
    await done('POST', '/sandbox/reset');
    expect(await state(theirs.workspace.number)).toEqual(before);
    expect((await other.names()).length).toBeGreaterThan(0);
  });

  test('while others write leaves either all of a write or nothing, and the numbers in order', async () => {
    const writing = Array.from({ length: 60 }, (_, at) =>
      me.post('/contacts', { givenName: `N${at}` }),
    );
    const resets = [0, 1, 2].map(() => me.post('/sandbox/reset'));
    const replies = await Promise.all([...writing, ...resets]);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201, 204]));
    const { data } = (await me.get('/changes?limit=200')).json;
    expect(data.map(({ seq }) => seq)).toEqual(data.map((_, at) => at + 1));
    const [counted] = await home.server.database.rows(
      `select (select count(*)::int from contact where tenant_id = ${file.workspace.number}) as contacts,
         (select live_count::int from tenant_clock where tenant_id = ${file.workspace.number}) as live`,
    );
    expect(counted).toEqual({ contacts: data.length, live: data.length });
  });
});

describe('a snapshot', () => {
  test('put back, every table is row by row as it was, also what is stored as JSON text', async () => {
    await populate(home.server.baseUrl, file, 3);
    const before = await state();
    const kept = await me.put('/sandbox/snapshots/start', undefined);
    expect(kept.json).toMatchObject({ name: 'start' });
    await me.contact('Later');
    for (const { id } of (await me.get('/contacts')).json.data) await me.delete(`/contacts/${id}`);
    expect(await state()).not.toEqual(before);
    await done('POST', '/sandbox/snapshots/start/restore');
    expect(await state()).toEqual(before);
    await done('POST', '/sandbox/snapshots/start/restore');
    expect(await state()).toEqual(before);
  });

  test('can be written on, as if nothing had come between', async () => {
    await me.contact('Ada');
    await done('PUT', '/sandbox/snapshots/one');
    await me.contact('Bob');
    await done('POST', '/sandbox/snapshots/one/restore');
    await me.contact('Cleo');
    expect(await me.names()).toEqual(['Ada', 'Cleo']);
    expect((await me.get('/changes')).json).toMatchObject({ lastSeq: 2 });
  });

  test('brings the distance of the clock back', async () => {
    await me.advance('PT2H');
    await done('PUT', '/sandbox/snapshots/ahead');
    await done('POST', '/sandbox/reset');
    expect((await me.get('/sandbox/clock')).json).toMatchObject({ aheadSeconds: 0 });
    await done('POST', '/sandbox/snapshots/ahead/restore');
    expect((await me.get('/sandbox/clock')).json).toMatchObject({ aheadSeconds: 7200 });
  });

  test('brings merges back, still to be undone, and what was said of pairs', async () => {
    const [ada, twin, other] = [
      await me.contact('Ada'),
      await me.contact('A'),
      await me.contact('B'),
    ];
    const merged = await me.post(`/contacts/${ada}/merge`, { contactId: twin });
    expect(merged.status, merged.text).toBe(200);
    expect((await me.post(`/contacts/${ada}/different`, { contactId: other })).status).toBe(204);
    const before = await state();
    await done('PUT', '/sandbox/snapshots/merged');
    await done('POST', '/sandbox/reset');
    expect((await me.get('/merges')).json.data).toEqual([]);
    await done('POST', '/sandbox/snapshots/merged/restore');
    expect(await state()).toEqual(before);
    const [merge] = (await me.get('/merges')).json.data;
    expect(merge).toMatchObject({ survivorId: ada, loserId: twin });
    expect((await me.post(`/merges/${merge?.id}/undo`, {})).status).toBe(200);
    expect(await me.names()).toEqual(['A', 'Ada', 'B']);
  });

  test('of the same name replaces the former one', async () => {
    await me.contact('Ada');
    await done('PUT', '/sandbox/snapshots/same');
    await me.contact('Bob');
    await done('PUT', '/sandbox/snapshots/same');
    await done('POST', '/sandbox/reset');
    await done('POST', '/sandbox/snapshots/same/restore');
    expect(await me.names()).toEqual(['Ada', 'Bob']);
    expect((await me.get('/sandbox/snapshots')).json.data).toHaveLength(1);
  });

  test('survives a reset and is gone when it is removed', async () => {
    await done('PUT', '/sandbox/snapshots/b');
    await done('PUT', '/sandbox/snapshots/a');
    await done('POST', '/sandbox/reset');
    const listed = (await me.get('/sandbox/snapshots')).json.data;
    expect(listed).toMatchObject([{ name: 'a' }, { name: 'b' }]);
    await done('DELETE', '/sandbox/snapshots/a');
    expect((await me.delete('/sandbox/snapshots/a')).status).toBe(404);
    expect((await me.post('/sandbox/snapshots/a/restore')).status).toBe(404);
  });

  test('is its workspace’s own', async () => {
    await done('PUT', '/sandbox/snapshots/mine');
    const { client: other } = await home.throwaway();
    expect((await other.get('/sandbox/snapshots')).json.data).toEqual([]);
    expect((await other.post('/sandbox/snapshots/mine/restore')).status).toBe(404);
  });

  test.each(['-x', 'ä', 'a b', 'x'.repeat(65), '..'])('is not named %j', async (name) => {
    const reply = await me.put(`/sandbox/snapshots/${encodeURIComponent(name)}`, undefined);
    expect([400, 404]).toContain(reply.status);
    expect((await me.get('/sandbox/snapshots')).json.data).toEqual([]);
  });

  test('is one of twenty at most, and may still replace one of them', async () => {
    for (let at = 0; at < 20; at += 1) await done('PUT', `/sandbox/snapshots/n${at}`);
    const reply = await me.put('/sandbox/snapshots/more', undefined);
    expect(reply.status).toBe(409);
    expect(reply.json.detail).toContain('at most 20 snapshots');
    await done('PUT', '/sandbox/snapshots/n7');
  });
});

test('pages by number begin where they do after the rows were replaced, not where they did before', async () => {
  const { unified } = file;
  const page = async (number: number): Promise<readonly string[]> => {
    const asked = `credentialId=${unified.credentialId}&pageNumber=${number}&pageSize=2`;
    const response = await fetch(`${file.baseUrl}/crm/contacts?${asked}`, {
      headers: { authorization: `bearer ${unified.apiKey}` },
    });
    const { contacts } = (await response.json()) as { contacts: { firstName: string }[] };
    return contacts.map(({ firstName }) => firstName);
  };
  for (let at = 0; at < 6; at += 1) await me.contact(`Old${at}`);
  expect(await page(1)).toHaveLength(2);
  expect(await page(2)).toHaveLength(2);
  await done('POST', '/sandbox/reset');
  for (let at = 0; at < 6; at += 1) await me.contact(`New${at}`);
  const all = [...(await page(1)), ...(await page(2)), ...(await page(3))];
  expect(all.toSorted()).toEqual(['New0', 'New1', 'New2', 'New3', 'New4', 'New5']);
});
