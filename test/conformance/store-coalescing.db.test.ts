/** Writes that share a transaction end exactly as if each had its own. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import { partSign } from '../../src/storage/tenant/search/spelling.ts';
import {
  HubFixture,
  makeIds,
  nameUuid,
  TestClock,
  type TestTenant,
} from '../support/hub-fixture.ts';
import { dumpTenant, normalized, type TenantDump } from '../support/tenant-dump.ts';
import { policy, randomSteps } from './store-random-steps.ts';
import { everyStep, outcomeOf, type Outcome, type Step } from './store-write-paths.ts';

/** Two databases, so that the same tenant can live through the same writes in two ways. */
let alone: HubFixture;
let together: HubFixture;
beforeAll(async () => {
  [alone, together] = await Promise.all([HubFixture.open(), HubFixture.open()]);
});
afterAll(() => Promise.all([alone.close(), together.close()]));

interface Result {
  readonly outcomes: readonly Outcome[];
  readonly dump: TenantDump;
  readonly flushes: readonly number[];
}

/**
 * Without the parts of words that search keeps: they outlive the last contact that has them, so that an address which
 * came and went within one flush leaves none where it leaves some alone.
 */
async function dumpOf(fixture: HubFixture, tenant: TestTenant): Promise<TenantDump> {
  const { search_spelling: spellings = [], ...rest } = await dumpTenant(fixture, tenant.id);
  return { ...rest, search_spelling: spellings.filter((row) => !isPart(row)) };
}

function isPart(row: unknown): boolean {
  return (row as { readonly word: string }).word.startsWith(partSign);
}

/** Each step once the one before it has answered, in a transaction of its own. */
async function runAlone(tenant: TestTenant, steps: readonly Step[]): Promise<Result> {
  const { hub, flushes, close } = alone.openProcess({
    maxWritesPerFlush: 1,
    newId: makeIds('alone'),
    clock: new TestClock(),
  });
  const outcomes: Outcome[] = [];
  for (const step of steps) outcomes.push(await outcomeOf(step(hub, tenant.context())));
  await close();
  return normalized({ outcomes, dump: await dumpOf(alone, tenant), flushes });
}

/** All steps at once, while a first write keeps the tenant busy: they wait for each other in as few transactions as may be. */
async function runTogether(
  tenant: TestTenant,
  steps: readonly Step[],
  maxWritesPerFlush?: number,
): Promise<Result> {
  const { hub, store, flushes, close } = together.openProcess({
    ...(maxWritesPerFlush === undefined ? {} : { maxWritesPerFlush }),
    newId: makeIds('together'),
    clock: new TestClock(),
  });
  const first = store.write(tenant.context(), {}, () => Promise.resolve());
  const outcomes = await Promise.all(steps.map((step) => outcomeOf(step(hub, tenant.context()))));
  await first;
  await close();
  return normalized({ outcomes, dump: await dumpOf(together, tenant), flushes });
}

/** The clock's counts are those of the table, and its last number that of the last event. */
function expectTrueCounts(dump: TenantDump): void {
  const contacts = (dump['contact'] ?? []) as readonly {
    deleted_at: unknown;
    archived_at: unknown;
  }[];
  const live = contacts.filter((contact) => contact.deleted_at === null);
  expect(dump['tenant_clock']).toMatchObject([
    {
      seq: dump['event']?.length,
      live_count: live.length,
      archived_count: live.filter((contact) => contact.archived_at !== null).length,
    },
  ]);
}

async function twins(settings: Partial<Workspace> = {}): Promise<[TestTenant, TestTenant]> {
  return Promise.all([alone.addTenant(settings), together.addTenant(settings)]);
}

describe('writes in one flush', () => {
  test('leave the same rows, events and answers as one transaction each, on every write path', async () => {
    const [lonely, social] = await twins();
    const expected = await runAlone(lonely, everyStep);
    const got = await runTogether(social, everyStep);
    expect(got.flushes.length).toBe(2);
    expect(expected.flushes.length).toBeGreaterThan(everyStep.length - 5);
    expect(got.outcomes).toEqual(expected.outcomes);
    expect(got.dump).toEqual(expected.dump);
  });

  test('leave the same when cut into flushes of any size', async () => {
    const [lonely, social] = await twins();
    const expected = await runAlone(lonely, everyStep);
    const got = await runTogether(social, everyStep, 7);
    expect(Math.max(...got.flushes)).toBe(7);
    expect(got.outcomes).toEqual(expected.outcomes);
    expect(got.dump).toEqual(expected.dump);
  });
});

test('a contact is told with the name that its tag was given in the same flush', async () => {
  const [id, tagId] = [nameUuid('tagged'), nameUuid('its tag')];
  const steps: Step[] = [
    (hub, context) =>
      hub.contacts.create(context, { id, tags: [{ op: 'add', tags: [{ id: tagId }] }] }),
    (hub, context) => hub.tags.create(context, { id: tagId, name: 'red' }),
    (hub, context) => hub.contacts.update(context, id, { givenName: 'Ann' }),
    (hub, context) => hub.tags.update(context, tagId, { name: 'blue' }),
    (hub, context) => hub.contacts.remove(context, id),
  ];
  const [lonely, social] = await twins();
  const expected = await runAlone(lonely, steps);
  const got = await runTogether(social, steps);
  expect(got.flushes.length).toBeLessThan(expected.flushes.length);
  expect(got.outcomes).toEqual(expected.outcomes);
  expect(got.dump).toEqual(expected.dump);
});

test('random writes leave the same rows, events, answers and true counts together as alone', async () => {
  const flushSize = fc.constantFrom(3, 10, 250);
  await fc.assert(
    fc.asyncProperty(randomSteps, policy, flushSize, async (steps, duplicates, size) => {
      const [lonely, social] = await twins({ duplicates });
      const expected = await runAlone(
        lonely,
        steps.map(({ step }) => step),
      );
      const got = await runTogether(
        social,
        steps.map(({ step }) => step),
        size,
      );
      expect(got.outcomes).toEqual(expected.outcomes);
      expect(got.dump).toEqual(expected.dump);
      expectTrueCounts(got.dump);
    }),
    { numRuns: Number(process.env['POLYDEX_TEST_RUNS'] ?? 25) },
  );
  // Long enough to find the shortest writes that fail.
}, 120_000);
