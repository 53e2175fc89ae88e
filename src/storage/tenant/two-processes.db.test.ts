/** Two processes over one database: each with its own pool, its own clock of flushes, and no knowledge of the other. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DuplicateContact, HubError, IdTaken } from '../../core/errors.ts';
import type { HubEvent } from '../../core/event/event.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import {
  HubFixture,
  nameUuid,
  reasonsOf,
  type TestProcess,
  type TestTenant,
} from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
let processes: readonly [TestProcess, TestProcess];
beforeAll(async () => {
  fixture = await HubFixture.open();
  processes = [fixture.openProcess(), fixture.openProcess()];
});
afterAll(() => fixture.close());

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** The work of both processes at once, each `count` times. */
function race<T>(count: number, work: (process: TestProcess, index: number) => Promise<T>) {
  const both = numbers(count).flatMap((index) => processes.map((process) => work(process, index)));
  return Promise.allSettled(both);
}

describe('two processes that write at once', () => {
  test('make one contact of one client-chosen id, and the other hears IdTaken', async () => {
    const tenant = await fixture.addTenant();
    const settled = await race(20, ({ hub }, index) =>
      hub.contacts.create(tenant.context(), { id: nameUuid(`raced ${index}`) }),
    );
    const failed = reasonsOf(settled);
    expect(failed.length).toBe(20);
    expect(failed.filter((error) => !(error instanceof IdTaken))).toEqual([]);
  });

  test('make one tag of one name, which all contacts get', async () => {
    const tenant = await fixture.addTenant();
    const settled = await race(30, ({ hub }, index) =>
      hub.contacts.create(tenant.context(), {
        tags: [{ op: 'add', tags: [{ name: `tag ${index % 3}` }] }],
      }),
    );
    expect(reasonsOf(settled)).toEqual([]);
    const tags = await fixture.rows(
      `select t.name, count(l.contact_id)::int as contacts from tag t
       join contact_tag l on l.tenant_id = t.tenant_id and l.tag_id = t.id
       where t.tenant_id = $1 group by t.name order by t.name`,
      [tenant.id],
    );
    expect(tags).toEqual(numbers(3).map((index) => ({ name: `tag ${index}`, contacts: 20 })));
  });

  test('make one contact of one number where duplicates are refused', async () => {
    const tenant = await fixture.addTenant({ duplicates: 'refuse' });
    const settled = await race(40, ({ hub }, index) =>
      hub.contacts.create(
        tenant.context(),
        {
          methods: [
            { op: 'add', kind: 'phone', entry: { value: `555100${1_000 + (index % 20)}` } },
            { op: 'add', kind: 'email', entry: { value: `raced${index % 20}@example.com` } },
          ],
        },
        { duplicates: 'workspace' },
      ),
    );
    expect(reasonsOf(settled).filter((error) => !(error instanceof DuplicateContact))).toEqual([]);
    const twins = await fixture.rows(
      `select key, count(*)::int from contact_method where tenant_id = $1 group by key having count(*) > 1`,
      [tenant.id],
    );
    expect(twins).toEqual([]);
    expect(settled.filter(({ status }) => status === 'fulfilled').length).toBe(20);
  });

  test('make one person of a customer of whom both are told', async () => {
    const tenant = await fixture.addTenant();
    const context = tenant.context();
    const job = await processes[0].hub.jobs.create(context, { status: 'quote' });
    const settled = await race(20, ({ hub }, index) =>
      hub.jobContacts.create(context, {
        jobId: job.id,
        first: 'Ann',
        email: `ann${index % 10}@example.com`,
      }),
    );
    expect(reasonsOf(settled)).toEqual([]);
    expect(await processes[0].hub.contacts.count(context, { filters: [] })).toBe(10);
  });

  test('never give one number twice', async () => {
    const tenant = await fixture.addTenant();
    const settled = await race(30, ({ hub }) =>
      hub.jobs.create(tenant.context(), { status: 'quote' }),
    );
    expect(reasonsOf(settled)).toEqual([]);
    const rows = await fixture.rows('select distinct number from job where tenant_id = $1', [
      tenant.id,
    ]);
    expect(rows.length).toBe(60);
  });

  test('lose no update of the same contacts, jobs and links, whatever they lock first', async () => {
    const tenant = await fixture.addTenant();
    const { ids, links } = await seedShared(tenant);
    const settled = await race<unknown>(60, ({ hub }, index) => {
      const context = tenant.context();
      const id = ids[index % ids.length] ?? nameUuid('none');
      const link = links[(index * 7) % links.length] ?? nameUuid('none');
      if (index % 4 === 0)
        return hub.jobContacts.update(context, link, { mobile: `55510${10_000 + index}` });
      if (index % 4 === 1) return hub.jobs.create(context, { status: 'quote' });
      return hub.contacts.update(context, id, {
        methods: [{ op: 'add', kind: 'email', entry: { value: `new${index}@example.com` } }],
        givenName: `Name ${index}`,
      });
    });
    expect(reasonsOf(settled)).toEqual([]);
    // An update is not lost when every version has its event.
    const lost = await fixture.rows(
      `select c.id from contact c where c.tenant_id = $1 and c.version <> (
         select count(*) from event e where e.tenant_id = $1 and e.entity_id = c.id)`,
      [tenant.id],
    );
    expect(lost).toEqual([]);
    const [row] = await fixture.rows<{ added: number }>(
      `select count(distinct key)::int as added from contact_method where tenant_id = $1 and key like 'new%'`,
      [tenant.id],
    );
    expect(row).toEqual({ added: 30 });
    // What a backend has counted is known at the latest when it ends.
    await Promise.all(processes.map(({ close }) => close()));
    const [{ deadlocks } = { deadlocks: NaN }] = await fixture.rows<{ deadlocks: number }>(
      'select deadlocks::int from pg_stat_database where datname = current_database()',
    );
    expect(deadlocks).toBe(0);
    processes = [fixture.openProcess(), fixture.openProcess()];
  });
});

/** Four people, each on two jobs. */
async function seedShared(tenant: TestTenant): Promise<{ ids: Uuid[]; links: Uuid[] }> {
  const [{ hub }] = processes;
  const context = tenant.context();
  const ids = numbers(4).map((index) => nameUuid(`shared ${index}`));
  const jobs = await Promise.all(
    numbers(2).map(() => hub.jobs.create(context, { status: 'work-order' })),
  );
  await Promise.all(
    ids.map((id, index) => hub.contacts.create(context, { id, givenName: `P${index}` })),
  );
  const links = await Promise.all(
    ids.flatMap((contactId) =>
      jobs.map((job) => hub.jobContacts.create(context, { jobId: job.id, contactId })),
    ),
  );
  return { ids, links: links.map((link) => link.id) };
}

describe('the feed of changes', () => {
  test('shows a reader who follows it every event once and in order while two processes write', async () => {
    const tenant = await fixture.addTenant();
    const context = tenant.context();
    const reader = fixture.openProcess({ maxConnections: 1 });
    let isOver = false;
    const seen: HubEvent[] = [];
    const follow = async (): Promise<void> => {
      for (;;) {
        const last = isOver;
        const page = await reader.hub.events.changes(context, {
          limit: 17,
          afterSeq: seen.at(-1)?.seq ?? 0,
        });
        seen.push(...page);
        if (page.length === 0 && last) return;
        if (page.length === 0) await sleep(1);
      }
    };
    const following = follow();
    await race(200, async ({ hub }, index) => {
      await sleep(index / 2);
      const contact = await hub.contacts.create(context, { givenName: `C${index}` });
      if (index % 3 === 0) await hub.contacts.update(context, contact.id, { jobTitle: 'x' });
      if (index % 5 === 0) await hub.contacts.remove(context, contact.id);
    });
    isOver = true;
    await following;
    const [row] = await fixture.rows<{ seq: number }>(
      'select seq::int from tenant_clock where tenant_id = $1',
      [tenant.id],
    );
    const total = 2 * (200 + 67 + 40);
    expect(row).toEqual({ seq: total });
    expect(seen.map((event) => event.seq)).toEqual(numbers(total).map((index) => index + 1));
  });

  test('numbers the events of each tenant from one, without gaps, also after refused writes', async () => {
    const tenants = await Promise.all([fixture.addTenant(), fixture.addTenant()]);
    const settled = await race(30, ({ hub }, index) => {
      const context = (tenants[index % 2] ?? fail()).context();
      return hub.contacts.create(context, index % 5 === 0 ? { dateOfBirth: 'never' } : {});
    });
    expect(reasonsOf(settled).every((error) => error instanceof HubError)).toBe(true);
    for (const tenant of tenants) {
      const events = await processes[0].hub.events.changes(tenant.context(), {
        limit: 100,
        afterSeq: 0,
      });
      expect(events.map((event) => event.seq)).toEqual(numbers(24).map((index) => index + 1));
    }
  });
});

function fail(): never {
  throw new Error('no such tenant');
}
