/** What the event log tells of a record, over PostgreSQL (DESIGN §3). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HubEvent } from '../event/event.ts';
import type { Hub } from '../hub.ts';
import type { TenantContext } from '../tenant-context.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../value/json.ts';
import type { Uuid } from '../value/identifier.ts';
import { HubFixture, nameUuid, type TestTenant } from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
let hub: Hub;
let tenant: TestTenant;
let context: TenantContext;
beforeAll(async () => {
  fixture = await HubFixture.open();
  ({ hub } = fixture.openProcess());
});
beforeEach(async () => {
  tenant = await fixture.addTenant();
  context = tenant.context();
});
afterAll(() => fixture.close());

/** Oldest first. */
async function historyOf(id: Uuid): Promise<readonly HubEvent[]> {
  return (await hub.events.history(context, id, { limit: 100 })).toReversed();
}
async function lastChanges(id: Uuid): Promise<JsonObject> {
  const [event] = await hub.events.history(context, id, { limit: 1 });
  const changes: JsonValue | undefined = event?.body?.['changes'];
  if (changes === undefined || !isJsonObject(changes))
    throw new Error('the last event has no changes');
  return changes;
}

test('a contact lives through its events, one a version, each saying who, how and when', async () => {
  const other = tenant.context({
    principal: 7,
    credentialId: nameUuid('other credential'),
    dialect: 'highlevel',
    requestId: 'request 2',
  });
  const { id } = await hub.contacts.create(context, { givenName: 'Ann' });
  await hub.contacts.update(other, id, { givenName: 'Anna', archived: true });
  await hub.contacts.update(context, id, { givenName: 'Anna' });
  await hub.contacts.remove(context, id);
  const restored = await hub.contacts.restore(context, id);
  const events = await historyOf(id);
  expect(events.map(({ type, version }) => [type, version])).toEqual([
    ['created', 1],
    ['updated', 2],
    ['deleted', 3],
    ['restored', 4],
  ]);
  expect(restored.version).toBe(4);
  expect(events[1]).toMatchObject({
    entityType: 'contact',
    entityId: id,
    actor: 7,
    credentialId: nameUuid('other credential'),
    dialect: 'highlevel',
    requestId: 'request 2',
  });
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted((a, b) => a - b));
  const pageTwo = await hub.events.history(context, id, {
    limit: 2,
    beforeSeq: events[2]?.seq ?? 0,
  });
  expect(pageTwo).toEqual([events[1], events[0]]);
});

test('a creation holds what was said, without what is empty, in its lists too', async () => {
  const contact = await hub.contacts.create(context, {
    givenName: 'Ann',
    nickname: '',
    methods: [{ op: 'add', kind: 'phone', entry: { value: '555 100 0001' } }],
    tags: [{ op: 'add', tags: [{ name: 'vip' }] }],
  });
  const [created] = await historyOf(contact.id);
  const [method] = contact.methods;
  expect(created?.body).toEqual({
    after: {
      id: contact.id,
      kind: 'person',
      givenName: 'Ann',
      origin: 'api',
      dnd: false,
      methods: [
        {
          id: method?.id,
          kind: 'phone',
          value: '555 100 0001',
          key: '+15551000001',
          e164: '+15551000001',
          inferred: true,
          stripped: '5551000001',
          position: 0,
          isPrimary: false,
          createdAt: method?.createdAt,
          createdBy: 1001,
        },
      ],
      tags: contact.tags,
      createdAt: contact.createdAt,
      createdBy: contact.createdBy,
    },
  });
});

describe('an update', () => {
  test('holds only the fields that changed, before and after', async () => {
    const { id } = await hub.contacts.create(context, { givenName: 'Ann', jobTitle: 'Boss' });
    await hub.contacts.update(context, id, {
      givenName: 'Anna',
      jobTitle: null,
      nickname: 'A',
      kind: 'person',
    });
    expect(await lastChanges(id)).toEqual({
      givenName: { from: 'Ann', to: 'Anna' },
      jobTitle: { from: 'Boss', to: null },
      nickname: { from: null, to: 'A' },
    });
  });

  test('holds lists by element: what came, what went, and what changed', async () => {
    const before = await hub.contacts.create(context, {
      methods: [
        { op: 'add', kind: 'phone', entry: { value: '5551000001' } },
        { op: 'add', kind: 'phone', entry: { value: '5551000002' } },
        { op: 'add', kind: 'email', entry: { value: 'stays@example.com' } },
      ],
      tags: [{ op: 'add', tags: [{ name: 'old' }, { name: 'kept' }] }],
      addresses: [{ op: 'add', entry: { city: 'Austin' } }],
    });
    const after = await hub.contacts.update(context, before.id, {
      methods: [
        {
          op: 'replace',
          kind: 'phone',
          entries: [{ value: '5551000001', type: 'mobile' }, { value: '5551000003' }],
        },
      ],
      tags: [{ op: 'replace', tags: [{ name: 'kept' }, { name: 'new' }] }],
      addresses: [{ op: 'primary', patch: { city: 'Dallas' } }],
    });
    const [one, two] = before.methods;
    expect(await lastChanges(before.id)).toEqual({
      methods: {
        added: [after.methods[1]],
        removed: [two],
        changed: [{ id: one?.id, from: one, to: after.methods[0] }],
      },
      tags: { added: [after.tags[1]], removed: [before.tags[0]], changed: [] },
      addresses: {
        added: [],
        removed: [],
        changed: [
          { id: before.addresses[0]?.id, from: before.addresses[0], to: after.addresses[0] },
        ],
      },
    });
  });

  test('that changes nothing leaves no event, unless it asks to be counted', async () => {
    const { id } = await hub.contacts.create(context, { givenName: 'Ann' });
    await hub.contacts.update(context, id, { givenName: 'Ann' });
    expect((await historyOf(id)).length).toBe(1);
    const touched = await hub.contacts.update(context, id, {}, { touch: true });
    expect(touched.version).toBe(2);
    expect(await lastChanges(id)).toEqual({});
  });
});

test.each([
  [
    'quotes, backslashes and control characters',
    `"quo'te" \\ \u0001 \u001f \u007f \u2028 \u2029 $1 \\u0041`,
  ],
  ['characters beyond the first plane, and combining ones', '\u{1F600} \u{10FFFF} e\u0301 \u202E'],
  ['a long text', 'x€'.repeat(50_000)],
])('%s come back from the contact and its history as they went in', async (_, text) => {
  const attribution = { [text.slice(0, 40)]: [text, { deep: [1e21, -0.5, true, null] }] };
  const { id } = await hub.contacts.create(context, { notesText: 'before', attribution });
  await hub.contacts.update(context, id, { notesText: text });
  expect(await hub.contacts.get(context, id)).toMatchObject({ notesText: text, attribution });
  expect(await lastChanges(id)).toEqual({ notesText: { from: 'before', to: text } });
  expect((await historyOf(id))[0]?.body).toMatchObject({ after: { attribution } });
});

test('a member called __proto__ is data like any other', async () => {
  const attribution = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}') as JsonObject;
  const { id } = await hub.contacts.create(context, { attribution });
  await hub.contacts.update(context, id, { attribution: null });
  const [created, updated] = await historyOf(id);
  expect(JSON.stringify(created?.body)).toContain('{"__proto__":{"a":1},"constructor":2}');
  expect(JSON.stringify(updated?.body)).toContain('{"__proto__":{"a":1},"constructor":2}');
});

test('a thousand creates at once are a thousand events, in the order of their asking', async () => {
  const drafts = Array.from({ length: 1_000 }, (_, index) => ({
    givenName: `C${index}`,
    methods: [
      { op: 'add' as const, kind: 'email' as const, entry: { value: `c${index}@example.com` } },
    ],
  }));
  const outcomes = await hub.contacts.createMany(context, drafts);
  expect(outcomes.filter((outcome) => 'error' in outcome)).toEqual([]);
  const events = [
    ...(await hub.events.changes(context, { limit: 600, afterSeq: 0 })),
    ...(await hub.events.changes(context, { limit: 600, afterSeq: 600 })),
  ];
  expect(events.map(({ seq }) => seq)).toEqual(drafts.map((_, index) => index + 1));
  expect(events.map(({ entityId }) => entityId)).toEqual(
    outcomes.map((outcome) => ('contact' in outcome ? outcome.contact.id : null)),
  );
});
