/** Of the writes that share a transaction, one that fails takes no other with it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactDraft } from '../../core/contact/contact-patch.ts';
import {
  DuplicateContact,
  IdTaken,
  InvalidInput,
  NotFound,
  VersionConflict,
} from '../../core/errors.ts';
import type { ContactWriteOptions } from '../../core/service/contact-writer.ts';
import {
  HubFixture,
  inOneFlush,
  nameUuid,
  type TestProcess,
  type TestTenant,
} from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
beforeAll(async () => {
  fixture = await HubFixture.open();
});
afterAll(() => fixture.close());

/** `ok`, or the name of what was thrown, in the order of the writes. */
function verdicts(settled: readonly PromiseSettledResult<unknown>[]): unknown[] {
  return settled.map((result) => {
    if (result.status === 'fulfilled') return 'ok';
    const reason: unknown = result.reason;
    return reason instanceof Error ? reason.constructor.name : reason;
  });
}

const phoned = (value: string): Pick<ContactDraft, 'methods'> => ({
  methods: [{ op: 'add', kind: 'phone', entry: { value } }],
});
const draft = (name: string, more: ContactDraft = {}): ContactDraft => ({
  givenName: name,
  ...more,
});

async function namesOf(tenant: TestTenant): Promise<unknown[]> {
  const rows = await fixture.rows<{ given_name: string }>(
    'select given_name from contact where tenant_id = $1 order by created_at',
    [tenant.id],
  );
  return rows.map((row) => row.given_name);
}

/** Connections of the application that were given back in the middle of a transaction. */
function openTransactions(): Promise<unknown[]> {
  return fixture.rows(
    `select state, query from pg_stat_activity where datname = current_database()
     and application_name = 'polydex' and state like 'idle in transaction%'`,
  );
}

async function eventsAndRows(tenant: TestTenant): Promise<unknown> {
  const [row] = await fixture.rows(
    `select (select seq::int from tenant_clock where tenant_id = $1) as seq,
       (select count(*)::int from event where tenant_id = $1) as events,
       (select count(*)::int from contact where tenant_id = $1) as contacts,
       (select live_count::int from tenant_clock where tenant_id = $1) as live`,
    [tenant.id],
  );
  return row;
}

function creating(process: TestProcess, tenant: TestTenant, options: ContactWriteOptions = {}) {
  return (what: ContactDraft) => () => process.hub.contacts.create(tenant.context(), what, options);
}

describe('in one flush', () => {
  test('good writes succeed beside every kind of refused one, without being run again', async () => {
    const tenant = await fixture.addTenant({ duplicates: 'refuse' });
    const process = fixture.openProcess();
    const { hub, flushes } = process;
    const context = tenant.context();
    const create = creating(process, tenant, { duplicates: 'workspace' });
    const known = nameUuid('known');
    const twice = nameUuid('twice');
    await hub.contacts.create(context, { id: known, givenName: 'Known', ...phoned('5551000000') });
    flushes.length = 0;

    const settled = await inOneFlush<unknown>(process, context, [
      create(draft('Good 1')),
      create(draft('Bad', { dateOfBirth: 'never' })),
      create(draft('Bad', { notesText: 'nul \u0000' })),
      create(draft('Bad', { notesText: 'half \ud800' })),
      create(draft('Bad', { tags: [{ op: 'add', tags: [{ name: 'nul\u0000' }] }] })),
      create(draft('Bad', { tags: [{ op: 'add', tags: [{ name: 'half\ud800' }] }] })),
      create(draft('Bad', phoned('nul \u0000'))),
      create(draft('Bad', { nickname: 'x'.repeat(2_001) })),
      create(draft('Good 2', { id: twice })),
      create(draft('Bad', { id: twice })),
      create(draft('Bad', { id: known })),
      create(draft('Bad', phoned('+1 555 100 0000'))),
      create(draft('Good 3', phoned('5551000003'))),
      create(draft('Bad', phoned('(555) 100-0003'))),
      () => hub.contacts.update(context, nameUuid('nobody'), { givenName: 'Bad' }),
      () => hub.contacts.update(context, known, { givenName: 'Bad' }, { ifVersion: 7 }),
      () => hub.contacts.update(context, known, { givenName: 'Better' }, { ifVersion: 1 }),
      () => hub.contacts.update(context, known, { givenName: 'Bad' }, { ifVersion: 1 }),
      create(draft('Good 4')),
    ]);

    expect(verdicts(settled)).toEqual([
      'ok',
      ...Array.from({ length: 7 }, () => InvalidInput.name),
      'ok',
      IdTaken.name,
      IdTaken.name,
      DuplicateContact.name,
      'ok',
      DuplicateContact.name,
      NotFound.name,
      VersionConflict.name,
      'ok',
      VersionConflict.name,
      'ok',
    ]);
    expect(flushes).toEqual([1, settled.length]);
    expect(await namesOf(tenant)).toEqual(['Better', 'Good 1', 'Good 2', 'Good 3', 'Good 4']);
    expect(await eventsAndRows(tenant)).toEqual({ seq: 6, events: 6, contacts: 5, live: 5 });
  });

  test('what a refused write had begun is taken back, for the table and for the writes after it', async () => {
    const tenant = await fixture.addTenant();
    const process = fixture.openProcess();
    const { hub } = process;
    const context = tenant.context();
    const id = nameUuid('begun');
    const tags = [{ op: 'add' as const, tags: [{ name: 'begun' }] }];
    const settled = await inOneFlush<unknown>(process, context, [
      () => hub.contacts.create(context, { id, tags, customFields: [{ field: 'none', value: 1 }] }),
      () => hub.contacts.create(context, { id, givenName: 'Second', accountId: nameUuid('none') }),
      () => hub.contacts.create(context, { id, givenName: 'Third', tags }),
      () => hub.contacts.create(context, { id, givenName: 'Fourth', tags }),
    ]);
    expect(verdicts(settled)).toEqual([InvalidInput.name, InvalidInput.name, 'ok', IdTaken.name]);
    const [tag, ...others] = await fixture.rows('select id, name from tag where tenant_id = $1', [
      tenant.id,
    ]);
    expect(others).toEqual([]);
    expect(tag).toMatchObject({ name: 'begun' });
    expect(await hub.contacts.get(context, id)).toMatchObject({ givenName: 'Third', tags: [tag] });
    const events = await hub.events.changes(context, { limit: 9, afterSeq: 0 });
    expect(events.map(({ seq, entityType, type }) => [seq, entityType, type])).toEqual([
      [1, 'tag', 'created'],
      [2, 'contact', 'created'],
    ]);
  });

  test('a number is free again for the writes after the one that deletes its owner', async () => {
    const tenant = await fixture.addTenant({ duplicates: 'refuse' });
    const process = fixture.openProcess();
    const create = creating(process, tenant, { duplicates: 'workspace' });
    const { id } = await create(draft('Owner', phoned('5551000001')))();
    const settled = await inOneFlush<unknown>(process, tenant.context(), [
      create(draft('Too early', phoned('5551000001'))),
      () => process.hub.contacts.remove(tenant.context(), id),
      create(draft('In time', phoned('5551000001'))),
      () => process.hub.contacts.restore(tenant.context(), id),
      create(draft('Too late', phoned('5551000001'))),
    ]);
    expect(verdicts(settled)).toEqual([
      DuplicateContact.name,
      'ok',
      'ok',
      'ok',
      DuplicateContact.name,
    ]);
  });

  test('a record is never inserted over one that is there', async () => {
    const tenant = await fixture.addTenant();
    const { store, hub } = fixture.openProcess();
    const tag = await hub.tags.create(tenant.context(), { name: 'here' });
    const writing = store.write(tenant.context(), {}, async (unit) => {
      await unit.tags.find(tag.id);
      unit.tags.insert({ ...tag, name: 'over' });
    });
    await expect(writing).rejects.toBeInstanceOf(IdTaken);
    expect(await hub.tags.get(tenant.context(), tag.id)).toEqual(tag);
  });

  test('a consent that a refused write had noted is not on the list', async () => {
    const tenant = await fixture.addTenant();
    const process = fixture.openProcess();
    const { store } = process;
    const context = tenant.context();
    const settled = await inOneFlush<unknown>(process, context, [
      () =>
        store.write(context, {}, async (unit) => {
          unit.suppressions.add('sms', '+15551000001');
          await unit.suppressions.find(['+15551000001']);
          throw InvalidInput.of('x', 'no');
        }),
      () => store.write(context, {}, (unit) => unit.suppressions.find(['+15551000001'])),
    ]);
    expect(settled[1]).toEqual({ status: 'fulfilled', value: new Map() });
    expect(
      await fixture.rows('select * from suppression where tenant_id = $1', [tenant.id]),
    ).toEqual([]);
  });
});

describe('when PostgreSQL refuses a row', () => {
  const refuse = `create function refuse_poison() returns trigger language plpgsql as $$
    begin if new.given_name = 'Poison' then raise exception 'poison'; end if; return new; end $$`;

  test.each([
    [
      'at once',
      'create trigger refuse before insert or update on contact for each row execute function refuse_poison()',
    ],
    [
      'at the commit',
      'create constraint trigger refuse after insert or update on contact deferrable initially deferred for each row execute function refuse_poison()',
    ],
  ])(
    '%s, the flush is run again write by write, and the culprit fails alone',
    async (_, trigger) => {
      const tenant = await fixture.addTenant();
      const process = fixture.openProcess();
      const create = creating(process, tenant);
      await fixture.owner.query(refuse);
      await fixture.owner.query(trigger);
      try {
        const names = ['One', 'Two', 'Poison', 'Four', 'Poison', 'Six'];
        const settled = await inOneFlush(
          process,
          tenant.context(),
          names.map((name) => create(draft(name))),
        );
        expect(verdicts(settled)).toEqual([
          'ok',
          'ok',
          'DatabaseError',
          'ok',
          'DatabaseError',
          'ok',
        ]);
        expect(await namesOf(tenant)).toEqual(['One', 'Two', 'Four', 'Six']);
        expect(await eventsAndRows(tenant)).toEqual({ seq: 4, events: 4, contacts: 4, live: 4 });
        expect(await openTransactions()).toEqual([]);
      } finally {
        await fixture.owner.query('drop trigger refuse on contact; drop function refuse_poison()');
      }
      await expect(create(draft('Poison'))()).resolves.toMatchObject({ givenName: 'Poison' });
    },
  );

  test('for a reason that a second look may mend, the write is run again', async () => {
    const tenant = await fixture.addTenant();
    const process = fixture.openProcess();
    await fixture.owner.query(`create sequence tries;
      grant usage on sequence tries to polydex_app;
      create function refuse_thrice() returns trigger language plpgsql as $$
      begin
        if nextval('tries') <= 3 then raise exception 'try again' using errcode = '40001'; end if;
        return new;
      end $$;
      create trigger refuse before insert on contact for each row execute function refuse_thrice()`);
    try {
      await expect(creating(process, tenant)(draft('Patient'))()).resolves.toMatchObject({
        givenName: 'Patient',
      });
      expect(await eventsAndRows(tenant)).toEqual({ seq: 1, events: 1, contacts: 1, live: 1 });
    } finally {
      await fixture.owner.query(
        'drop trigger refuse on contact; drop function refuse_thrice(); drop sequence tries',
      );
    }
  });

  test('a write that swallows the refusal is not acknowledged', async () => {
    const tenant = await fixture.addTenant();
    const { store, hub } = fixture.openProcess();
    const context = tenant.context();
    const tag = await hub.tags.create(context, { name: 'known' });
    const writing = store.write(context, {}, async (unit) => {
      // Not a UUID: PostgreSQL refuses the select.
      await unit.jobs.find('x' as typeof tag.id).catch(() => undefined);
      unit.tags.insert({ ...tag, id: unit.newId(), name: 'lost' });
    });
    await expect(writing).rejects.toThrow(/uuid/);
  });
});

test('a defect in one write fails that write alone', async () => {
  const tenant = await fixture.addTenant();
  const process = fixture.openProcess();
  const create = creating(process, tenant);
  const settled = await inOneFlush<unknown>(process, tenant.context(), [
    create(draft('Before')),
    () =>
      process.store.write(tenant.context(), {}, () => Promise.reject(new TypeError('a defect'))),
    create(draft('After')),
  ]);
  expect(verdicts(settled)).toEqual(['ok', 'TypeError', 'ok']);
  expect(await namesOf(tenant)).toEqual(['Before', 'After']);
});

test('whoever counts flushes and fails makes no write fail, and none happen twice', async () => {
  const tenant = await fixture.addTenant();
  const process = fixture.openProcess({
    onFlush: () => {
      throw new Error('the counter is broken');
    },
  });
  const create = creating(process, tenant);
  const settled = await inOneFlush(process, tenant.context(), [
    create(draft('A')),
    create(draft('B')),
  ]);
  expect(verdicts(settled)).toEqual(['ok', 'ok']);
  expect(await namesOf(tenant)).toEqual(['A', 'B']);
});

test('a tenant without a clock row can write nothing', async () => {
  const tenant = await fixture.addTenant();
  await fixture.owner.query('delete from tenant_clock where tenant_id = $1', [tenant.id]);
  const process = fixture.openProcess();
  await expect(creating(process, tenant)(draft('Lost'))()).rejects.toThrow(
    /null value in column "seq"/,
  );
  expect(await namesOf(tenant)).toEqual([]);
});
