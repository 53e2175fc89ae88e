import { describe, expect, test } from 'vitest';
import { formats, formatTexts } from './formats.ts';

const fits = (format: string, text: string) => formats[format]?.(text);

describe('formats', () => {
  test('all say what they want', () => {
    expect(Object.keys(formatTexts)).toEqual(Object.keys(formats));
  });

  test('take GUIDs in either case and in the hyphenated form only', () => {
    expect(fits('guid', '3F2504E0-4f89-41d3-9a0c-0305e82c3301')).toBe(true);
    expect(fits('guid', '3f2504e04f8941d39a0c0305e82c3301')).toBe(false);
    expect(fits('guid', 'urn:uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3301')).toBe(false);
  });

  test('take booleans as .NET and Python spell them', () => {
    expect(['true', 'True', 'FALSE'].map((word) => fits('true-or-false', word))).toEqual([
      true,
      true,
      true,
    ]);
    expect(fits('true-or-false', 'Any')).toBe(false);
    expect(fits('flag-filter', 'Any')).toBe(true);
    expect(fits('flag-filter', 'yes')).toBe(false);
  });
});
