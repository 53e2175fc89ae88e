import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadOrMakeSecretKey, parseSecretKey } from './secret-key.ts';

describe('the secret key', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polydex-key-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('is made once, for its owner alone, also when two start at once', async () => {
    const data = join(folder, 'new', 'data');
    const keys = await Promise.all([1, 2, 3].map(() => loadOrMakeSecretKey(data)));
    expect(new Set(keys.map((key) => key.fingerprint)).size).toBe(1);
    expect((await stat(join(data, 'secret.key'))).mode & 0o777).toBe(0o600);
    expect((await stat(data)).mode & 0o777).toBe(0o700);
    const again = await loadOrMakeSecretKey(data);
    expect(again.fingerprint).toBe(keys[0]?.fingerprint);
  });

  test('that was damaged is not replaced in silence', async () => {
    await writeFile(join(folder, 'secret.key'), 'half a k');
    await expect(loadOrMakeSecretKey(folder)).rejects.toThrow('restore it from a backup');
    expect(await readFile(join(folder, 'secret.key'), 'utf8')).toBe('half a k');
  });

  test('gives another key for every purpose, always the same one, and shows itself nowhere', () => {
    const key = parseSecretKey('07'.repeat(32));
    expect(key?.derive('a')).toEqual(key?.derive('a'));
    expect(key?.derive('a')).toHaveLength(32);
    expect(key?.derive('a')).not.toEqual(key?.derive('b'));
    expect(JSON.stringify({ key })).toBe('{"key":"[secret]"}');
  });

  test.each(['', '07'.repeat(31), `${'A'.repeat(42)}!`, 'A'.repeat(44)])('is not %j', (text) => {
    expect(parseSecretKey(text)).toBeNull();
  });
});
