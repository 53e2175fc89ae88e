import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fromBase62Id,
  hex24,
  isUuid,
  normalizeUuid,
  randomBase62,
  toBase62Id,
  uuidV7,
} from './identifier.ts';
import type { Uuid } from './identifier.ts';

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const ownUuid = fc.tuple(time, bytes(9)).map(([at, random]) => uuidV7(at, random));
const anyUuid = bytes(16).map((all) => uuid(Buffer.from(all).toString('hex')));

function uuid(hex: string): Uuid {
  const text = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  if (!isUuid(text)) throw new Error(`No UUID: ${text}`);
  return text;
}

describe('our UUIDs', () => {
  test('hold the time, version 7, the variant, three zero bits and 71 random bits', () => {
    const at = 0x0123456789ab;
    expect(uuidV7(at, new Uint8Array(9))).toBe('01234567-89ab-7000-8000-000000000000');
    expect(uuidV7(at, new Uint8Array(9).fill(255))).toBe('01234567-89ab-7fff-87ff-ffffffffffff');
    expect(uuidV7(2 ** 48 - 1, new Uint8Array(9).fill(255))).toBe(
      'ffffffff-ffff-7fff-87ff-ffffffffffff',
    );
    expect(uuidV7(0, new Uint8Array(20))).toBe('00000000-0000-7000-8000-000000000000');
  });

  test('differ wherever one of the 71 bits differs', () => {
    const seen = new Set<string>();
    for (let bit = 0; bit < 72; bit += 1) {
      const random = new Uint8Array(9);
      random[bit >> 3] = 1 << (bit & 7);
      seen.add(uuidV7(1, random));
    }
    // One of the 72 bits of nine bytes is not used: that id is the all-zero one.
    expect(seen.size).toBe(72);
    expect(seen).toContain('00000000-0001-7000-8000-000000000000');
  });

  test.each([-1, 0.5, 2 ** 48, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuse the time %d',
    (at) => {
      expect(() => uuidV7(at, new Uint8Array(9))).toThrow(RangeError);
    },
  );

  test('refuse too few random bytes', () => {
    expect(() => uuidV7(0, new Uint8Array(8))).toThrow(RangeError);
  });
});

describe('base62', () => {
  test('writes known ids', () => {
    expect(toBase62Id(uuidV7(0, new Uint8Array(9)))).toBe('00000000000000000000');
    expect(toBase62Id(uuidV7(2 ** 48 - 1, new Uint8Array(9).fill(255)))).toBe(
      'wUlFeUHcE1B9u5BFOMyF',
    );
    expect(toBase62Id(uuid('00000000000000000000000000000000'))).toBe('0000000000000000000000');
    expect(toBase62Id(uuid('ffffffffffffffffffffffffffffffff'))).toBe('7n42DGM5Tflk9n8mt7Fhc7');
  });

  test('takes ours to exactly 20 characters and back, in order', () => {
    fc.assert(
      fc.property(ownUuid, ownUuid, (one, other) => {
        const [a, b] = [toBase62Id(one), toBase62Id(other)];
        expect(a).toMatch(/^[0-9A-Za-z]{20}$/);
        expect(fromBase62Id(a)).toBe(one);
        expect(a < b).toBe(one < other);
        expect(a === b).toBe(one === other);
      }),
      { numRuns: 2000 },
    );
  });

  test('keeps the order of time, whatever the random bits', () => {
    fc.assert(
      fc.property(time, time, bytes(9), bytes(9), (one, other, r1, r2) => {
        fc.pre(one !== other);
        expect(toBase62Id(uuidV7(one, r1)) < toBase62Id(uuidV7(other, r2))).toBe(one < other);
      }),
      { numRuns: 1000 },
    );
  });

  test('takes any UUID to 20 or 22 characters and back', () => {
    const nearlyOurs = fc
      .tuple(ownUuid, fc.constantFrom(14, 19, 20), fc.constantFrom(...'0123456789abcdef'.split('')))
      .map(([own, at, digit]) =>
        uuid((own.slice(0, at) + digit + own.slice(at + 1)).replaceAll('-', '')),
      );
    fc.assert(
      fc.property(
        fc.oneof(
          anyUuid,
          nearlyOurs,
          fc.uuid().map((text) => uuid(text.replaceAll('-', ''))),
        ),
        (id) => {
          const text = toBase62Id(id);
          const ours = /^.{14}7.{4}8[0-7]/.test(id);
          expect(text).toHaveLength(ours ? 20 : 22);
          expect(fromBase62Id(text)).toBe(id);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('reads only what it writes', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...base62.split('')), minLength: 20, maxLength: 22 }),
      fc.string({ unit: codeUnit, maxLength: 24 }),
    );
    fc.assert(
      fc.property(text, (id) => {
        const read = fromBase62Id(id);
        expect(read === null ? id : toBase62Id(read)).toBe(id);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    '',
    '0'.repeat(19),
    '0'.repeat(21),
    '0'.repeat(23),
    'z'.repeat(20),
    'z'.repeat(22),
    `${'0'.repeat(19)}-`,
    `${'0'.repeat(19)}é`,
    // One above the highest of either length.
    'wUlFeUHcE1B9u5BFOMyG',
    '7n42DGM5Tflk9n8mt7Fhc8',
  ])('refuses %j', (text) => {
    expect(fromBase62Id(text)).toBeNull();
  });

  test('refuses one of ours written as 22 characters, so that every id has one spelling', () => {
    let number = BigInt('0x01234567_89ab_7000_8000_000000000000'.replaceAll('_', ''));
    let text = '';
    while (text.length < 22) {
      text = base62.charAt(Number(number % 62n)) + text;
      number /= 62n;
    }
    expect(fromBase62Id(text)).toBeNull();
  });
});

describe('UUIDs from outside', () => {
  test('are lower-cased, whatever their version', () => {
    expect(normalizeUuid('0B6F3F0E-6D0C-4F5E-9D7E-0F8A3C2B1A00')).toBe(
      '0b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a00',
    );
    expect(normalizeUuid('00000000-0000-0000-0000-000000000000')).toBe(
      '00000000-0000-0000-0000-000000000000',
    );
  });

  test.each([
    '',
    'x',
    '0b6f3f0e6d0c4f5e9d7e0f8a3c2b1a00',
    '{0b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a00}',
    '0b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a0',
    '0b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a00\n',
    ' 0b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a00',
    '0b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a0g',
  ])('%j is none', (text) => {
    expect(normalizeUuid(text)).toBeNull();
    expect(isUuid(text)).toBe(false);
  });

  test('are UUIDs as we write them only in lower case', () => {
    expect(isUuid('0B6F3F0E-6D0C-4F5E-9D7E-0F8A3C2B1A00')).toBe(false);
    expect(isUuid('0b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a00')).toBe(true);
  });

  test('normalising never throws and once is enough', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: codeUnit, maxLength: 40 }),
          anyUuid.map((id) => id.toUpperCase()),
        ),
        (text) => {
          const id = normalizeUuid(text);
          expect(normalizeUuid(id ?? text)).toBe(id);
        },
      ),
    );
  });
});

describe('random ids', () => {
  test('of 24 hexadecimal digits show the first 12 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 20 }), (random) => {
        expect(hex24(random)).toBe(Buffer.from(random.subarray(0, 12)).toString('hex'));
      }),
    );
    expect(() => hex24(new Uint8Array(11))).toThrow(RangeError);
  });

  test('of base62 have the length asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50 }),
        fc.uint8Array({ minLength: 50, maxLength: 64 }),
        (length, random) => {
          expect(randomBase62(length, random)).toMatch(new RegExp(`^[0-9A-Za-z]{${length}}$`));
        },
      ),
    );
    expect(() => randomBase62(20, new Uint8Array(19))).toThrow(RangeError);
  });

  test('of base62 use every character about equally often in every place', () => {
    const counts = new Map<string, number>();
    const random = new Uint8Array(20);
    let state = 1;
    for (let round = 0; round < 6200; round += 1) {
      for (let index = 0; index < random.length; index += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        random[index] = state >>> 24;
      }
      const text = randomBase62(20, random);
      for (const place of [0, 10, 19])
        counts.set(place + text.charAt(place), (counts.get(place + text.charAt(place)) ?? 0) + 1);
    }
    expect(counts.size).toBe(3 * 62);
    expect(Math.min(...counts.values())).toBeGreaterThan(60);
    expect(Math.max(...counts.values())).toBeLessThan(150);
  });
});
