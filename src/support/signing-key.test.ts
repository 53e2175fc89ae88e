import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { SigningKey } from './signing-key.ts';

/** RFC 8032, section 7.1, tests 1 and 2. */
const vectors = [
  {
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    shown: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    text: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    shown: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    text: 'r',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
];

test.each(vectors)('signs as RFC 8032 has it: $text', ({ seed, shown, text, signature }) => {
  const key = new SigningKey(Buffer.from(seed, 'hex'));
  expect(key.publicKey.hex).toBe(shown);
  expect(Buffer.from(key.sign(text), 'base64').toString('hex')).toBe(signature);
});

test('shows its public half in three forms of the same key', () => {
  const { publicKey, sign } = makeKey();
  expect(Buffer.from(publicKey.base64, 'base64').toString('hex')).toBe(publicKey.hex);
  const signature = Buffer.from(sign('Zoë'), 'base64');
  expect(verify(null, Buffer.from('Zoë'), createPublicKey(publicKey.pem), signature)).toBe(true);
  expect(publicKey.keyId).toMatch(/^[0-9a-f]{16}$/);
});

test('wants 32 bytes, and stays out of logs', () => {
  expect(() => new SigningKey(new Uint8Array(31))).toThrow(RangeError);
  expect(JSON.stringify({ key: new SigningKey(new Uint8Array(32)) })).toBe('{"key":"[secret]"}');
});

function makeKey() {
  const key = new SigningKey(new Uint8Array(32).fill(3));
  return { publicKey: key.publicKey, sign: (text: string) => key.sign(text) };
}
