import { expect, test } from 'vitest';
import { chooseServiceAccount } from './service-account.ts';
import type { AccountSource } from './service-account.ts';

/** A list of users that may or may not be writable. */
function makeSource(names: readonly string[], writable: boolean): AccountSource {
  const known = new Map(names.map((name, index) => [name, { name, uid: 100 + index, gid: 100 }]));
  return {
    find: async (name) => known.get(name),
    create: async (name) => {
      if (!writable) throw new Error('read-only file system');
      known.set(name, { name, uid: 999, gid: 999 });
    },
  };
}

const lines: string[] = [];
const log = (line: string): void => void lines.push(line);
const nameOf = async (source: AccountSource): Promise<string> =>
  (await chooseServiceAccount(log, source)).name;

test('takes an account of our own before any other', async () => {
  expect(await nameOf(makeSource(['nobody', 'postgres', 'polydex'], true))).toBe('polydex');
});

test('makes an account of our own rather than share that of another PostgreSQL, and says so', async () => {
  expect(await nameOf(makeSource(['nobody', 'postgres'], true))).toBe('polydex');
  expect(lines.at(-1)).toContain('Made the system user polydex');
});

test('falls back on postgres, then nobody, where no account can be made', async () => {
  expect(await nameOf(makeSource(['nobody', 'postgres'], false))).toBe('postgres');
  expect(await nameOf(makeSource(['nobody'], false))).toBe('nobody');
});

test('says what to do when there is no account at all', async () => {
  await expect(chooseServiceAccount(log, makeSource([], false))).rejects.toMatchObject({
    code: 'no_service_account',
  });
});
