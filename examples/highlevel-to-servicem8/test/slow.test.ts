import { expect } from 'vitest';
import { ann, test } from './setting.ts';

test('does not wait for ever, and asks again', async ({ setting }) => {
  await setting.addContact(ann);
  await setting.agency.faults.add('slow; by=PT10S', { dialect: 'highlevel', times: 1 });
  expect(await setting.copy({ patience: { timeoutMs: 2000 } })).toBe(1);
  expect(setting.waits[0]).toBe(1000);
});

test('reads a body to its end that comes in pieces', async ({ setting }) => {
  await setting.addContact(ann);
  await setting.agency.faults.add('trickle; by=PT0.2S', { dialect: 'highlevel' });
  expect(await setting.copy()).toBe(1);
});
