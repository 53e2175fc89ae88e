/** What the writes of a flush ask for is fetched for all of them at once. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  HubFixture,
  inOneFlush,
  nameUuid,
  type TestProcess,
} from '../../../test/support/hub-fixture.ts';
import type { TenantContext } from '../../core/tenant-context.ts';

let fixture: HubFixture;
let writer: TestProcess;
let context: TenantContext;
let own: string;
beforeAll(async () => {
  fixture = await HubFixture.open();
  writer = fixture.openProcess();
  own = new URL(fixture.database.appUrl).pathname.slice(1);
  context = (await fixture.addTenant()).context();
});
afterAll(() => fixture.close());

/**
 * How many statements the works take, which fit into one flush. Not counted: what other files' servers ask in this process,
 * and the tenant's setting, once for each connection, of which a flush that is prepared early opens one more.
 */
async function statementsOf(works: readonly (() => Promise<unknown>)[]): Promise<number> {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  const settled = await inOneFlush(writer, context, works);
  const { contexts, calls } = query.mock;
  const sent = calls.filter(([asked]: readonly unknown[], at) => {
    const client = contexts[at];
    return client instanceof pg.Client && client.database === own && !isSetting(asked);
  }).length;
  query.mockRestore();
  expect(settled.filter(({ status }) => status === 'rejected')).toEqual([]);
  return sent;
}

const isSetting = (asked: unknown): boolean =>
  typeof asked === 'object' && asked !== null && 'name' in asked && asked.name === 'set_tenant';

const names = (what: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${what} ${index}`);

/** Each with an id of its own, a site of it, a contact of it, and a relation to the site, as a pack is written. */
async function statementsOfPack(what: string, size: number): Promise<readonly number[]> {
  const { accounts, contacts, relations } = writer.hub;
  const all = names(what, size);
  const id = (kind: string, name: string) => nameUuid(`${kind} ${name}`);
  const opened = await statementsOf(
    all.map((name) => () => {
      const sites = [{ id: id('site', name), name }];
      return accounts.open(context, { id: id('account', name), name, sites, contactPoints: [] });
    }),
  );
  const created = await statementsOf(
    all.map((name) => () => {
      const draft = { id: id('contact', name), givenName: name, accountId: id('account', name) };
      return contacts.create(context, draft);
    }),
  );
  const related = await statementsOf(
    all.map((name) => () => {
      const end = { targetKind: 'site', targetId: id('site', name), isPrimary: true } as const;
      return relations.relate(context, {
        id: id('relation', name),
        contactId: id('contact', name),
        ...end,
      });
    }),
  );
  return [opened, created, related];
}

test('accounts, sites, contacts and relations of a flush are fetched at once, however many there are', async () => {
  await statementsOfPack('first', 10);
  const ten = await statementsOfPack('ten', 10);
  const hundred = await statementsOfPack('hundred', 100);
  const more = hundred.map((statements, step) => statements - (ten[step] ?? 0));
  // What else a contact is related to, and who else to its site, is asked of each of the ninety more.
  expect(more).toEqual([0, 0, 2 * 90]);
});
