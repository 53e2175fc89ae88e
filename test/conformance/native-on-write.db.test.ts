/** Contacts are compared as they are written, whatever writes them; the native API shows what came of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { dig, listAt, textAt } from '../support/http-call.ts';
import { openSpeakers } from '../support/speaker.ts';
import { withOwner } from '../support/tenant-digest.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { removeThrowaway } from '../support/throwaway.ts';
import { NativeClient } from './native-client.ts';

const ann = {
  givenName: 'Ann',
  familyName: 'Ashby',
  phones: [{ value: '+15125550101' }],
  emails: [{ value: 'ann.ashby@example.com' }],
};

/** Of this file alone: it compares contacts as they are written, which others do not want. */
let server: TestServer;
let sandbox: SandboxFile;
let client: NativeClient;

beforeAll(async () => {
  // Nobody else's test is to find duplicates that it did not look for.
  server = await startTestServer({ matchOnWrite: true });
});
afterAll(() => server.stop());

/** A workspace of its own for each group. */
async function enterWorkspace(): Promise<void> {
  sandbox = await server.addWorkspace();
  client = new NativeClient({ ...server, sandbox });
}

async function create(body: object): Promise<string> {
  const reply = await client.post('/contacts', body);
  expect(reply.status).toBe(201);
  return reply.json.id;
}

/** The open duplicates once everything written so far has been looked at. */
async function duplicates(query = ''): Promise<readonly unknown[]> {
  await server.runtime.matchingOnWrite.catchUp(sandbox.workspace.number);
  return (await client.get(`/duplicates${query}`)).json.data;
}

function idsOf(duplicate: unknown): string[] {
  return listAt(duplicate, 'contactIds').map(String).toSorted();
}

async function looksLike(id: string): Promise<readonly unknown[]> {
  const reply = await client.get(`/contacts/${id}/looks-like`);
  expect(reply.status).toBe(200);
  return reply.json.data;
}

describe('what is written is compared', () => {
  beforeAll(enterWorkspace);

  test('those who look alike are suggested, whichever APIs wrote them', async () => {
    const person = {
      first: 'Ann',
      last: 'Ashby',
      phone: '+15125550101',
      mobile: '+15125550102',
      email: 'ann.ashby@example.com',
      externalId: '',
    };
    const written = new Set<string>();
    for (const speaker of (await openSpeakers(server.baseUrl, sandbox)).values()) {
      const { session } = speaker;
      const reply = await speaker.send(session.create(person), 'create');
      written.add(await session.contactOf(session.createdId(reply)));
    }
    const found = await duplicates();
    expect(written.size).toBeGreaterThan(4);
    expect(new Set(found.flatMap(idsOf))).toEqual(written);
    for (const duplicate of found) expect(dig(duplicate, 'explanation', 'verdict')).toBe('same');
  });
});

describe('nobody has to ask', () => {
  beforeAll(enterWorkspace);

  test('a suggestion is made soon after the write', async () => {
    const pair = [await create(ann), await create(ann)].toSorted();
    const open = async (): Promise<unknown> =>
      (await client.get('/duplicates')).json.data.map(idsOf);
    await expect.poll(open).toEqual([pair]);
  });
});

describe('a suggestion follows what becomes of its contacts', () => {
  beforeAll(enterWorkspace);

  test('one of contacts that no longer look alike is withdrawn, and comes back with the likeness', async () => {
    const a = await create(ann);
    const b = await create(ann);
    const [found] = await duplicates();
    const id = textAt(found, 'id');
    const other = { givenName: 'Zoe', familyName: 'Quill', phones: [], emails: [] };
    expect((await client.patch(`/contacts/${b}`, other)).status).toBe(200);
    expect(await duplicates()).toEqual([]);
    expect((await client.get(`/duplicates/${id}`)).json).toMatchObject({
      state: 'withdrawn',
      explanation: { verdict: 'unlikely' },
    });
    await client.patch(`/contacts/${b}`, ann);
    expect(await duplicates()).toMatchObject([{ id, state: 'open' }]);
    for (const gone of [a, b]) await client.delete(`/contacts/${gone}`);
  });

  test('one of a contact that is an organisation by now is withdrawn', async () => {
    const [a, b] = [await create(ann), await create(ann)];
    const [found] = await duplicates();
    await client.patch(`/contacts/${b}`, { kind: 'organisation', companyName: 'Ashby Ltd' });
    expect(await duplicates()).toEqual([]);
    const { json } = await client.get(`/duplicates/${textAt(found, 'id')}`);
    expect(json).toMatchObject({ state: 'withdrawn', score: dig(found, 'score') });
    for (const gone of [a, b]) await client.delete(`/contacts/${gone}`);
  });

  test('one that is dearer or cheaper by now is told with its new score', async () => {
    const a = await create(ann);
    const b = await create(ann);
    const [before] = await duplicates();
    await client.patch(`/contacts/${b}`, { dateOfBirth: '1980-02-03' });
    await client.patch(`/contacts/${a}`, { dateOfBirth: '1980-02-03' });
    const [after] = await duplicates();
    expect(dig(after, 'id')).toBe(dig(before, 'id'));
    expect(Number(dig(after, 'score'))).toBeGreaterThan(Number(dig(before, 'score')) + 5);
    for (const gone of [a, b]) await client.delete(`/contacts/${gone}`);
  });

  test('a tag moves nothing: what is not compared is not looked at', async () => {
    const [a, b] = [await create(ann), await create(ann)];
    const [before] = await duplicates();
    await client.patch(`/contacts/${b}`, { tags: ['vip'], jobTitle: 'Owner' });
    expect(await duplicates()).toEqual([before]);
    for (const gone of [a, b]) await client.delete(`/contacts/${gone}`);
  });

  test('a deleted contact looks like nobody, and a restored one like those it did', async () => {
    const a = await create(ann);
    await duplicates();
    await client.delete(`/contacts/${a}`);
    const b = await create(ann);
    expect(await duplicates()).toEqual([]);
    expect(await keysOf(a)).toBe(0);
    await client.post(`/contacts/${a}/restore`);
    expect((await duplicates()).map(idsOf)).toEqual([[a, b].toSorted()]);
    expect(await keysOf(a)).toBeGreaterThan(0);
    for (const gone of [a, b]) await client.delete(`/contacts/${gone}`);
  });

  test('a merged contact is found as its survivor, and as itself once the merge is undone', async () => {
    const [a, b] = [await create(ann), await create(ann)];
    await duplicates();
    const merged = await client.post(`/contacts/${a}/merge`, { contactId: b });
    expect(merged.status).toBe(200);
    const c = await create(ann);
    expect((await duplicates()).map(idsOf)).toEqual([[a, c].toSorted()]);
    expect(await keysOf(b)).toBe(0);
    await client.post(`/merges/${textAt(merged.json, 'merge', 'id')}/undo`, {});
    const found = (await duplicates()).map(idsOf);
    expect(found).toHaveLength(3);
    expect(found).toContainEqual([b, c].toSorted());
    for (const gone of [a, b, c]) await client.delete(`/contacts/${gone}`);
  });

  test('who was told apart is never suggested again, nor is whoever they are merged into', async () => {
    const [a, b] = [await create(ann), await create(ann)];
    const [found] = await duplicates();
    await client.post(`/duplicates/${textAt(found, 'id')}/different`);
    await client.patch(`/contacts/${a}`, { middleName: 'May' });
    await client.patch(`/contacts/${b}`, { middleName: 'May' });
    expect(await duplicates()).toEqual([]);
    expect(await looksLike(a)).toEqual([]);
    const c = await create(ann);
    expect((await duplicates()).map(idsOf)).toHaveLength(2);
    await client.post(`/contacts/${c}/merge`, { contactId: a });
    expect((await duplicates()).map(idsOf)).not.toContainEqual([b, c].toSorted());
    expect(await looksLike(c)).toEqual([]);
    expect(await looksLike(b)).toEqual([]);
    for (const gone of [b, c]) await client.delete(`/contacts/${gone}`);
  });
});

/** How many blocking keys are kept of a contact. */
async function keysOf(id: string): Promise<number> {
  await server.runtime.matchingOnWrite.catchUp(sandbox.workspace.number);
  return withOwner(server.database.ownerUrl, async (owner) => {
    const { rows } = await owner.query('select from match_key where contact_id = $1', [id]);
    return rows.length;
  });
}

describe('whom a contact looks like is answered at once', () => {
  beforeAll(enterWorkspace);

  test('in the answer to its creation, when that is asked for', async () => {
    const first = await create(ann);
    const reply = await client.post('/contacts?looksLike=true', {
      ...ann,
      givenName: 'Anne',
      emails: [],
    });
    expect(reply.status).toBe(201);
    const [likeness, ...others] = listAt(reply.json, 'looksLike');
    expect(others).toEqual([]);
    expect(likeness).toMatchObject({
      contactId: first,
      name: 'Ann Ashby',
      explanation: { verdict: 'same', conflicts: [] },
    });
    expect(listAt(likeness, 'explanation', 'reasons').length).toBeGreaterThan(2);
    expect((await looksLike(reply.json.id)).map((found) => dig(found, 'contactId'))).toEqual([
      first,
    ]);
    expect(Object.keys((await client.post('/contacts', ann)).json)).not.toContain('looksLike');
  });

  test('by name alone, swapped and misspelt, and never of an organisation', async () => {
    const otto = await create({ givenName: 'Otto', familyName: 'Tannhauser' });
    const otta = await create({ givenName: 'Tanhauser', familyName: 'Otto' });
    expect((await looksLike(otta)).map((found) => dig(found, 'contactId'))).toEqual([otto]);
    const firm = await create({ kind: 'organisation', companyName: 'Otto Tannhauser' });
    expect(await looksLike(firm)).toEqual([]);
    expect(await looksLike(otto)).toHaveLength(1);
  });

  test('a number that too many share makes nobody alike', async () => {
    const phones = [{ value: '+15125559999' }];
    const names =
      'Abel Bruno Carla Dora Emil Fritz Gerda Heinz Ilse Jonas Karla Lars Mona Nils Olga Paul'.split(
        ' ',
      );
    for (const [index, givenName] of names.entries())
      await create({ givenName, familyName: `${names.at(-index - 1)}sen`, phones });
    expect(
      await looksLike(await create({ givenName: 'Quentin', familyName: 'Rask', phones })),
    ).toEqual([]);
  });

  test('only to who may read people, and of nobody who is not there', async () => {
    const writer = await client.restricted(['person.write']);
    const refused = await writer.post('/contacts?looksLike=true', { givenName: 'Unmade' });
    expect(refused.status).toBe(403);
    expect((await client.get('/contacts?givenName=Unmade')).json.data).toEqual([]);
    const unknown = '01890000-0000-7000-8000-00000000ffff';
    expect((await client.get(`/contacts/${unknown}/looks-like`)).status).toBe(404);
    expect((await client.post('/contacts?looksLike=maybe', ann)).status).toBe(400);
  });
});

describe('workspaces', () => {
  test('another workspace is never seen', async () => {
    await enterWorkspace();
    await create(ann);
    await enterWorkspace();
    const own = await create(ann);
    expect(await looksLike(own)).toEqual([]);
    expect(await duplicates()).toEqual([]);
  });

  test('a Sandbox that was reset, or put back to what it was, is followed on', async () => {
    await enterWorkspace();
    const a = await create(ann);
    await duplicates();
    expect((await client.put('/sandbox/snapshots/before', undefined)).status).toBeLessThan(300);
    const b = await create(ann);
    expect(await duplicates()).toHaveLength(1);
    expect((await client.post('/sandbox/snapshots/before/restore')).status).toBeLessThan(300);
    expect(await duplicates()).toEqual([]);
    const c = await create(ann);
    expect((await duplicates()).map(idsOf)).toEqual([[a, c].toSorted()]);
    expect((await client.post('/sandbox/reset')).status).toBeLessThan(300);
    const [d, e] = [await create(ann), await create(ann)];
    expect((await duplicates()).map(idsOf)).toEqual([[d, e].toSorted()]);
    expect([a, b, c]).not.toContain(d);
  });

  test('one that is gone is left alone', async () => {
    await enterWorkspace();
    await create(ann);
    await duplicates();
    await removeThrowaway(sandbox);
    await server.runtime.matchingOnWrite.catchUp(sandbox.workspace.number);
    const left = await withOwner(server.database.ownerUrl, async (owner) => {
      const { rows } = await owner.query(
        'select tenant_id from match_key where tenant_id = $1 union select tenant_id from match_mark where tenant_id = $1',
        [sandbox.workspace.number],
      );
      return rows.length;
    });
    expect(left).toBe(0);
  });
});

test('a server that does not compare as it writes says so, and makes nothing', async () => {
  const other = await NativeClient.start();
  const reply = await other.post('/contacts?looksLike=true', { givenName: 'Unmade' });
  expect(reply.status).toBe(409);
  expect(reply.json.detail).toBe('This server does not compare contacts as they are written');
  expect((await other.get('/contacts?givenName=Unmade')).json.data).toEqual([]);
  await other.server.stop();
});
