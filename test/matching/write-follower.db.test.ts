/** Following writes without a server: several processes, and an address book that was there before. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HubFixture, makeIds, type TestProcess, type TestTenant } from '../support/hub-fixture.ts';
import type { Contact } from '../../src/core/contact/contact.ts';
import { NotFound } from '../../src/core/errors.ts';
import { MovableClock } from '../../src/core/sandbox/movable-clock.ts';
import type { Suggestion } from '../../src/core/merge/suggestion.ts';
import type { Uuid } from '../../src/core/value/identifier.ts';
import { StoredMatchIndex } from '../../src/storage/tenant/match/match-index-store.ts';
import type { MatchLease } from '../../src/core/port/match-store.ts';
import { instant } from '../../src/core/value/instant.ts';
import { noLog } from '../../src/support/log.ts';
import { explainContacts } from '../../src/identity/explain-contacts.ts';
import { Matcher } from '../../src/identity/match.ts';
import { takeMatchTurn } from '../../src/identity/on-write/match-turn.ts';
import { WriteFollower } from '../../src/identity/on-write/write-follower.ts';

let fixture: HubFixture;
let process: TestProcess;
let tenant: TestTenant;
const newHolder = makeIds('holder');

beforeAll(async () => {
  fixture = await HubFixture.open();
  process = fixture.openProcess();
});
beforeEach(async () => {
  tenant = await fixture.addTenant();
});
afterAll(() => fixture.close());

/** Of another process. */
function lease(days: number): MatchLease {
  const at = fixture.clock.now();
  return { holder: newHolder(), at, until: instant(at + days * 24 * 3600 * 1_000_000) };
}

/** Of a process that is killed before it has kept anything. */
class DyingIndex extends StoredMatchIndex {
  override advance(): Promise<boolean> {
    return Promise.reject(new Error('killed'));
  }
}

/** By another process each time, which then ends. */
async function catchUp(): Promise<void> {
  const { store, hub } = process;
  const context = tenant.context();
  const follower = new WriteFollower({
    store,
    hub,
    clock: new MovableClock(fixture.clock),
    log: noLog,
    newId: newHolder,
    enter: async () => context,
    workspaces: async () => [context.tenantId],
  });
  await follower.catchUp(context.tenantId);
  await follower.stop();
}

function addAnn(): Promise<Contact> {
  return process.hub.contacts.create(tenant.context(), {
    givenName: 'Ann',
    familyName: 'Ashby',
    methods: [{ op: 'replace', kind: 'phone', entries: [{ value: '+15125550101' }] }],
  });
}

async function open(): Promise<readonly Suggestion[]> {
  const query = { state: 'open', limit: 100 } as const;
  return (await process.hub.suggestions.list(tenant.context(), query)).items;
}

async function mark(): Promise<
  { seq: number; holder: Uuid | null; fill_after: Uuid | null } | undefined
> {
  const [row] = await fixture.rows<{ seq: string; holder: Uuid | null; fill_after: Uuid | null }>(
    'select seq, holder, fill_after from match_mark where tenant_id = $1',
    [tenant.id],
  );
  return row && { ...row, seq: Number(row.seq) };
}

test('a process leaves alone what another follows, and goes on where that one was once its lease is over', async () => {
  await addAnn();
  await addAnn();
  const { matchIndex } = process.store;
  const held = lease(1);
  expect(await matchIndex.take(tenant.context(), held, 5000)).toMatchObject({ seq: 0 });
  await catchUp();
  expect(await mark()).toMatchObject({ seq: 0, holder: held.holder });
  expect(await open()).toEqual([]);
  fixture.clock.advanceDays(2);
  await catchUp();
  expect(await open()).toHaveLength(1);
  expect(await mark()).toMatchObject({ holder: null });
  const step = { mark: { seq: 1, fillAfter: null }, changed: [], keys: [], crowded: new Set([0]) };
  expect(await matchIndex.advance(tenant.context(), held, step)).toBe(false);
});

test('what was cut short between finding and keeping is done again with one effect', async () => {
  await addAnn();
  await addAnn();
  const { store, hub } = process;
  const dying = {
    store: { ...store, matchIndex: new DyingIndex(process.database) },
    suggestions: hub.suggestions,
    context: tenant.context(),
    lease: () => lease(0),
  };
  await expect(takeMatchTurn(dying)).rejects.toThrow('killed');
  const [before, ...others] = await open();
  expect([before?.state, others]).toEqual(['open', []]);
  await catchUp();
  expect(await open()).toEqual([before]);
  expect(await mark()).toMatchObject({ holder: null });
});

test('two who share names and numbers without end are suggested, with the beginning of what they share', async () => {
  const values = Array.from({ length: 200 }, (_, last) => `+1512555${String(1000 + last)}`);
  const entries = values.map((value) => ({ value }));
  for (let made = 0; made < 2; made += 1)
    await process.hub.contacts.create(tenant.context(), {
      givenName: `A${'😀'.repeat(900)}`,
      familyName: 'Ashby',
      methods: [{ op: 'replace', kind: 'phone', entries }],
    });
  await catchUp();
  const [found] = await open();
  expect(JSON.stringify(found?.explanation)).toContain(`“${values[0]} or ${values[1]}`);
});

test('two followers at once suggest once', async () => {
  await addAnn();
  await addAnn();
  await Promise.all([catchUp(), catchUp()]);
  await catchUp();
  expect(await open()).toHaveLength(1);
});

test('contacts of an address book that was there before get keys without being compared; who comes is compared with them', async () => {
  const known = [await addAnn(), await addAnn()];
  await process.store.matchIndex.take(tenant.context(), lease(0), 1);
  expect((await mark())?.fill_after).not.toBeNull();
  await catchUp();
  expect((await mark())?.fill_after).toBeNull();
  expect(await open()).toEqual([]);
  const late = await addAnn();
  await catchUp();
  const partners = (await open()).map(({ a, b }) => (a === late.id ? b : a));
  expect(partners.toSorted()).toEqual(known.map(({ id }) => id).toSorted());
});

test('explain goes by what the last run has learned, and reads everybody where that is asked for', async () => {
  const [a, b] = [await addAnn(), await addAnn()];
  const context = tenant.context();
  const matcher = new Matcher();
  matcher.add({ given: 'Ann', family: 'Ashby' });
  const { model } = matcher.run();
  const shares = { ...model.shares, same: model.shares.same / 1024 };
  await process.store.matching.remember(context, {
    model: { same: model.same, strangers: model.strangers, shares },
    contacts: 2,
    learnedAt: fixture.clock.now(),
  });
  const ids: readonly [Uuid, Uuid] = [a.id, b.id];
  const rarityOf = async (inFull: boolean): Promise<number> => {
    const { explanation } = await explainContacts(process.hub, context, ids, inFull);
    return explanation.reasons.find(({ field }) => field === 'rarity')?.weight ?? 0;
  };
  expect(await rarityOf(false)).toBeLessThan((await rarityOf(true)) - 5);
  const nobody = makeIds('nobody')();
  await expect(explainContacts(process.hub, context, [a.id, nobody])).rejects.toThrow(NotFound);
});
