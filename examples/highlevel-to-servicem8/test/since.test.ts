import { expect } from 'vitest';
import { ann, bob, test } from './setting.ts';

test('copies what was added since yesterday', async ({ setting }) => {
  await setting.addContact(ann);
  const { now } = await setting.agency.clock.advance('P1D');
  await setting.addContact(bob);
  const midnight = new Date(Date.parse(now) - 3_600_000);
  expect(await setting.copy({ since: midnight })).toBe(1);
  expect(await setting.copied()).toMatchObject([{ first: 'Bob' }]);
});

test('reads every page, also when contacts are added between two', async ({ setting }) => {
  for (const number of [1, 2, 3]) await setting.addContact({ firstName: `Ann ${number}` });
  await setting.agency.faults.add('cap-pages; at=1', { dialect: 'highlevel' });
  expect(await setting.copy()).toBe(3);
  await setting.agency.faults.clear();
  await setting.agency.faults.add('rows-change; how=add', { dialect: 'highlevel', times: 1 });
  expect(await setting.copy()).toBe(0);
  expect(await setting.copied()).toHaveLength(3);
});
