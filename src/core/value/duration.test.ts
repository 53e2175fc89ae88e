import { expect, test } from 'vitest';
import { parseDuration } from './duration.ts';

const minute = 60_000_000;

test.each([
  ['PT16M', 16 * minute],
  ['-PT16M', -16 * minute],
  ['P1D', 24 * 60 * minute],
  ['P1DT12H', 36 * 60 * minute],
  ['P2W', 14 * 24 * 60 * minute],
  ['PT0.25S', 250_000],
  ['PT0S', 0],
  ['-PT0S', 0],
])('%s lasts %d microseconds', (text, micros) => {
  expect(parseDuration(text)).toBe(micros);
});

test.each([
  '',
  'P',
  'PT',
  'P1DT',
  '16M',
  'P1M',
  'P1Y',
  'PT1H2',
  'pt1m',
  'PT1.5H',
  `P${'9'.repeat(20)}D`,
])('%j is no duration of a fixed length', (text) => {
  expect(parseDuration(text)).toBeNull();
});
