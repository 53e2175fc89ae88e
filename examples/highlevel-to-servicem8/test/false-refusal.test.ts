import { expect } from 'vitest';
import { ann, test } from './setting.ts';

test('makes one job contact when what was stored is refused', async ({ setting }) => {
  await setting.addContact(ann);
  const once = { dialect: 'servicem8', method: 'POST', times: 1 } as const;
  await setting.plumber.faults.add('created-422', once);
  expect(await setting.copy()).toBe(1);
  expect(await setting.copied()).toHaveLength(1);
});

test('says so when ServiceM8 never takes a contact', async ({ setting }) => {
  await setting.addContact(ann);
  await setting.plumber.faults.add('error-before', { dialect: 'servicem8', method: 'POST' });
  await expect(setting.copy()).rejects.toThrow('ServiceM8 did not take ann.lee@example.com');
});
