/** What a process promises when its connection to PostgreSQL dies under load. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Unavailable } from '../../core/errors.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import {
  HubFixture,
  makeIds,
  nameUuid,
  type TestProcess,
  type TestTenant,
} from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
beforeAll(async () => {
  fixture = await HubFixture.open();
});
afterAll(() => fixture.close());

const killBackends = `select count(pg_terminate_backend(pid))::int as killed from pg_stat_activity
  where application_name = 'polydex' and datname = current_database()`;

/** Creates until told to stop, as many at a time as a busy server has. */
class Load {
  readonly acknowledged: Uuid[] = [];
  readonly refused: unknown[] = [];
  readonly #clients: Promise<unknown>;
  #isOver = false;

  constructor(process: TestProcess, tenant: TestTenant) {
    const newId = makeIds(`load ${tenant.id}`);
    const client = async (): Promise<void> => {
      while (!this.#isOver) await this.#create(process, tenant, newId());
    };
    this.#clients = Promise.all(Array.from({ length: 32 }, client));
  }

  /** Resolves when so many more were acknowledged. */
  async progress(count: number): Promise<void> {
    const goal = this.acknowledged.length + count;
    while (this.acknowledged.length < goal) await sleep(1);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#clients;
  }

  async #create(process: TestProcess, tenant: TestTenant, id: Uuid): Promise<void> {
    try {
      await process.hub.contacts.create(tenant.context(), {
        id,
        givenName: 'Load',
        methods: [
          { op: 'add', kind: 'phone', entry: { value: '+15551000001' } },
          { op: 'add', kind: 'email', entry: { value: 'load@example.com' } },
        ],
        tags: [{ op: 'add', tags: [{ name: 'load' }] }],
      });
      this.acknowledged.push(id);
    } catch (error) {
      this.refused.push(error);
      await sleep(1);
    }
  }
}

/** Contacts that lack a child, an event or a search text, or have one twice. */
const halfThere = `select c.id from contact c where c.tenant_id = $1 and not (
    (select count(*) from contact_method m where m.tenant_id = $1 and m.contact_id = c.id) = 2
    and (select count(*) from contact_tag t where t.tenant_id = $1 and t.contact_id = c.id) = 1
    and (select count(*) from contact_search s where s.tenant_id = $1 and s.contact_id = c.id) = 1
    and (select count(*) from event e where e.tenant_id = $1 and e.entity_id = c.id) = 1)`;

describe('when connections are killed under load', () => {
  test('every acknowledged create is there, whole and once, and the others say Unavailable', async () => {
    const tenant = await fixture.addTenant();
    const process = fixture.openProcess();
    const load = new Load(process, tenant);
    let killed = 0;
    for (let round = 0; round < 12; round += 1) {
      await load.progress(15);
      const [row] = await fixture.rows<{ killed: number }>(killBackends);
      killed += row?.killed ?? 0;
    }
    await load.progress(100);
    await load.stop();
    const { acknowledged, refused } = load;

    expect(killed).toBeGreaterThan(5);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter((error) => !(error instanceof Unavailable))).toEqual([]);
    const stored = await fixture.rows<{ id: Uuid }>('select id from contact where tenant_id = $1', [
      tenant.id,
    ]);
    const ids = new Set(stored.map(({ id }) => id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    expect(await fixture.rows(halfThere, [tenant.id])).toEqual([]);
    const [clock] = await fixture.rows(
      `select k.live_count::int as live, k.seq::int as seq, (select count(*)::int from event where tenant_id = $1) as events
       from tenant_clock k where k.tenant_id = $1`,
      [tenant.id],
    );
    expect(clock).toEqual({
      live: stored.length,
      seq: stored.length + 1,
      events: stored.length + 1,
    });
  });

  test('the store works again without a new start, for writes, reads and look-ups', async () => {
    const tenant = await fixture.addTenant();
    const { hub } = fixture.openProcess();
    const id = nameUuid('survivor');
    await hub.contacts.create(tenant.context(), { id, givenName: 'Before' });
    await fixture.rows(killBackends);
    await sleep(20);
    const updated = await hub.contacts.update(tenant.context(), id, { givenName: 'After' });
    expect(updated.givenName).toBe('After');
    await fixture.rows(killBackends);
    await sleep(20);
    expect((await hub.contacts.get(tenant.context(), id)).givenName).toBe('After');
    expect(await hub.lookups.lookup(tenant.context(), { phone: '+15551000001' })).toEqual([]);
  });

  test('a write in the middle of its transaction fails with Unavailable and has no effect', async () => {
    const tenant = await fixture.addTenant();
    const { store, hub } = fixture.openProcess();
    const id = nameUuid('halfway');
    const writing = store.write(tenant.context(), {}, async (unit) => {
      await unit.contacts.find(id);
      await fixture.rows(killBackends);
      await sleep(20);
      await unit.contacts.find(nameUuid('another'));
    });
    await expect(writing).rejects.toBeInstanceOf(Unavailable);
    await expect(hub.contacts.create(tenant.context(), { id })).resolves.toMatchObject({ id });
  });
});
