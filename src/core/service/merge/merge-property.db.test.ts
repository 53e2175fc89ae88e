/** Merges, edits and undoings in any order: nobody loses anything, nobody gets it twice, and nobody becomes freer to contact. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isBlocked } from '../../contact/consent.ts';
import type { ContactPatch } from '../../contact/contact-patch.ts';
import { channels, type Contact } from '../../contact/contact.ts';
import { HubError } from '../../errors.ts';
import type { Hub } from '../../hub.ts';
import type { Merge } from '../../merge/merge.ts';
import { type MergeRule, mergeRules } from '../../merge/merge-rule.ts';
import type { TenantContext } from '../../tenant-context.ts';
import type { Uuid } from '../../value/identifier.ts';
import { HubFixture, nameUuid } from '../../../../test/support/hub-fixture.ts';
import { rowsButMarks } from '../../../../test/support/rows-but-marks.ts';

let fixture: HubFixture;
let hub: Hub;
beforeAll(async () => {
  fixture = await HubFixture.open();
  ({ hub } = fixture.openProcess());
});
afterAll(() => fixture.close());

const numRuns = Number(process.env['POLYDEX_TEST_RUNS'] ?? 10);
const runs = { numRuns };
/** Each run makes four contacts with all that they have, some of them one by one. */
const timeout = 60_000 + numRuns * 6_000;
const names = ['a', 'b', 'c', 'd'] as const;
const who = fc.constantFrom(...names);
const text = fc.constantFrom(null, 'x', 'yy', 'zzz');
const number = fc.constantFrom('555 100 0001', '555 100 0002', '555 100 0003', '+15551000001');
const status = fc.constantFrom('active', 'permanent');
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

const patch: fc.Arbitrary<ContactPatch> = fc
  .record({
    givenName: optional(text),
    familyName: optional(text),
    jobTitle: optional(text),
    notesText: optional(text),
    dateOfBirth: optional(fc.constantFrom(null, '1990-01-01', '1991-01-01')),
    phones: fc.array(fc.tuple(number, fc.boolean(), fc.constantFrom('mobile', 'work')), {
      maxLength: 2,
    }),
    street: optional(fc.constantFrom('1 Main St', '2 Side St')),
    tags: fc.array(fc.constantFrom('red', 'blue', 'green'), { maxLength: 2 }),
    bag: optional(fc.constantFrom('1', '2')),
    sms: optional(status),
    dnd: optional(fc.constant(true)),
  })
  .map(({ phones, street, tags, bag, sms, dnd, ...rest }) => ({
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    methods: phones.map(([value, isPrimary, type]) => ({
      op: 'add' as const,
      kind: 'phone' as const,
      entry: { value, isPrimary, type },
    })),
    ...(street ? { addresses: [{ op: 'add' as const, entry: { street1: street } }] } : {}),
    tags: [{ op: 'add' as const, tags: tags.map((name) => ({ name })) }],
    ...(bag ? { extra: { highlevel: { [`k${bag}`]: bag } } } : {}),
    consent: { ...(sms ? { settings: { sms: { status: sms } } } : {}), ...(dnd ? { dnd } : {}) },
  }));

interface World {
  readonly context: TenantContext;
  readonly ids: ReadonlyMap<string, Uuid>;
  readonly tenantId: number;
}

/** Four contacts, each with a note, a link to an open job of their own, and a relation to the one account. */
async function makeWorld(patches: readonly ContactPatch[]): Promise<World> {
  const tenant = await fixture.addTenant();
  const context = tenant.context();
  const account = await hub.accounts.create(context, { name: 'Acme' });
  const ids = new Map<string, Uuid>();
  for (const [index, name] of names.entries()) {
    const { id } = await hub.contacts.create(context, { ...patches[index] });
    ids.set(name, id);
    const job = await hub.jobs.create(context, { status: 'quote' });
    await hub.jobContacts.create(context, { jobId: job.id, contactId: id });
    await hub.notes.create(context, id, {
      body: name,
      title: null,
      color: null,
      pinned: false,
      userId: null,
    });
    await hub.relations.relate(context, {
      contactId: id,
      targetKind: 'account',
      targetId: account.id,
    });
  }
  return { context, ids, tenantId: tenant.id };
}

const idOf = ({ ids }: World, name: string): Uuid => ids.get(name) ?? nameUuid('nobody');
const rule: fc.Arbitrary<MergeRule> = fc.constantFrom(
  ...mergeRules.filter((one) => one !== 'both'),
);
const fourPatches = fc.array(patch, { minLength: 4, maxLength: 4 });

test(
  'a merge that is undone leaves every row as it was',
  async () => {
    await fc.assert(
      fc.asyncProperty(fourPatches, rule, async (patches, all) => {
        const world = await makeWorld(patches);
        const before = await rowsButMarks(fixture, world.tenantId);
        const { merge } = await hub.merges.merge(world.context, {
          survivorId: idOf(world, 'a'),
          loserId: idOf(world, 'b'),
          rules: { all },
        });
        await hub.merges.undo(world.context, merge.id);
        expect(await rowsButMarks(fixture, world.tenantId)).toEqual(before);
      }),
      runs,
    );
  },
  timeout,
);

test(
  'merges that are undone in any order leave every row as it was',
  async () => {
    const pairs = fc.uniqueArray(fc.tuple(who, who), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fourPatches,
        pairs,
        fc.array(fc.nat(9)),
        rule,
        async (patches, asked, order, all) => {
          const world = await makeWorld(patches);
          const before = await rowsButMarks(fixture, world.tenantId);
          const standing: Merge[] = [];
          for (const [survivor, loser] of asked) {
            const done = await tried(
              hub.merges.merge(world.context, {
                survivorId: idOf(world, survivor),
                loserId: idOf(world, loser),
                rules: { all },
              }),
            );
            if (done) standing.push(done.merge);
          }
          for (let turn = 0; standing.length > 0; turn += 1) {
            const [merge] = standing.splice((order[turn] ?? 0) % standing.length, 1);
            if (merge) await hub.merges.undo(world.context, merge.id);
          }
          const after = await rowsButMarks(fixture, world.tenantId);
          // What stayed forbidden a while on a number may stay so.
          const { suppression: listed = [], ...others } = before;
          const { suppression: left = [], ...rest } = after;
          expect(rest).toEqual(others);
          const keyOf = (row: unknown): string => JSON.stringify(row);
          expect(new Set(left.map(keyOf)).isSupersetOf(new Set(listed.map(keyOf)))).toBe(true);
        },
      ),
      runs,
    );
  },
  timeout,
);

type Action =
  | { readonly do: 'edit'; readonly who: string; readonly patch: ContactPatch }
  | {
      readonly do: 'merge';
      readonly survivor: string;
      readonly loser: string;
      readonly all: MergeRule;
    }
  | { readonly do: 'undo'; readonly which: number };
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constant('edit' as const), who, patch }),
  fc.record({ do: fc.constant('merge' as const), survivor: who, loser: who, all: rule }),
  fc.record({ do: fc.constant('undo' as const), which: fc.nat(9) }),
);

test(
  'random edits, merges and undoings lose no child, double none, and free nobody',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fourPatches,
        fc.array(action, { minLength: 4, maxLength: 12 }),
        async (patches, actions) => {
          const world = await makeWorld(patches);
          const methods = new Set<string>();
          const forbidden = new Forbidden();
          forbidden.note(null, await resolved(world));
          const standing: Merge[] = [];
          for (const act of actions) {
            const before = await resolved(world);
            await run(world, standing, act);
            const after = await resolved(world);
            if (act.do === 'edit') forbidden.note(before, after);
            expect(forbidden.lost(after)).toEqual([]);
            const contacts = await allOf(world);
            expectNothingLost(contacts, methods);
            expect(await childCounts(world)).toEqual({ notes: 4, links: 4, relations: 4 });
          }
          for (const merge of standing.toReversed()) await hub.merges.undo(world.context, merge.id);
          expect((await hub.contacts.list(world.context, everybody)).items).toHaveLength(4);
          for (const name of names) {
            const id = idOf(world, name);
            expect(await hub.notes.list(world.context, id)).toMatchObject([
              { body: name, fromContactId: null },
            ]);
            const contact = await hub.contacts.get(world.context, id);
            expect(
              contact.methods.every(
                (method) => method.fromContactId === null && method.shadowOf === null,
              ),
            ).toBe(true);
          }
        },
      ),
      runs,
    );
  },
  timeout,
);

async function run(world: World, standing: Merge[], act: Action): Promise<void> {
  const { context } = world;
  if (act.do === 'edit') await tried(hub.contacts.update(context, idOf(world, act.who), act.patch));
  if (act.do === 'merge') {
    const ids = { survivorId: idOf(world, act.survivor), loserId: idOf(world, act.loser) };
    const done = await tried(hub.merges.merge(context, { ...ids, rules: { all: act.all } }));
    if (done) standing.push(done.merge);
  }
  if (act.do === 'undo' && standing.length > 0) {
    const [merge] = standing.splice(act.which % standing.length, 1);
    if (merge) await hub.merges.undo(context, merge.id);
  }
}

async function tried<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof HubError) return null;
    throw error;
  }
}

const everybody = { filters: [], sort: { field: 'id', direction: 'asc' }, limit: 100 } as const;

async function allOf({ context }: World): Promise<readonly Contact[]> {
  return (await hub.contacts.list(context, everybody)).items;
}

/** By the four first names, whoever they lead to now. */
async function resolved(world: World): Promise<ReadonlyMap<string, Contact>> {
  const found = new Map<string, Contact>();
  for (const name of names)
    found.set(name, await hub.contacts.get(world.context, idOf(world, name)));
  return found;
}

/** Edits only add numbers: every method that was ever there is there, once. */
function expectNothingLost(contacts: readonly Contact[], seen: Set<string>): void {
  const ids = contacts.flatMap(({ methods }) => methods.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of seen) expect(ids).toContain(id);
  for (const id of ids) seen.add(id);
  for (const { methods } of contacts) {
    expect(methods.filter(({ isPrimary }) => isPrimary).length).toBeLessThanOrEqual(1);
    expect(methods.map(({ position }) => position)).toEqual(methods.map((_, index) => index));
  }
}

/** What is forbidden for each of the four: from their making, and by every edit of a contact that they were part of. */
class Forbidden {
  readonly #own = new Map<string, Set<string>>();

  /** Call it with the four as they were and as they are, before and after an edit. */
  note(before: ReadonlyMap<string, Contact> | null, after: ReadonlyMap<string, Contact>): void {
    for (const [name, contact] of after) {
      const own = this.#own.get(name) ?? new Set<string>();
      const was = before?.get(name);
      for (const channel of channels)
        if (isBlocked(contact, channel) && !(was && isBlocked(was, channel))) own.add(channel);
      this.#own.set(name, own);
    }
  }

  /** Those that are allowed by now. */
  lost(contacts: ReadonlyMap<string, Contact>): readonly string[] {
    return [...contacts].flatMap(([name, contact]) =>
      channels.filter(
        (channel) => !isBlocked(contact, channel) && this.#own.get(name)?.has(channel),
      ),
    );
  }
}

async function childCounts({ tenantId }: World): Promise<unknown> {
  const tables = await rowsButMarks(fixture, tenantId);
  return {
    notes: tables['contact_note']?.length,
    links: tables['job_contact']?.length,
    relations: tables['relation']?.length,
  };
}
