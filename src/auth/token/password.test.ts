import crypto from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test('a password is hashed with argon2id and a salt of its own, and recognised', async () => {
  const [one, other] = await Promise.all([
    hashPassword('correct horse'),
    hashPassword('correct horse'),
  ]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(other);
  expect(await verifyPassword('correct horse', one)).toBe(true);
  expect(await verifyPassword('correct horsf', one)).toBe(false);
  expect(await verifyPassword('', one)).toBe(false);
});

test('a hash keeps the cost that it was made with', async () => {
  const parameters = {
    message: 'x',
    nonce: Buffer.alloc(16, 1),
    parallelism: 1,
    tagLength: 32,
    memory: 64,
    passes: 1,
  };
  const tag = crypto.argon2Sync('argon2id', parameters).toString('base64').replaceAll('=', '');
  const salt = Buffer.alloc(16, 1).toString('base64').replaceAll('=', '');
  expect(await verifyPassword('x', `$argon2id$v=19$m=64,t=1,p=1$${salt}$${tag}`)).toBe(true);
});

test('a runtime without argon2 hashes with scrypt, which every runtime recognises', async () => {
  const { argon2 } = crypto;
  Reflect.set(crypto, 'argon2', undefined);
  const stored = await hashPassword('correct horse');
  Reflect.set(crypto, 'argon2', argon2);
  expect(stored).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
  expect(await verifyPassword('correct horse', stored)).toBe(true);
  expect(await verifyPassword('wrong', stored)).toBe(false);
});

test('a hash of an unknown form is an error, not a wrong password', async () => {
  await expect(verifyPassword('x', '$md5$abc')).rejects.toThrow('unknown form');
});

test('at most two passwords are hashed at once, and a flood of them is turned away', async () => {
  const { argon2 } = crypto;
  let running = 0;
  let most = 0;
  vi.spyOn(crypto, 'argon2').mockImplementation((algorithm, parameters, callback) => {
    running += 1;
    most = Math.max(most, running);
    argon2(algorithm, { ...parameters, memory: 64 }, (error, tag) => {
      running -= 1;
      callback(error, tag);
    });
  });
  const hashing = Array.from({ length: 150 }, () => hashPassword('x'));
  const outcomes = await Promise.allSettled(hashing);
  expect(most).toBe(2);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(102);
  expect(outcomes.at(-1)).toMatchObject({ reason: { code: 'unavailable' } });
  expect(await hashPassword('x')).toMatch(/^\$argon2id/);
});
