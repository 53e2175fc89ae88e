/** Merging through the native API. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterAsOperator } from '../../src/auth/operator.ts';
import { normalizeUuid } from '../../src/core/value/identifier.ts';
import { dig, listAt, textAt } from '../support/http-call.ts';
import { NativeClient, type Reply } from './native-client.ts';

let client: NativeClient;
beforeAll(async () => {
  client = await NativeClient.start();
});
afterAll(() => client.server.stop());

const make = async (body: unknown = {}): Promise<Reply['json']> =>
  (await client.post('/contacts', body)).json;
const merge = (into: string, contactId: string, more: object = {}, headers = {}): Promise<Reply> =>
  client.post(`/contacts/${into}/merge`, { contactId, ...more }, headers);

describe('a merge', () => {
  test('is previewed, made, listed, read and undone', async () => {
    const a = await make({ givenName: 'Ann', phones: [{ value: '5125550101' }] });
    const b = await make({
      givenName: 'Anna',
      jobTitle: 'Owner',
      phones: [{ value: '512 555 0101' }],
    });
    const asked = { contactId: b.id, rules: { fields: { name: 'complete' } } };
    const preview = await client.post(`/contacts/${a.id}/merge/preview`, asked);
    expect(preview.status).toBe(200);
    expect(preview.json).toMatchObject({
      contact: { id: a.id, givenName: 'Anna', jobTitle: 'Owner' },
      moves: { methods: 0, hiddenMethods: 1 },
      warnings: [],
    });
    expect(listAt(preview.json, 'fields')).toContainEqual({
      field: 'jobTitle',
      survivor: null,
      loser: 'Owner',
      result: 'Owner',
      from: 'loser',
    });
    expect((await client.get(`/contacts/${b.id}`)).json.id).toBe(b.id);

    const merged = await client.post(`/contacts/${a.id}/merge`, asked);
    expect(merged.status).toBe(200);
    expect(merged.headers.get('etag')).toBe('"v2"');
    expect(merged.json).toMatchObject({
      merge: { survivorId: a.id, loserId: b.id, automatic: false, undoneAt: null },
      contact: { id: a.id, givenName: 'Anna', version: 2 },
    });
    const id = textAt(merged.json, 'merge', 'id');
    const old = await client.get(`/contacts/${b.id}`);
    expect([old.json.id, old.headers.get('etag')]).toEqual([a.id, '"v2"']);
    expect((await client.get(`/merges?loserId=${b.id}`)).json.data).toMatchObject([{ id }]);
    expect((await client.get(`/merges/${id}`)).json).toMatchObject({ id, survivorId: a.id });
    const history = (await client.get(`/contacts/${b.id}/history`)).json.data;
    expect(history[0]).toMatchObject({
      type: 'merged',
      causeId: id,
      note: { survivorId: a.id, loserId: b.id },
    });
    const changes = (await client.get('/changes?limit=1000')).json.data;
    expect(
      changes
        .filter((event) => dig(event, 'causeId') === id)
        .map((event) => dig(event, 'entityType')),
    ).toEqual(['contact', 'contact', 'merge']);

    const undone = await client.post(`/merges/${id}/undo`, {});
    expect(undone.json).toMatchObject({
      merge: { id },
      survivor: { id: a.id, givenName: 'Ann', jobTitle: null },
      restored: { id: b.id, givenName: 'Anna', jobTitle: 'Owner' },
    });
    expect((await client.post(`/merges/${id}/undo`, {})).status).toBe(409);
  });

  test('has one effect however often it is asked for under one key', async () => {
    const [a, b] = [await make(), await make()];
    const headers = { 'idempotency-key': `merge ${a.id}`.replace(' ', '-') };
    const [first, second] = [
      await merge(a.id, b.id, {}, headers),
      await merge(a.id, b.id, {}, headers),
    ];
    expect(second.text).toBe(first.text);
    expect(listAt((await client.get(`/merges?survivorId=${a.id}`)).json, 'data')).toHaveLength(1);
  });

  test('is refused where somebody was faster, for one contact, for bad rules, and without the right', async () => {
    const [a, b] = [await make(), await make()];
    expect((await merge(a.id, b.id, {}, { 'if-match': '"v7"' })).status).toBe(412);
    expect((await merge(a.id, b.id, { contactVersion: 7 })).status).toBe(412);
    expect((await merge(a.id, a.id)).json.errors).toMatchObject([{ path: 'contactId' }]);
    const bad = await merge(a.id, b.id, { rules: { fields: { jobTitle: 'both' } } });
    expect(bad.json.errors).toMatchObject([{ path: 'rules.fields.jobTitle' }]);
    const all = await merge(a.id, b.id, { rules: { all: 'both' } });
    expect(all.json.errors).toMatchObject([{ path: 'rules.all' }]);
    expect((await merge(a.id, b.id, { rules: { fields: { shoeSize: 'loser' } } })).status).toBe(
      400,
    );
    expect((await merge(a.id, '01a1fc6c-3ec4-71df-850b-ae48f390f9a2')).status).toBe(404);
    const reader = await client.restricted(['person.read', 'person.write']);
    expect((await reader.post(`/contacts/${a.id}/merge`, { contactId: b.id })).status).toBe(403);
    expect((await client.delete(`/contacts/${b.id}`, { 'if-match': '"v9"' })).status).toBe(412);
  });

  test('is refused for two who are not the same person, unless forced', async () => {
    const [a, b] = [await make(), await make()];
    expect((await client.post(`/contacts/${a.id}/different`, { contactId: b.id })).status).toBe(
      204,
    );
    expect((await merge(a.id, b.id)).status).toBe(409);
    expect((await merge(a.id, b.id, { force: true })).status).toBe(200);
  });
});

describe('duplicates', () => {
  /** As whoever compares contacts does. */
  async function suggest(a: string, b: string, score: number): Promise<void> {
    const { runtime, sandbox } = client.server;
    const context = await enterAsOperator(
      runtime.control,
      String(sandbox.workspace.number),
      'test',
    );
    const found = { a: uuid(a), b: uuid(b), score, explanation: { email: score }, grouped: true };
    await runtime.hub.suggestions.record(context, [found]);
  }
  const uuid = (text: string) => {
    const id = normalizeUuid(text);
    if (id === null) throw new Error(text);
    return id;
  };
  const open = async (query = ''): Promise<Reply['json']> =>
    (await client.get(`/duplicates${query}`)).json;

  test('are listed with the surest first and decided one way or the other', async () => {
    const [a, b, c] = [
      await make({ givenName: 'A' }),
      await make({ givenName: 'B' }),
      await make(),
    ];
    await suggest(a.id, b.id, 2.5);
    await suggest(b.id, c.id, 7);
    await suggest(a.id, c.id, 1);
    const first = await open('?limit=1');
    expect(first.data).toMatchObject([
      { score: 7, contactIds: [b.id, c.id].toSorted(), explanation: { email: 7 }, state: 'open' },
    ]);
    const rest = await open(`?limit=2&cursor=${first.nextCursor}`);
    expect(rest.data.map((item) => dig(item, 'score'))).toEqual([2.5, 1]);
    expect(rest.nextCursor).toBeNull();
    expect((await client.get('/duplicates?cursor=nonsense')).status).toBe(400);
    expect((await open(`?contactId=${a.id}&minScore=2`)).data).toHaveLength(1);

    const [surest, second, third] = [first.data[0], ...rest.data].map((item) => item?.id ?? '');
    const merged = await client.post(`/duplicates/${second}/merge`, { survivorId: b.id });
    expect(merged.json).toMatchObject({ contact: { id: b.id, givenName: 'B' } });
    expect((await client.get(`/duplicates/${second}`)).json).toMatchObject({ state: 'merged' });
    expect((await client.post(`/duplicates/${surest}/different`)).json).toMatchObject({
      state: 'different',
    });
    expect((await client.post(`/duplicates/${third}/dismiss`)).json).toMatchObject({
      state: 'dismissed',
    });
    expect((await open()).data).toEqual([]);
  });

  test('are merged unasked only once that was looked at and switched on', async () => {
    expect((await client.get('/merge-policy')).json).toMatchObject({ automatic: false });
    expect((await client.patch('/merge-policy', { automatic: true, threshold: 4 })).status).toBe(
      409,
    );
    const [a, b] = [await make({ givenName: 'Ann' }), await make({ givenName: 'Bob' })];
    await suggest(a.id, b.id, 5);
    const preview = await client.post('/merge-policy/preview', { threshold: 4 });
    expect(preview.json).toMatchObject({
      merged: [],
      kept: [{ reasons: ['given-names-differ'] }],
      more: false,
    });
    expect(
      (await client.patch('/merge-policy', { automatic: true, threshold: 4 })).json,
    ).toMatchObject({ automatic: true, threshold: 4 });
  });
});
