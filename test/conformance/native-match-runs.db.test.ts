/** Runs over a whole workspace through the native API: worked on by the server itself, or by another process. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { enterAsOperator } from '../../src/auth/operator.ts';
import type { MatchProgress } from '../../src/core/matching/match-run.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import { normalizeUuid, type Uuid } from '../../src/core/value/identifier.ts';
import { instant } from '../../src/core/value/instant.ts';
import { Prometheus } from '../../src/http/observe/prometheus.ts';
import { openRuntimeOrAttach, type Runtime } from '../../src/runtime.ts';
import { dialects } from '../../src/dialects/registry.ts';
import { Database } from '../../src/storage/database.ts';
import { StoredMatching } from '../../src/storage/tenant/match/match-store.ts';
import { noLog } from '../../src/support/log.ts';
import { makeSystemClock } from '../../src/support/system-clock.ts';
import { dig, listAt, textAt } from '../support/http-call.ts';
import { NativeClient, type Reply } from './native-client.ts';

// A run has a thread of its own, which has to be started.
vi.setConfig({ testTimeout: 120_000 });

const path = '/duplicates/runs';
const ann = { phones: [{ value: '5125550101' }], emails: [{ value: 'ann@example.com' }] };

function uuid(text: string): Uuid {
  const id = normalizeUuid(text);
  if (id === null) throw new Error(text);
  return id;
}

async function addAnns(client: NativeClient, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const body = { givenName: 'Ann', familyName: 'Ashby', ...ann };
    ids.push((await client.post('/contacts', body)).json.id);
  }
  return ids;
}

async function contextOf({ server }: NativeClient): Promise<TenantContext> {
  return enterAsOperator(server.runtime.control, String(server.sandbox.workspace.number), 'test');
}

async function mergeUnasked(client: NativeClient, automatic: boolean): Promise<void> {
  await client.post('/merge-policy/preview', { threshold: 2 });
  expect((await client.patch('/merge-policy', { automatic, threshold: 2 })).status).toBe(200);
}

/** Asks until the run has ended, however long that takes. */
async function ended(client: NativeClient, id: string): Promise<Reply['json']> {
  for (;;) {
    const { json } = await client.get(`${path}/${id}`);
    if (dig(json, 'state') !== 'running') return json;
  }
}

describe('a server', () => {
  let client: NativeClient;
  beforeAll(async () => {
    client = await NativeClient.start();
  });
  afterAll(() => client.server.stop());

  test('works on a run that is asked for, and a run again finds nothing new', async () => {
    const [a, b] = await addAnns(client, 2);
    const asked = await client.post(path);
    expect(asked.status).toBe(202);
    expect(asked.headers.get('location')).toContain(`${path}/${asked.json.id}`);
    const done = { state: 'done', phase: 'done', share: 1, contacts: 2, compared: 1, merged: 0 };
    expect(await ended(client, asked.json.id)).toMatchObject({ ...done, suggested: 1 });
    const { data } = (await client.get('/duplicates')).json;
    expect(data).toMatchObject([{ contactIds: [a, b], state: 'open' }]);
    const again = await client.post(path);
    expect(await ended(client, again.json.id)).toMatchObject({ ...done, suggested: 0 });
    const runs = (await client.get(path)).json.data;
    expect(runs.map(({ id }) => id)).toEqual([again.json.id, asked.json.id]);
  });
});

describe('beside a server that works on nothing', () => {
  let client: NativeClient;
  let context: TenantContext;
  let database: Database;
  const opened: Runtime[] = [];
  beforeAll(async () => {
    client = await NativeClient.start();
    await client.server.runtime.matching.stop();
    context = await contextOf(client);
    database = new Database({ url: client.server.database.appUrl, maxConnections: 1 });
  });
  afterAll(async () => {
    await Promise.all([database.close(), ...opened.map((runtime) => runtime.close())]);
    await client.server.stop();
  });

  async function otherProcess(): Promise<Runtime> {
    const { dataDir, database: there } = client.server;
    const egress = { allowed: [], loopbackForSandbox: true };
    const common = { dataDir, secretKey: null, audiences: dialects, log: noLog, egress };
    const runtime = await openRuntimeOrAttach({
      ...common,
      metrics: new Prometheus(),
      databaseUrl: there.appUrl,
    });
    opened.push(runtime);
    return runtime;
  }

  /** From start to end, by another process. */
  async function run(): Promise<Reply['json']> {
    const { id } = (await client.post(path)).json;
    expect(await (await otherProcess()).matching.work(context)).toBe(true);
    return (await client.get(`${path}/${id}`)).json;
  }

  const holdFor = (id: string, seconds: number): Promise<boolean> => {
    const at = makeSystemClock(instant).now();
    const until = instant(at + seconds * 1_000_000);
    const holder = uuid('01890000-0000-7000-8000-000000000001');
    return new StoredMatching(database).take(context, uuid(id), { holder, at, until });
  };

  test('a second run is refused while one is under way, and one is given up once', async () => {
    const both = await Promise.all([client.post(path), client.post(path)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([202, 409]));
    const id = both.find(({ status }) => status === 202)?.json.id ?? '';
    const late = await client.post(path);
    expect(late).toMatchObject({ status: 409, json: { detail: `The run ${id} is under way` } });
    expect(both.find(({ status }) => status === 409)?.json.detail).toBe(late.json.detail);
    expect((await client.get(`${path}/${id}`)).json).toMatchObject({ phase: 'waiting', share: 0 });
    const given = await client.post(`${path}/${id}/cancel`);
    expect(given).toMatchObject({ status: 200, json: { state: 'cancelled' } });
    expect(await (await otherProcess()).matching.work(context)).toBe(false);
    const next = await client.post(path);
    expect(next.status).toBe(202);
    await client.post(`${path}/${next.json.id}/cancel`);
  });

  test('what has ended is not given up, and who may not merge in bulk starts nothing', async () => {
    const { id } = await run();
    expect((await client.post(`${path}/${id}/cancel`)).status).toBe(409);
    expect((await client.get(`${path}/01890000-0000-7000-8000-00000000ffff`)).status).toBe(404);
    const reader = await client.restricted(['person.read', 'merge']);
    expect((await reader.post(path)).status).toBe(403);
  });

  test('nothing is merged unasked until that is switched on; then with its reason, undoably', async () => {
    const [a, b] = await addAnns(client, 2);
    expect(await run()).toMatchObject({ state: 'done', suggested: 1, merged: 0 });
    await mergeUnasked(client, true);
    expect(await run()).toMatchObject({ state: 'done', suggested: 0, merged: 1 });
    const [merge] = listAt((await client.get('/merges')).json, 'data');
    expect([textAt(merge, 'survivorId'), textAt(merge, 'loserId')].toSorted()).toEqual([a, b]);
    expect(merge).toMatchObject({ automatic: true, reason: { explanation: { verdict: 'same' } } });
    expect((await client.post(`/merges/${textAt(merge, 'id')}/undo`, {})).status).toBe(200);
    await mergeUnasked(client, false);
    for (const id of [a, b]) await client.delete(`/contacts/${id}`);
  });

  test('a run of a process that was killed is gone on with once its lease is over, with one effect', async () => {
    await addAnns(client, 2);
    await mergeUnasked(client, true);
    const { id } = (await client.post(path)).json;
    const dying = (await otherProcess()).matching;
    const die = ({ suggested }: MatchProgress): void => {
      if (suggested > 0) void dying.stop();
    };
    await dying.work(context, die);
    expect((await client.get(`${path}/${id}`)).json).toMatchObject({ state: 'running', merged: 0 });
    expect((await client.get('/duplicates')).json.data).toHaveLength(1);

    const heir = (await otherProcess()).matching;
    expect(await holdFor(id, 3600)).toBe(true);
    expect(await heir.work(context)).toBe(false);
    expect(await holdFor(id, -3600)).toBe(true);
    expect(await heir.work(context)).toBe(true);
    expect((await client.get(`${path}/${id}`)).json).toMatchObject({ state: 'done', merged: 1 });
    const merges = listAt((await client.get('/merges')).json, 'data');
    expect(merges.filter((merge) => dig(merge, 'undoneAt') === null)).toHaveLength(1);
    expect((await client.get('/duplicates')).json.data).toEqual([]);
  });
});
