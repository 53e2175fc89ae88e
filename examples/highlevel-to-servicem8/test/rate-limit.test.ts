import { expect } from 'vitest';
import { ann, test } from './setting.ts';

test('waits as long as ServiceM8 says after 429', async ({ setting }) => {
  await setting.addContact(ann);
  const once = { dialect: 'servicem8', method: 'POST', times: 1 } as const;
  await setting.plumber.faults.add('rate-limit; retry-after=7', once);
  expect(await setting.copy()).toBe(1);
  expect(setting.waits).toEqual([7000]);
  expect(await setting.copied()).toHaveLength(1);
});

test('waits longer each time where nothing is said of how long', async ({ setting }) => {
  await setting.addContact(ann);
  await setting.agency.faults.add('rate-limit; retry-after=0', { dialect: 'highlevel', times: 3 });
  expect(await setting.copy()).toBe(1);
  expect(setting.waits).toEqual([1000, 2000, 4000]);
});
