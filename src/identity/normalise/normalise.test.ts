import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitAddress } from './address-line.ts';
import { dateDigits, isDayFirst, phoneDigits } from './digits.ts';
import { emailPattern } from './email-pattern.ts';
import { normaliseEmail } from './email.ts';
import { normaliseName } from './name.ts';
import { areForms } from './nickname.ts';
import { soundOf } from './sound.ts';
import { normaliseLine, normaliseStreet } from './street.ts';

describe('names', () => {
  test.each([
    [{ given: 'Dr. María', family: 'O’Brien' }, 'maria', 'obrien'],
    [{ full: 'van der Berg, Jan' }, 'jan', 'vanderberg'],
    [{ full: 'Jan van der Berg' }, 'jan', 'vanderberg'],
    [{ given: 'John Smith', family: 'Smith' }, 'john', 'smith'],
    [{ given: 'John Smith' }, 'john', 'smith'],
    [{ full: 'John Smith, Jr.' }, 'john', 'smith'],
    [{ family: 'John Smith' }, 'john', 'smith'],
    [{ full: 'Anne-Marie Smith-Jones' }, 'annemarie', 'smithjones'],
    [{ given: 'Jean-Luc', family: 'al-Sayed' }, 'jeanluc', 'alsayed'],
    [{ nickname: 'Bob', family: 'Ash' }, 'bob', 'ash'],
    [{ given: 'Mr', family: '' }, '', ''],
    [{ given: 'N/A', family: 'null' }, '', ''],
  ])('%j is read as %j %j', (raw, given, family) => {
    expect(normaliseName(raw)).toMatchObject({ given, family });
  });

  test('a name in two words has no second name, and is found by either word', () => {
    expect(normaliseName({ given: 'Anne-Marie', family: 'Ash' })).toMatchObject({
      middle: '',
      words: ['anne', 'marie', 'ash'],
    });
  });

  test('junior and senior are told apart', () => {
    expect(normaliseName({ full: 'John Smith Jr' }).generation).toBe(2);
    expect(normaliseName({ given: 'John', family: 'Smith', suffix: 'Sr.' }).generation).toBe(1);
  });

  test('no text makes reading a name fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const { words } = normaliseName({ given: a, family: b, full: a });
        return words.length <= 6 && words.every((word) => word !== '');
      }),
    );
  });

  test('forms of a name are known, both ways', () => {
    expect(areForms('bob', 'robert')).toBe(true);
    expect(areForms('robert', 'bob')).toBe(true);
    expect(areForms('bob', 'william')).toBe(false);
  });

  test('names that sound alike have one code', () => {
    expect(soundOf('meyer')).toBe(soundOf('maier'));
    expect(soundOf('philip')).toBe(soundOf('filip'));
    expect(soundOf('schmidt')).toBe(soundOf('schmitt'));
  });
});

describe('numbers and dates', () => {
  test('one phone number in three spellings is one', () => {
    const spellings = ['+61 412 345 678', '0412 345 678', '61412345678'];
    expect(new Set(spellings.map(phoneDigits)).size).toBe(1);
  });

  test.each([
    ['1980-03-11', '19800311'],
    ['19800311', '19800311'],
    ['11/03/1980', '19800311'],
    ['--03-11', '00000311'],
    ['11.3.80', '19800311'],
    ['11. 3. 1980', '19800311'],
    ['11 March 1980', '19800311'],
    ['March 11th, 1980', '19800311'],
    ['1-Mar-80', '19800301'],
    ['3 août 1980', '19800803'],
    ['3 juin 1980', '19800603'],
    ['1980 Dec 3', '19801203'],
    ['1980-03-11T00:00:00Z', '19800311'],
    ['0/0/00', '20000000'],
    ['unknown', ''],
  ])('the date %s is %s', (text, digits) => {
    expect(dateDigits(text)).toBe(digits);
  });

  test('a list tells whether the day or the month stands first', () => {
    expect(isDayFirst(['01/02/1980', '31/01/1980'])).toBe(true);
    expect(isDayFirst(['01/02/1980', '01/31/1980'])).toBe(false);
  });
});

describe('addresses', () => {
  test.each([
    ['12 Mill Road, Dover, 10999', ['12 Mill Road', '', 'Dover', '10999']],
    ['12 Mill Road, Flat 2, Dover 10999', ['12 Mill Road', 'Flat 2', 'Dover', '10999']],
    ['Flat 2, 12 Mill Road, Dover CT16 1AB, UK', ['12 Mill Road', 'Flat 2', 'Dover', 'CT16 1AB']],
    ['Lindenstr. 5\n10115 Berlin\nDeutschland', ['Lindenstr. 5', '', 'Berlin', '10115']],
    ['1 Main St, Springfield, IL 62701, USA', ['1 Main St', '', 'Springfield', '62701']],
    ['1 Main St, Springfield, IL, 62701', ['1 Main St', '', 'Springfield', '62701']],
    ['Mill Road, 10999', ['Mill Road', '', '', '10999']],
    ['Dover, 10999', ['', '', 'Dover', '10999']],
  ])('the line %j is taken apart', (line, [street, line2, city, postcode]) => {
    expect(splitAddress(line)).toEqual({ street, line2, city, postcode });
  });

  test('a line without commas stays whole', () => {
    expect(splitAddress('12 Mill Road Dover')).toBeNull();
  });

  test('a saint is no street', () => {
    expect(normaliseLine('St James')).toBe('st james');
    expect(normaliseStreet(null, '12 St Albans St').street).toBe('st albans street');
  });

  test.each([
    ['John.Smith+news@googlemail.com', 'johnsmith@gmail.com'],
    ['john@gmial.com', 'john@gmail.com'],
    ['john.smith@example.com', 'john.smith@example.com'],
    ['john@gmx.at', 'john@gmx.at'],
    ['no address', ''],
  ])('mail to %s reaches %j', (text, key) => {
    expect(normaliseEmail(text).key).toBe(key);
  });

  test("a firm's mailbox is nobody's own", () => {
    expect(normaliseEmail('info@example.com').isRole).toBe(true);
    expect(normaliseEmail('ann@example.com').isRole).toBe(false);
  });

  test.each([
    [null, 'Unit 4, 12 Mill Rd', '12', 'mill road'],
    [null, 'Hauptstr. 12', '12', 'hauptstrasse'],
    ['12', 'Mill Road', '12', 'mill road'],
    [null, '12a Mill Road', '12a', 'mill road'],
  ])('%j and %j are number %s of %s', (number, line, expected, street) => {
    expect(normaliseStreet(number, line)).toEqual({ number: expected, street });
  });
});

describe('sees how an address is made from the name', () => {
  test.each([
    ['jane.doe@mail.example', '**@mail.example'],
    ['jdoe7@mail.example', '+*7@mail.example'],
    ['doe-j@mail.example', '*+@mail.example'],
    ['harbour@mail.example', 'harbour@mail.example'],
  ])('%s', (address, pattern) => {
    expect(emailPattern(normaliseEmail(address), ['jane', 'doe'])).toBe(pattern);
  });
});
