import { expect } from 'vitest';
import { ann, test } from './setting.ts';

test('asks for another token when it has expired', async ({ setting }) => {
  await setting.addContact(ann);
  await setting.agency.faults.add('token-expired', { dialect: 'highlevel', times: 1 });
  expect(await setting.copy()).toBe(1);
  const only = { dialect: 'highlevel', refused: true, attributed: true };
  const refused = await setting.agency.requests(only);
  expect(refused).toHaveLength(1);
});

test('gives up when the next one is refused, too', async ({ setting }) => {
  await setting.addContact(ann);
  await setting.agency.faults.add('token-revoked', { dialect: 'highlevel' });
  await expect(setting.copy()).rejects.toThrow('HighLevel answers 401');
  expect(setting.tokens()).toBe(2);
});
