import { expect } from 'vitest';
import { ann, test } from './setting.ts';

test('reads again when reading failed', async ({ setting }) => {
  await setting.addContact(ann);
  await setting.agency.faults.add('error-before; status=502', { dialect: 'highlevel', times: 2 });
  expect(await setting.copy()).toBe(1);
  expect(await setting.copied()).toHaveLength(1);
});

test('tries again when nothing was written', async ({ setting }) => {
  await setting.addContact(ann);
  const once = { dialect: 'servicem8', method: 'POST', times: 1 } as const;
  await setting.plumber.faults.add('error-before', once);
  expect(await setting.copy()).toBe(1);
  expect(await setting.copied()).toHaveLength(1);
});
