import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTimeZone } from './time-zone.ts';

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

test.each([
  'America/Chicago',
  'US/Central',
  'Asia/Calcutta',
  'Asia/Kolkata',
  'America/Chihuahua',
  'Europe/Kyiv',
  'Europe/Kiev',
  'America/Argentina/Buenos_Aires',
  'America/Port-au-Prince',
  'UTC',
  'GMT',
  'EST',
  'EST5EDT',
  'Etc/GMT+5',
  'Zulu',
  'NZ-CHAT',
  'america/chicago',
  'utc',
])('%s is a time zone', (name) => {
  expect(isTimeZone(name)).toBe(true);
});

test.each([
  '',
  ' ',
  '+05:00',
  '-08',
  '+0530',
  'UTC+3',
  'GMT+5',
  'UTC+03:00',
  'Z',
  'IST',
  'PST',
  'bst',
  'SystemV/AST4',
  'US/Pacific-New',
  'Etc/Unknown',
  'Mars/Olympus',
  'America/Chicago ',
  ' UTC',
  'America\\Chicago',
  'Central Time',
  'constructor',
  '__proto__',
  `America/${'x'.repeat(100)}`,
])('%j is not', (name) => {
  expect(isTimeZone(name)).toBe(false);
});

test('every canonical name of the runtime is a time zone', () => {
  const names = Intl.supportedValuesOf('timeZone');
  expect(names.length).toBeGreaterThan(400);
  expect(names.filter((name) => !isTimeZone(name))).toEqual([]);
});

test('answers the same again, also after thousands of other names', () => {
  fc.assert(
    fc.property(fc.string({ unit: codeUnit, maxLength: 12 }), (text) => {
      expect(isTimeZone(text)).toBe(isTimeZone(text));
    }),
  );
  for (let index = 0; index < 2500; index += 1)
    expect(isTimeZone(`Nowhere/Place${index}`)).toBe(false);
  expect(isTimeZone('America/Chicago')).toBe(true);
  expect(isTimeZone('Nowhere/Place1')).toBe(false);
});
