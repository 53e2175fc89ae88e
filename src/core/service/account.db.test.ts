/** Accounts and the relations that contacts have with them, over PostgreSQL (DESIGN §2.3). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Relation, RelationDraft } from '../account/relation.ts';
import type { Contact } from '../contact/contact.ts';
import { IdTaken, InvalidInput, NotFound, VersionConflict } from '../errors.ts';
import type { Hub } from '../hub.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { HubFixture, nameUuid } from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
let hub: Hub;
let context: TenantContext;
let contact: Contact;
let acme: Uuid;
let globex: Uuid;
beforeAll(async () => {
  fixture = await HubFixture.open();
  ({ hub } = fixture.openProcess());
});
beforeEach(async () => {
  context = (await fixture.addTenant()).context();
  contact = await hub.contacts.create(context, { givenName: 'Ann' });
  acme = (await hub.accounts.create(context, { name: 'Acme' })).id;
  globex = (await hub.accounts.create(context, { name: 'Globex' })).id;
});
afterAll(() => fixture.close());

const relate = (targetId: Uuid, more: Partial<RelationDraft> = {}): Promise<Relation> =>
  hub.relations.relate(context, {
    contactId: contact.id,
    targetKind: 'account',
    targetId,
    ...more,
  });
const setMain = (accountId: Uuid | null): Promise<Contact> =>
  hub.contacts.update(context, contact.id, { accountId });
const mainAccount = async (): Promise<Uuid | null> =>
  (await hub.contacts.get(context, contact.id)).accountId;

/** `[account, role, is main]` of every relation, oldest first. */
async function relations(): Promise<unknown[]> {
  const { items } = await hub.relations.list(context, {
    filters: [
      { field: 'contactId', op: 'eq', value: contact.id },
      { field: 'active', op: 'eq', value: true },
    ],
    sort: { field: 'createdAt', direction: 'asc' },
    limit: 50,
  });
  return items.map(({ targetId, role, isMain }) => [targetId, role, isMain]);
}

describe('the main account of a contact', () => {
  test('is a relation, of which the former stays when it changes', async () => {
    await setMain(acme);
    expect(await relations()).toEqual([[acme, '', true]]);
    await setMain(globex);
    expect(await relations()).toEqual([
      [acme, '', false],
      [globex, '', true],
    ]);
    await setMain(acme);
    await setMain(null);
    expect(await relations()).toEqual([
      [acme, '', false],
      [globex, '', false],
    ]);
  });

  test('is one of several relations to the same account, never two', async () => {
    await relate(acme, { role: 'owner' });
    const billing = await relate(acme, { role: 'billing', isMain: true });
    expect(await mainAccount()).toBe(acme);
    expect(await relations()).toEqual([
      [acme, 'owner', false],
      [acme, 'billing', true],
    ]);
    const tenant = await relate(acme, { role: 'tenant', isMain: true });
    await hub.relations.update(context, billing.id, { isMain: true });
    expect(await relations()).toEqual([
      [acme, 'owner', false],
      [acme, 'billing', true],
      [acme, 'tenant', false],
    ]);
    await hub.relations.update(context, tenant.id, { isMain: true });
    await setMain(globex);
    await setMain(acme);
    const flags = (await relations()).map((row) => (row as unknown[])[2]);
    expect(flags.filter((isMain) => isMain)).toHaveLength(1);
  });

  test('goes with its relation, and with the flag', async () => {
    const relation = await relate(acme, { isMain: true });
    expect(relation.isMain).toBe(true);
    await hub.relations.update(context, relation.id, { isMain: false });
    expect([await mainAccount(), await relations()]).toEqual([null, [[acme, '', false]]]);
    await hub.relations.update(context, relation.id, { isMain: true });
    expect(await mainAccount()).toBe(acme);
    await hub.relations.remove(context, relation.id);
    expect([await mainAccount(), await relations()]).toEqual([null, []]);
  });

  test('stays when another relation goes, or when the account is only ended', async () => {
    await setMain(acme);
    const other = await relate(globex);
    await hub.relations.remove(context, other.id);
    await hub.accounts.remove(context, acme);
    expect(await mainAccount()).toBe(acme);
    expect((await hub.accounts.get(context, acme)).active).toBe(false);
  });

  test('must exist', async () => {
    await expect(setMain(nameUuid('nowhere'))).rejects.toThrow(InvalidInput);
    await expect(relate(nameUuid('nowhere'))).rejects.toThrow(InvalidInput);
    expect(await relations()).toEqual([]);
  });
});

describe('a relation', () => {
  test('asked for twice is the one that is there', async () => {
    const first = await relate(acme, { role: 'owner' });
    expect(await relate(acme, { role: 'owner', id: nameUuid('second') })).toEqual(first);
    expect((await relate(acme, { role: 'tenant' })).id).not.toBe(first.id);
  });

  test('changes its role under its version, and ends with the contact out of reach', async () => {
    const first = await relate(acme);
    const second = await hub.relations.update(
      context,
      first.id,
      { role: 'boss' },
      { ifVersion: 1 },
    );
    expect(second).toMatchObject({ role: 'boss', version: 2 });
    await expect(
      hub.relations.update(context, first.id, { role: 'x' }, { ifVersion: 1 }),
    ).rejects.toThrow(VersionConflict);
    await hub.contacts.remove(context, contact.id);
    await expect(relate(globex)).rejects.toThrow(NotFound);
  });

  test('may lead to a job of the workspace', async () => {
    const job = await hub.jobs.create(context, { status: 'quote' });
    const relation = await relate(job.id, { targetKind: 'job', isMain: true });
    expect(relation).toMatchObject({ targetKind: 'job', isMain: false });
    expect(await mainAccount()).toBeNull();
  });

  test('is refused under the id of another', async () => {
    const first = await relate(acme);
    const again = relate(globex, { id: first.id });
    await expect(again).rejects.toThrow(IdTaken);
    expect(await relations()).toEqual([[acme, '', false]]);
  });
});

describe('an account', () => {
  test('is found by id, external id, or name in any case; several of one name are told apart', async () => {
    const twin = await hub.accounts.create(context, { name: 'ACME', externalId: 'E-1' });
    await expect(hub.accounts.resolve(context, 'acme')).rejects.toThrow(`${acme}, ${twin.id}`);
    expect(await hub.accounts.resolve(context, 'e-1')).toEqual(twin);
    expect((await hub.accounts.resolve(context, acme))?.id).toBe(acme);
    expect((await hub.accounts.resolve(context, 'globex'))?.id).toBe(globex);
    expect(await hub.accounts.resolve(context, 'Nobody & Sons')).toBeUndefined();
    await hub.accounts.remove(context, twin.id);
    expect((await hub.accounts.resolve(context, 'acme'))?.id).toBe(acme);
  });

  test('gets the next number of its workspace, from the range that jobs take theirs from', async () => {
    const [a, b] = [await hub.accounts.get(context, acme), await hub.accounts.get(context, globex)];
    const job = await hub.jobs.create(context, { status: 'quote' });
    expect([a.number, b.number, job.number]).toEqual([1000, 1001, 1002]);
  });

  test('needs a name, keeps its id for itself, and tells of a change once', async () => {
    await expect(hub.accounts.create(context, { name: ' ' })).rejects.toThrow(InvalidInput);
    await expect(hub.accounts.create(context, { id: acme, name: 'X' })).rejects.toThrow(IdTaken);
    await expect(hub.accounts.update(context, acme, { name: '' })).rejects.toThrow(InvalidInput);
    await hub.accounts.update(context, acme, { city: 'Austin' });
    await hub.accounts.update(context, acme, { city: 'Austin' });
    const events = await hub.events.history(context, acme, { limit: 9 });
    expect(events.map(({ type, body }) => [type, body?.['changes']])).toEqual([
      ['updated', { city: { from: null, to: 'Austin' } }],
      ['created', undefined],
    ]);
  });
});
