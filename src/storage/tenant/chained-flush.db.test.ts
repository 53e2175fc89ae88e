/** While one flush is being committed the next is prepared as if that had succeeded. When it has not, nobody may notice. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AlreadyExists } from '../../core/errors.ts';
import type { UnitOfWork } from '../../core/port/unit-of-work.ts';
import { newTag } from '../../core/service/references.ts';
import {
  HubFixture,
  type TestProcess,
  type TestTenant,
} from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
beforeAll(async () => {
  fixture = await HubFixture.open();
});
afterAll(() => fixture.close());

/** Every write is a flush of its own, prepared on the one before. */
const alone = { maxWritesPerFlush: 1 };

function write<T>(
  { store }: TestProcess,
  tenant: TestTenant,
  work: (unit: UnitOfWork) => Promise<T>,
): Promise<T> {
  return store.write(tenant.context(), {}, work);
}

/** The statement that a flush has sent before its turn, and waits with. */
const sentAhead = `select query from pg_stat_activity
  where datname = current_database() and state = 'idle in transaction' and query like 'insert into %'`;

/** Each history entry in the order of its number, which has no gaps. */
async function historyOf(tenant: TestTenant): Promise<unknown[]> {
  const rows = await fixture.rows<{ seq: number; entity_type: string; type: string }>(
    'select seq::int, entity_type, type from event where tenant_id = $1 order by seq',
    [tenant.id],
  );
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  return rows.map((row) => `${row.entity_type} ${row.type}`);
}

describe('a flush prepared on another', () => {
  test('finds what that one made, changed and removed, before it is committed', async () => {
    const tenant = await fixture.addTenant();
    const { hub } = fixture.openProcess(alone);
    const context = tenant.context();
    const id = (await hub.contacts.create(context, { givenName: 'Ann' })).id;
    const settled = await Promise.allSettled([
      hub.contacts.update(context, id, { tags: [{ op: 'add', tags: [{ name: 'new' }] }] }),
      hub.contacts.update(context, id, { givenName: 'Anna' }, { ifVersion: 2 }),
      hub.contacts.create(context, { tags: [{ op: 'add', tags: [{ name: 'new' }] }] }),
      hub.contacts.remove(context, id, { ifVersion: 3 }),
      hub.contacts.update(context, id, { givenName: 'Late' }),
      hub.contacts.restore(context, id),
      hub.contacts.update(context, id, { givenName: 'Back' }, { ifVersion: 5 }),
    ]);
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(await hub.contacts.get(context, id)).toMatchObject({ givenName: 'Back', version: 6 });
    expect(await historyOf(tenant)).toEqual([
      'contact created',
      'tag created',
      'contact updated',
      'contact updated',
      'contact created',
      'contact deleted',
      'contact restored',
      'contact updated',
    ]);
  });

  test('keeps the spellings of a word whose last contact gave it up in that one', async () => {
    const tenant = await fixture.addTenant();
    const { hub } = fixture.openProcess(alone);
    const context = tenant.context();
    const { id } = await hub.contacts.create(context, { givenName: 'Zeno' });
    // The first flush waits for this row, and the second sends ahead what it may.
    await fixture.rows('begin');
    await fixture.rows('select id from contact where id = $1 for update', [id]);
    const renamed = hub.contacts.update(context, id, { givenName: 'Other' });
    const created = hub.contacts.create(context, { givenName: 'Zeno' });
    const ahead = async (): Promise<unknown> => {
      // Else a transaction sees the same activity each time.
      await fixture.rows('select pg_stat_clear_snapshot()');
      return fixture.rows(sentAhead);
    };
    await expect.poll(ahead).toHaveLength(1);
    await fixture.rows('commit');
    await Promise.all([renamed, created]);
    const kept = await fixture.rows(
      `select word from search_spelling where tenant_id = $1 and key = 'zeno'`,
      [tenant.id],
    );
    expect(kept).toEqual([{ word: 'zeno' }]);
  });

  test('is prepared anew when PostgreSQL refuses that one', async () => {
    const tenant = await fixture.addTenant();
    const process = fixture.openProcess(alone);
    await process.hub.tags.create(tenant.context(), { name: 'here' });
    let runs = 0;
    const [busy, bad, good] = await Promise.allSettled([
      process.hub.tags.create(tenant.context(), { name: 'before' }),
      // A name that is taken, and nobody has looked: only the table knows.
      write(process, tenant, async (unit) => unit.tags.insert(newTag(unit, 'here', '', 1))),
      write(process, tenant, async (unit) => {
        runs += 1;
        unit.tags.insert(newTag(unit, 'after', '', 1));
      }),
    ]);
    expect(busy.status).toBe('fulfilled');
    expect(bad).toMatchObject({ status: 'rejected' });
    expect(bad.status === 'rejected' && bad.reason).toBeInstanceOf(AlreadyExists);
    expect(good.status).toBe('fulfilled');
    expect(runs).toBe(2);
    expect(await historyOf(tenant)).toEqual(['tag created', 'tag created', 'tag created']);
  });

  test('is prepared anew when another process writes between the two', async () => {
    const tenant = await fixture.addTenant();
    const [process, other] = [fixture.openProcess(alone), fixture.openProcess()];
    let runs = 0;
    const first = process.hub.contacts.create(tenant.context(), { givenName: 'First' });
    const third = write(process, tenant, async (unit) => {
      runs += 1;
      // Would wait for itself, had this one the tenant's lock already.
      if (runs === 1) await other.hub.tags.create(tenant.context(), { name: 'second' });
      const tag = (await unit.tags.named(['second'])).get('second');
      unit.tags.insert(newTag(unit, `seen ${tag?.name}`, '', 1));
    });
    await Promise.all([first, third]);
    expect(runs).toBe(2);
    expect(await historyOf(tenant)).toEqual(['contact created', 'tag created', 'tag created']);
    const tags = await fixture.rows('select name from tag where tenant_id = $1 order by name', [
      tenant.id,
    ]);
    expect(tags).toEqual([{ name: 'second' }, { name: 'seen second' }]);
  });

  test('takes its numbers where that one leaves off', async () => {
    const tenant = await fixture.addTenant();
    const { hub } = fixture.openProcess(alone);
    const names = ['a', 'b', 'c', 'd'];
    const accounts = await Promise.all(
      names.map((name) => hub.accounts.create(tenant.context(), { name })),
    );
    const [first = 0] = accounts.map(({ number }) => number);
    expect(accounts.map(({ number }) => number)).toEqual([first, first + 1, first + 2, first + 3]);
    expect((await hub.accounts.create(tenant.context(), { name: 'e' })).number).toBe(first + 4);
  });
});
