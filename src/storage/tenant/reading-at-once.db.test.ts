/** A contact is stored in several tables, and read as it was at one moment. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Contact } from '../../core/contact/contact.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { HubFixture, type TestProcess } from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
let process: TestProcess;
let context: TenantContext;
beforeAll(async () => {
  fixture = await HubFixture.open();
  process = fixture.openProcess();
  context = (await fixture.addTenant()).context();
});
afterAll(() => fixture.close());

test.each([
  ['by its id', (id: Contact['id']) => process.hub.contacts.get(context, id)],
  [
    'in a list',
    async (id: Contact['id']) => {
      const sort = { field: 'id', direction: 'desc' } as const;
      const { items } = await process.hub.contacts.list(context, { filters: [], sort, limit: 1 });
      return items.find((contact) => contact.id === id);
    },
  ],
])('a contact read %s has no tag of a later version', async (_, read) => {
  const { hub } = process;
  const added = await hub.contacts.create(context, {
    givenName: 'Ann',
    tags: [{ op: 'add', tags: [{ name: 'first' }] }],
  });
  await fixture.owner.query('begin; lock table contact_tag in access exclusive mode');
  // Reads the row, and waits for the tags; what is changed meanwhile is of the next version.
  const reading = read(added.id);
  await untilOneWaits();
  await fixture.owner.query(
    `delete from contact_tag where contact_id = '${added.id}';
     update contact set version = version + 1 where id = '${added.id}'; commit`,
  );
  const found = await reading;
  expect([found?.version, found?.tags.map(({ name }) => name)]).toEqual([added.version, ['first']]);
});

async function untilOneWaits(): Promise<void> {
  for (;;) {
    const waiting = await fixture.rows(
      `select 1 from pg_locks where not granted and relation = 'contact_tag'::regclass`,
    );
    if (waiting.length > 0) return;
  }
}
