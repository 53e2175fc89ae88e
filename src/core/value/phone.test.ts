import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRegion, parsePhone } from './phone.ts';
import type { Region } from './phone.ts';

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const anyText = fc.string({ unit: codeUnit, maxLength: 300 });
const noise = fc.string({
  unit: fc.constantFrom(...'0123456789+-. ()/x;=＋٣abet\u00a0\ufeff'.split('')),
  maxLength: 40,
});
const digits = (minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), minLength, maxLength });
const gap = fc.constantFrom('', '', ' ', '-', '.', '--', ' (0)');
const northAmerican = fc
  .record({
    prefix: fc.constantFrom('', '1', '+1', '1-', '+1 ', '+1.', '+', '-'),
    area: fc
      .tuple(digits(3), fc.boolean())
      .map(([area, bracketed]) => (bracketed ? `(${area})` : area)),
    gaps: fc.tuple(gap, gap),
    exchange: digits(3),
    line: digits(4),
  })
  .map(
    ({ prefix, area, gaps, exchange, line }) => prefix + area + gaps[0] + exchange + gaps[1] + line,
  );
const international = fc
  .record({
    prefix: fc.constantFrom('+', '+', '00', '011', 'tel:+', ' +', ''),
    country: fc.constantFrom(
      '1',
      '7',
      '44',
      '49',
      '39',
      '54',
      '61',
      '52',
      '225',
      '590',
      '881',
      '999',
    ),
    gaps: fc.tuple(gap, gap),
    head: digits(2, 4),
    tail: digits(3, 7),
    ext: fc.constantFrom('', '', ' x12', ' ext. 345', ';ext=6', ' or 555'),
  })
  .map(
    ({ prefix, country, gaps, head, tail, ext }) =>
      prefix + country + gaps[0] + head + gaps[1] + tail + ext,
  );
const phoneLike = fc.oneof(northAmerican, international, noise);
const region = fc.constantFrom<Region | null>(null, 'US', 'CA', 'GB', 'AU', 'DE', 'IT', 'AR', 'BS');

/** The library's answer: a leading space switches the shortcut off and changes nothing else. */
function parseTheLongWay(text: string, defaultRegion: Region | null) {
  const { e164, inferred, ext } = parsePhone(`  ${text}`, defaultRegion);
  return { e164, inferred, ext };
}

describe('E.164', () => {
  test('accepts a possible number that no metadata calls valid', () => {
    expect(parsePhone('+15551234567', null)).toEqual({
      value: '+15551234567',
      e164: '+15551234567',
      inferred: false,
      stripped: '+15551234567',
      ext: null,
      key: '+15551234567',
    });
  });

  test.each([
    ['(555) 123-4567', 'US', '+15551234567'],
    ['1 555 123 4567', 'US', '+15551234567'],
    ['0412 345 678', 'AU', '+61412345678'],
    ['(02) 9876 5432', 'AU', '+61298765432'],
    ['00 44 20 7946 0000', 'GB', '+442079460000'],
    ['0044 20 7946 0000', 'US', '+442079460000'],
    [' 0015551234567', 'US', '+15551234567'],
    ['5551234567', 'GB', '+445551234567'],
  ] as const)('%s in %s is %s, inferred', (text, defaultRegion, e164) => {
    expect(parsePhone(text, defaultRegion)).toMatchObject({
      value: text,
      e164,
      key: e164,
      inferred: true,
    });
  });

  test.each([
    ['+44 (0)20 7946 0000', '+442079460000'],
    ['+61 412 345 678', '+61412345678'],
    ['+1 (555) 123-4567', '+15551234567'],
    [' +1 555 123 4567 ', '+15551234567'],
  ])('%s is %s in every region, not inferred', (text, e164) => {
    for (const defaultRegion of [null, 'US', 'AU', 'GB'] as const) {
      expect(parsePhone(text, defaultRegion)).toMatchObject({ e164, inferred: false });
    }
  });

  test('without a region a national number keeps its stripped form as key', () => {
    expect(parsePhone('(555) 123-4567', null)).toMatchObject({
      e164: null,
      inferred: false,
      stripped: '5551234567',
      key: '5551234567',
    });
  });

  test.each([
    ['+1 555 123 4567 x12', '+15551234567', '12'],
    ['02079460000 ext. 5', '+442079460000', '5'],
  ])('takes the extension of %s apart', (text, e164, ext) => {
    expect(parsePhone(text, 'GB')).toMatchObject({ e164, ext });
  });

  test.each(['', 'see notes', '1-800-FLOWERS', '12', '555-1234', '+', '9'.repeat(30)])(
    'keeps %j without E.164',
    (text) => {
      expect(parsePhone(text, 'US')).toMatchObject({
        value: text,
        e164: null,
        ext: null,
        inferred: false,
      });
    },
  );

  test('strips but does not parse more than 250 characters', () => {
    const text = `+1 555 123 4567${' '.repeat(240)}`;
    expect(parsePhone(text, 'US')).toMatchObject({ value: text, e164: null, key: '+15551234567' });
    expect(parsePhone(text.slice(0, 250), 'US').e164).toBe('+15551234567');
  });
});

describe('stripped', () => {
  test.each([
    [' +44 (20) 7946-0000', '+442079460000'],
    ['15551234567', '15551234567'],
    ['(555) 123-4567', '5551234567'],
    ['555+123', '555123'],
    ['(+1) 555', '1555'],
    ['\u00a0\u0085+1 555', '+1555'],
    ['\ufeff+1 555', '1555'],
    ['1-800-FLOWERS', '1800'],
    ['٣٤ 5', '5'],
  ])('%j becomes %j', (text, stripped) => {
    expect(parsePhone(text, 'US').stripped).toBe(stripped);
  });

  test.each(['', ' ', '+', '  +  ', ' anonymous ', '٣٤٥'])(
    'leaves %j, which has no ASCII digit',
    (text) => {
      expect(parsePhone(text, null)).toMatchObject({ stripped: text, key: text });
    },
  );
});

describe('for any text', () => {
  test('never throws and keeps the value verbatim', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, phoneLike), region, (text, defaultRegion) => {
        const parts = parsePhone(text, defaultRegion);
        expect(parts.value).toBe(text);
        expect(parts.key).toBe(parts.e164 ?? parts.stripped);
        expect(parts.e164 ?? '+1234').toMatch(/^\+[1-9]\d{3,}$/);
        expect(parts.e164 !== null || (!parts.inferred && parts.ext === null)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('stripping twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, phoneLike), (text) => {
        const { stripped } = parsePhone(text, null);
        expect(parsePhone(stripped, null).stripped).toBe(stripped);
      }),
      { numRuns: 1000 },
    );
  });

  test('an E.164 number is its own, in every region', () => {
    fc.assert(
      fc.property(phoneLike, region, region, (text, one, other) => {
        const { e164 } = parsePhone(text, one);
        if (e164 === null) return;
        expect(parsePhone(e164, other)).toMatchObject({ e164, key: e164, inferred: false });
      }),
      { numRuns: 5000 },
    );
  });

  test('a number that is not inferred is the same in every region', () => {
    fc.assert(
      fc.property(phoneLike, region, region, (text, one, other) => {
        const parts = parsePhone(text, one);
        if (parts.e164 === null || parts.inferred) return;
        expect(parsePhone(text, other)).toEqual(parts);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the North American shortcut', () => {
  test('gives the answer of the library for any spelling and region', () => {
    fc.assert(
      fc.property(phoneLike, region, (text, defaultRegion) => {
        const { e164, inferred, ext } = parsePhone(text, defaultRegion);
        expect({ e164, inferred, ext }).toEqual(parseTheLongWay(text, defaultRegion));
      }),
      { numRuns: 5000 },
    );
  });

  test('gives the answer of the library for every area code', () => {
    for (let area = 200; area < 1000; area += 1) {
      for (const text of [`+1${area}5550123`, `(${area}) 911-0000`, `1${area}0001234`]) {
        const { e164, inferred, ext } = parsePhone(text, 'US');
        expect({ e164, inferred, ext }).toEqual(parseTheLongWay(text, 'US'));
        expect(e164).not.toBeNull();
      }
    }
  });
});

test('knows regions by their upper-case code', () => {
  expect(['US', 'AU', 'GB', 'XK'].every(isRegion)).toBe(true);
  expect(['us', '', 'ZZ', 'USA', 'constructor', '001'].some(isRegion)).toBe(false);
});
