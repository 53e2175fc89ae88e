import { describe, expect, test } from 'vitest';
import { randomBytes, randomDigits } from './random.ts';

describe('chance', () => {
  test('gives other bytes every time', () => {
    const seen = new Set(
      Array.from({ length: 2000 }, () => Buffer.from(randomBytes(16)).toString('hex')),
    );
    expect(seen.size).toBe(2000);
    expect(() => randomBytes(257)).toThrow(RangeError);
  });

  test('gives digits in even shares, the first one never zero', () => {
    const texts = Array.from({ length: 5000 }, () => randomDigits(9));
    expect(texts.every((text) => /^[1-9]\d{8}$/.test(text))).toBe(true);
    const rest = texts.map((text) => text.slice(1)).join('');
    for (const digit of '0123456789') {
      const share = rest.split(digit).length / rest.length;
      expect(share).toBeGreaterThan(0.09);
      expect(share).toBeLessThan(0.11);
    }
  });
});
