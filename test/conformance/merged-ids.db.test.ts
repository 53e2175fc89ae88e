/** Two records of one person, merged: what every dialect then shows under both ids (DESIGN §2.4). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person, Session } from './dialect-drivers/driver.ts';
import { driven } from './dialect-drivers/index.ts';
import { NativeApi } from './dialect-drivers/native-api.ts';
import { expectRefusal, expectStatus } from '../support/expect-reply.ts';
import { type Call, dig, exchange, type Reply, textAt } from '../support/http-call.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openWorkspace();
});
afterAll(() => server.stop());

const ada: Person = {
  first: 'Ada',
  last: 'King',
  phone: '+15551230001',
  mobile: '+15559870001',
  email: 'ada@example.com',
  externalId: 'crm-1',
};
const again: Person = {
  ...ada,
  phone: '+15551230002',
  mobile: '+15559870002',
  email: 'king@example.com',
};

describe.each(driven)('$name', ({ name, driver }) => {
  let session: Session;
  let native: NativeApi;
  let survivor: string;
  let loser: string;
  let mergeId: string;
  let before: readonly unknown[];
  /** A job contact has an id of its own, which no merge touches. */
  const isLink = name === 'servicem8';

  const done = async (call: Call, status = driver.statuses.get): Promise<Reply> => {
    const reply = await send(call);
    expectStatus(reply, status, call);
    return reply;
  };
  const send = (call: Call): Promise<Reply> => exchange(server.baseUrl, call, session.credential);
  const shown = async (id: string) => session.shown(await done(session.get(id)));

  beforeEach(async () => {
    const sandbox = await server.addWorkspace();
    session = await driver.open({ baseUrl: server.baseUrl, mount: '', sandbox });
    native = new NativeApi(server.baseUrl, sandbox);
    const make = async (person: Person): Promise<string> =>
      session.createdId(await done(session.create(person), driver.statuses.create));
    survivor = await make(ada);
    loser = await make(again);
    before = [await shown(survivor), await shown(loser)];
    const [kept, merged] = [await session.contactOf(survivor), await session.contactOf(loser)];
    const path = `/contacts/${kept}/merge`;
    mergeId = textAt(await native.done('POST', path, { contactId: merged }), 'merge', 'id');
  });

  test('shows the survivor under both ids', async () => {
    expect(await shown(survivor)).toEqual(before[0]);
    expect(await shown(loser)).toEqual(await shown(survivor));
    if (isLink) return;
    const [one, other] = [await done(session.get(survivor)), await done(session.get(loser))];
    expect(withoutTrace(other)).toEqual(withoutTrace(one));
  });

  test('lists the survivor once', async () => {
    const ids = session.listedIds(await done(session.list(50)));
    expect(ids.toSorted()).toEqual((isLink ? [survivor, loser] : [survivor]).toSorted());
  });

  test('finds the survivor by what either held, and never the other', async () => {
    for (const person of isLink ? [ada] : [ada, again]) {
      for (const call of session.finders(person)) {
        const ids = session.listedIds(await done(call));
        expect(ids, JSON.stringify(call)).toContain(survivor);
        if (!isLink) expect(ids, JSON.stringify(call)).not.toContain(loser);
      }
    }
  });

  test('writes through the old id, and changes what it names alone', async () => {
    await done(session.rename(loser, { ...ada, last: 'Lovelace' }), driver.statuses.update);
    const [now] = before;
    const renamed = Object.fromEntries(
      Object.entries(now ?? {}).map(([key, value]) => {
        if (key === 'last') return [key, 'Lovelace'];
        return [key, key === 'name' ? 'Ada Lovelace' : value];
      }),
    );
    expect(await shown(survivor)).toEqual(renamed);
    expect(await shown(loser)).toEqual(renamed);
  });

  test('deletes the old id alone', async () => {
    await done(session.remove(loser), driver.statuses.remove);
    expect(await shown(survivor)).toEqual(before[0]);
    expect(session.listedIds(await done(session.list(50)))).toContain(survivor);
    const reply = await send(session.get(loser));
    if (driver.showsDeleted) expect(reply.status).toBe(driver.statuses.get);
    else expectRefusal(reply, session.refusals.unknownRecord, 'get of a deleted old id');
    const contact = await native.done('GET', `/contacts/${await session.contactOf(survivor)}`);
    expect(dig(contact, 'deletedAt')).toBeNull();
  });

  test('shows both as they were once the merge is undone', async () => {
    await native.done('POST', `/merges/${mergeId}/undo`, {});
    expect([await shown(survivor), await shown(loser)]).toEqual(before);
    const ids = session.listedIds(await done(session.list(50)));
    expect(ids.toSorted()).toEqual([survivor, loser].toSorted());
  });
});

/** Ids of requests differ; all else is to be the same. */
function withoutTrace({ json }: Reply): unknown {
  return JSON.parse(
    JSON.stringify(json, (key, value: unknown) =>
      /^(traceId|requestId)$/.test(key) ? null : value,
    ),
  );
}
