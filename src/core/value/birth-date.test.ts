import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  birthDay,
  birthMonthIndex,
  parseBirthDate,
  toEpochMs,
  toIsoMidnight,
} from './birth-date.ts';

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const anyText = fc.string({ unit: codeUnit, maxLength: 40 });
const dateLike = fc.string({
  unit: fc.constantFrom(...'0123456789/-._TZ: '.split('')),
  maxLength: 26,
});
const anyDay = fc
  .date({
    min: new Date('1000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10));

describe('parsing', () => {
  test.each([
    '1990/09/25',
    '09/25/1990',
    '1990-09-25',
    '09-25-1990',
    '1990.09.25',
    '09.25.1990',
    '1990_09_25',
    '09_25_1990',
    '9/25/1990',
    ' 1990-9-25 ',
    '1990-09-25T00:00:00.000Z',
    '1990-09-25T00:00:00+10:00',
    '1990-09-25 23:59',
  ])('reads %j as 25 September 1990', (text) => {
    expect(parseBirthDate(text)).toBe('1990-09-25');
  });

  test('reads the month before the day, whatever the separator', () => {
    expect(parseBirthDate('3/4/2001')).toBe('2001-03-04');
    expect(parseBirthDate('03.04.2001')).toBe('2001-03-04');
    expect(parseBirthDate('2001-3-4')).toBe('2001-03-04');
  });

  test.each([
    '',
    '1990',
    '1990-09',
    '25/09/1990',
    '1990-25-09',
    '1990-02-30',
    '1900-02-29',
    '2001/02/29',
    '1990-00-10',
    '1990-10-00',
    '1990-13-01',
    '1990/09-25',
    '90-09-25',
    '09/25/90',
    '0999-01-01',
    '01/01/0000',
    '19900925',
    '1990-09-25T24:00:00Z',
    '1990-09-25T',
    '1990-09-25x',
    '1990-9-25T00:00:00Z',
    '+1990-09-25',
    '１９９０-09-25',
    'Sep 25 1990',
    '1990 09 25',
    '653961600000',
  ])('refuses %j', (text) => {
    expect(parseBirthDate(text)).toBeNull();
  });

  test('accepts leap days', () => {
    expect(parseBirthDate('02/29/2000')).toBe('2000-02-29');
    expect(parseBirthDate('2024-02-29')).toBe('2024-02-29');
  });

  test('never throws, and its result is its own result', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, dateLike, anyDay), (text) => {
        const date = parseBirthDate(text);
        expect(parseBirthDate(date ?? text)).toBe(date);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('showing', () => {
  test('gives each form', () => {
    expect(toIsoMidnight('1990-09-25')).toBe('1990-09-25T00:00:00.000Z');
    expect(toEpochMs('1990-09-25')).toBe(654220800000);
    expect(birthMonthIndex('1990-09-25')).toBe(8);
    expect(birthDay('1990-09-25')).toBe(25);
  });

  test('every form of every day is read back as that day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [year = '', month = '', date = ''] = day.split('-');
        for (const mark of '/-._') {
          expect(parseBirthDate([year, month, date].join(mark))).toBe(day);
          expect(parseBirthDate([month, date, year].join(mark))).toBe(day);
        }
        expect(parseBirthDate(toIsoMidnight(day))).toBe(day);
        expect(new Date(toEpochMs(day)).toISOString()).toBe(toIsoMidnight(day));
        expect([birthMonthIndex(day), birthDay(day)]).toEqual([Number(month) - 1, Number(date)]);
      }),
    );
  });

  test.each(['', '09/25/1990', '1990-9-25', '1990-02-30', '1990-09-25T00:00:00.000Z'])(
    'refuses %j',
    (text) => {
      for (const show of [toIsoMidnight, toEpochMs, birthMonthIndex, birthDay]) {
        expect(() => show(text)).toThrow(RangeError);
      }
    },
  );
});
