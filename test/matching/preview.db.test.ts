/** What merging unasked would do is shown before, and a run does that and nothing else. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ContactPatch } from '../../src/core/contact/contact-patch.ts';
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

/** People who share so much that some belong together, some contradict, and some only look alike by way of others. */
const person = fc
  .record({
    givenName: fc.constantFrom('Ann', 'A.', 'Anna', 'Bea', null),
    familyName: fc.constantFrom('Ashby', 'Ashbey', null),
    dateOfBirth: fc.constantFrom('1980-03-04', '1991-12-30', null, null),
    phone: fc.constantFrom('+1 512 555 0101', '+1 512 555 0102', null),
    email: fc.constantFrom('ann@example.com', 'bea@example.com', null),
  })
  .map(({ phone, email, ...names }): ContactPatch => ({
    ...names,
    methods: [
      ...(phone === null ? [] : [{ op: 'add', kind: 'phone', entry: { value: phone } } as const]),
      ...(email === null ? [] : [{ op: 'add', kind: 'email', entry: { value: email } } as const]),
    ],
  }));
const threshold = 0;

test('a run merges the pairs that the preview has shown, and leaves those that it has left', async () => {
  const reasons = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 6, maxLength: 9 }), async (people) => {
      const { hub } = opened;
      const context = (await fixture.addTenant()).context();
      for (const patch of people) await hub.contacts.create(context, patch);
      await runHere(opened, context);
      const shown = await hub.mergePolicy.preview(context, threshold);
      shown.kept.forEach((kept) => kept.reasons.forEach((reason) => reasons.add(reason)));
      await hub.mergePolicy.set(context, { automatic: true, threshold });
      await runHere(opened, context);

      const sort = { field: 'createdAt', direction: 'asc' } as const;
      const { items } = await hub.merges.list(context, { filters: [], sort, limit: 50 });
      const merged = new Set(items.map(({ reason }) => reason?.['score']));
      expect(items).toHaveLength(shown.merged.length);
      expect(merged).toEqual(new Set(shown.merged.map(({ score }) => score)));
      expect(await hub.contacts.count(context, { filters: [] })).toBe(
        people.length - shown.merged.length,
      );
    }),
    { numRuns: 15, seed: 5 },
  );
  expect([...reasons]).toEqual(expect.arrayContaining(['not-one-group', 'given-names-differ']));
});
