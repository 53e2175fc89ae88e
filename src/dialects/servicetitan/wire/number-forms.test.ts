import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMethodValue } from '../../../core/contact/method-key.ts';
import { methodForms } from './number-forms.ts';

/** Whether a filter with this text finds a method of the kind whose value is that one. */
function finds(text: string, kind: 'phone' | 'email', value: string): boolean {
  const { keys, stripped } = methodForms(text, 'US');
  const kept = parseMethodValue(kind, value, 'US');
  return keys.includes(kept.key) || stripped.includes(kept.stripped);
}

describe('methodForms', () => {
  test.each([
    ['5551234567', '(555) 123-4567'],
    ['15551234567', '(555) 123-4567'],
    ['+1 555 123 4567', '555.123.4567'],
    ['(555) 123-4567', '+15551234567'],
    ['5551234567', '+1 555 123 4567 ext. 9'],
    ['1-234', '1234'],
    ['ask for Bob', 'ask for Bob'],
    ['+49 30 1234567', '0049 (30) 123-4567'.replace('00', '+')],
  ])('%j finds the number %j', (text, value) => {
    expect(finds(text, 'phone', value)).toBe(true);
  });

  test.each([
    ['5551234567', '555 123 4568'],
    ['1234567', '555 123 4567'],
    ['5551234567', '+49 555 1234567'],
  ])('%j does not find the number %j', (text, value) => {
    expect(finds(text, 'phone', value)).toBe(false);
  });

  test('compares addresses ignoring case and outer blanks, and nothing but whole', () => {
    expect(finds(' ADA@Example.com', 'email', 'ada@example.com')).toBe(true);
    expect(finds('ada@example.co', 'email', 'ada@example.com')).toBe(false);
    expect(finds('ada1@example.com', 'phone', '1')).toBe(false);
  });

  test('finds every number under the spelling that it has', () => {
    const spelt = fc.stringMatching(/^[-+() .0-9x]{1,20}$/);
    fc.assert(fc.property(spelt, (text) => finds(text, 'phone', text)));
  });
});
