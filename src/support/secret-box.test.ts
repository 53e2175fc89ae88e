import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SecretBox } from './secret-box.ts';

const box = new SecretBox(new Uint8Array(32).fill(7));
const other = new SecretBox(new Uint8Array(32).fill(8));

test('gives back what was put in, and shows nothing of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 4 }), (secret) => {
      const sealed = box.seal(secret, 'a');
      expect(box.open(sealed, 'a')).toBe(secret);
      expect(sealed).toMatch(/^[0-9a-f]{8}\.[\w-]+$/);
      expect(sealed).not.toBe(box.seal(secret, 'a'));
    }),
  );
});

test('opens nothing for another record, with another key, or that was touched', () => {
  const sealed = box.seal('secret', 'a');
  const [keyId = '', text = ''] = sealed.split('.');
  const touched = `${keyId}.${text.slice(0, 20)}${text.charAt(20) === 'A' ? 'B' : 'A'}${text.slice(21)}`;
  expect(box.open(sealed, 'b')).toBeNull();
  expect(other.open(sealed, 'a')).toBeNull();
  expect(other.open(sealed.replace(keyId, other.seal('x', 'a').slice(0, 8)), 'a')).toBeNull();
  expect(box.open(touched, 'a')).toBeNull();
  expect(box.open('', 'a')).toBeNull();
  expect(box.open(keyId, 'a')).toBeNull();
});
