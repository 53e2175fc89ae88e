import { expect } from 'vitest';
import { ann, bob, test } from './setting.ts';

test('copies each contact with its name, number and address', async ({ setting }) => {
  await setting.addContact(ann);
  await setting.addContact(bob);
  expect(await setting.copy()).toBe(2);
  expect(await setting.copied()).toMatchObject([
    { first: 'Ann', last: 'Lee', email: ann.email, mobile: ann.phone, type: 'JOB' },
    { first: 'Bob', last: '', email: bob.email, mobile: '' },
  ]);
});

test('copies nobody twice when it is run again', async ({ setting }) => {
  await setting.addContact(ann);
  expect(await setting.copy()).toBe(1);
  await setting.addContact(bob);
  expect(await setting.copy()).toBe(1);
  expect(await setting.copied()).toHaveLength(2);
});
