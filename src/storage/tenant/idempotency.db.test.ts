/** One effect under one Idempotency-Key, whoever asks how often (DESIGN §11). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  idempotencySeconds,
  leaseSeconds,
  type IdempotencyStart,
  type IdempotencyStore,
  type IdempotentRequest,
} from '../../core/port/idempotency-store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { HubFixture, nameUuid, type TestTenant } from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
let one: IdempotencyStore;
let two: IdempotencyStore;
let tenant: TestTenant;
let context: TenantContext;
beforeAll(async () => {
  fixture = await HubFixture.open();
  [one, two] = [fixture.openProcess().hub.idempotency, fixture.openProcess().hub.idempotency];
});
beforeEach(async () => {
  tenant = await fixture.addTenant();
  context = tenant.context();
});
afterAll(() => fixture.close());

const request: IdempotentRequest = { key: 'key-1', route: 'route', body: 'body' };
const reply = { status: 201, headers: { etag: '"1"' }, body: '{"a":"ü"}' };
const seconds = (count: number): number => count / (24 * 3600);

function seedOf(start: IdempotencyStart): string {
  if (start.outcome !== 'new') throw new Error(`${start.outcome} has no seed`);
  return start.seed;
}

describe('of several attempts under one key', () => {
  test('one goes ahead, in whichever process, and the others are told to wait', async () => {
    const stores = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : two));
    const starts = await Promise.all(stores.map((store) => store.begin(context, request)));
    const outcomes = starts.map(({ outcome }) => outcome).toSorted();
    expect(outcomes).toEqual([...Array.from({ length: 19 }, () => 'in-flight'), 'new']);
    const late = await two.begin(context, request);
    expect(late).toEqual({ outcome: 'in-flight', retryAfter: leaseSeconds });
  });

  test('those after the first has answered get its answer', async () => {
    await one.begin(context, request);
    await one.complete(context, request, reply);
    expect(await two.begin(context, request)).toEqual({ outcome: 'replay', reply });
    await two.abandon(context, request, 'nothing-written');
    expect(await two.begin(context, request)).toEqual({ outcome: 'replay', reply });
  });

  test('one for another route or body is refused, also while the first is under way', async () => {
    await one.begin(context, request);
    for (const other of [{ route: 'other' }, { body: 'other' }])
      expect(await two.begin(context, { ...request, ...other })).toEqual({ outcome: 'mismatch' });
    await one.complete(context, request, reply);
    for (const other of [{ route: 'other' }, { body: 'other' }])
      expect(await two.begin(context, { ...request, ...other })).toEqual({ outcome: 'mismatch' });
  });

  test('those of another credential are their own', async () => {
    await one.begin(context, request);
    const other = tenant.context({ credentialId: nameUuid('other') });
    expect(await one.begin(other, request)).toMatchObject({ outcome: 'new', resumed: false });
  });
});

describe('an attempt that never answered', () => {
  test('is resumed with its seed once its lease is over', async () => {
    const first = await one.begin(context, request);
    fixture.clock.advanceDays(seconds(leaseSeconds + 1));
    const again = await two.begin(context, request);
    expect(again).toEqual({ outcome: 'new', seed: seedOf(first), resumed: true });
    expect(await one.begin(context, request)).toMatchObject({ outcome: 'in-flight' });
  });

  test('is resumed at once when it says that nobody knows what it did', async () => {
    const first = await one.begin(context, request);
    await one.abandon(context, request, 'unknown');
    expect(await two.begin(context, request)).toMatchObject({ seed: seedOf(first), resumed: true });
  });

  test('is forgotten when it says that it wrote nothing', async () => {
    const first = await one.begin(context, request);
    await one.abandon(context, request, 'nothing-written');
    const again = await two.begin(context, { ...request, body: 'corrected' });
    expect(again).toMatchObject({ outcome: 'new', resumed: false });
    expect(seedOf(again)).not.toBe(seedOf(first));
  });

  test('keeps its seed when it was one that resumed another, which may have written', async () => {
    const first = await one.begin(context, request);
    fixture.clock.advanceDays(seconds(leaseSeconds + 1));
    await two.begin(context, request);
    await two.abandon(context, request, 'nothing-written');
    expect(await one.begin(context, request)).toMatchObject({ seed: seedOf(first), resumed: true });
  });
});

test('a key is free again after a day, for any request', async () => {
  const first = await one.begin(context, request);
  await one.complete(context, request, reply);
  fixture.clock.advanceDays(seconds(idempotencySeconds - 60));
  expect(await one.begin(context, request)).toMatchObject({ outcome: 'replay' });
  fixture.clock.advanceDays(seconds(120));
  const again = await one.begin(context, { ...request, route: 'other' });
  expect(again).toMatchObject({ outcome: 'new', resumed: false });
  expect(seedOf(again)).not.toBe(seedOf(first));
});
