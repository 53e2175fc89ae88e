/** What a person has set apart is never joined again by a run, however alike the contacts are. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ContactPatch } from '../../src/core/contact/contact-patch.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import type { Uuid } from '../../src/core/value/identifier.ts';
import { HubFixture, type TestProcess } from '../support/hub-fixture.ts';
import { runHere } from './run-here.ts';

vi.setConfig({ testTimeout: 120_000 });

let fixture: HubFixture;
let opened: TestProcess;
beforeAll(async () => {
  fixture = await HubFixture.open();
  opened = fixture.openProcess();
});
afterAll(() => fixture.close());

const people = 6;
const ann: ContactPatch = {
  givenName: 'Ann',
  familyName: 'Ashby',
  methods: [
    { op: 'add', kind: 'phone', entry: { value: '+1 512 555 0101' } },
    { op: 'add', kind: 'email', entry: { value: 'ann@example.com' } },
  ],
};

async function openPairs(context: TenantContext): Promise<readonly string[]> {
  const { items } = await opened.hub.suggestions.list(context, { state: 'open', limit: 100 });
  return items.map(({ a, b }) => `${a} ${b}`);
}

async function decide(context: TenantContext, pair: readonly [Uuid, Uuid], how: Decision['how']) {
  const [a, b] = pair.toSorted();
  const { suggestions } = opened.hub;
  const { items } = await suggestions.list(context, { state: 'open', limit: 100 });
  const suggestion = items.find((item) => item.a === a && item.b === b);
  if (suggestion && how === 'dismiss') await suggestions.dismiss(context, suggestion.id);
  else await suggestions.tellContactsApart(context, ...pair);
}

interface Decision {
  readonly pair: readonly [number, number];
  readonly how: 'different' | 'dismiss';
}

const decisions = fc.array(
  fc.record<Decision>({
    pair: fc
      .tuple(fc.nat({ max: people - 1 }), fc.nat({ max: people - 2 }))
      .map(([a, b]) => [a, b < a ? b : b + 1] as const),
    how: fc.constantFrom('different', 'dismiss'),
  }),
  { minLength: 1, maxLength: 8 },
);

test('no merge joins two whom a person has set apart, and they do not come back to the list', async () => {
  await fc.assert(
    fc.asyncProperty(decisions, async (decided) => {
      const { hub } = opened;
      const context = (await fixture.addTenant()).context();
      const ids: Uuid[] = [];
      for (let made = 0; made < people; made += 1)
        ids.push((await hub.contacts.create(context, ann)).id);
      const first = await runHere(opened, context);
      expect(first).toMatchObject({ state: 'done', suggested: (people * (people - 1)) / 2 });

      const apart = decided.map(({ pair, how }) => {
        const [a, b] = pair.map((number) => ids[number]);
        if (a === undefined || b === undefined) throw new RangeError('nobody');
        return { pair: [a, b] as const, how };
      });
      for (const { pair, how } of apart) await decide(context, pair, how);
      await hub.mergePolicy.preview(context, 0);
      await hub.mergePolicy.set(context, { automatic: true, threshold: 0 });
      await runHere(opened, context);
      const last = await runHere(opened, context);
      expect(last).toMatchObject({ state: 'done', merged: 0 });

      const listed = await openPairs(context);
      for (const { pair } of apart) {
        const [a, b] = pair;
        const now = [
          await hub.contacts.get(context, a),
          await hub.contacts.get(context, b),
        ] as const;
        expect(now[0].id).not.toBe(now[1].id);
        expect(listed).not.toContain(pair.toSorted().join(' '));
      }
    }),
    { numRuns: 12, seed: 7 },
  );
});
