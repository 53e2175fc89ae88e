import { expect } from 'vitest';
import { ann, test } from './setting.ts';

const once = { dialect: 'servicem8', method: 'POST', times: 1 } as const;

test('makes one job contact when the connection is reset after the write', async ({ setting }) => {
  await setting.addContact(ann);
  await setting.plumber.faults.add('reset-after', once);
  expect(await setting.copy()).toBe(1);
  expect(await setting.copied()).toHaveLength(1);
});

test('makes one job contact when the server fails after the write', async ({ setting }) => {
  await setting.addContact(ann);
  await setting.plumber.faults.add('error-after; status=500', once);
  expect(await setting.copy()).toBe(1);
  expect(await setting.copied()).toHaveLength(1);
});
