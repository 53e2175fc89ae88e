import { expect, test } from 'vitest';
import { makeRequestIds } from './request-id.ts';

const ids = makeRequestIds();
const idFor = (given?: string): string =>
  ids({ headers: given === undefined ? {} : { 'x-request-id': given } });

test('keeps the id that a client gives', () => {
  expect(idFor('abc-DEF_123')).toBe('abc-DEF_123');
  expect(idFor('x'.repeat(64))).toBe('x'.repeat(64));
});

test.each([undefined, '', 'x'.repeat(65), 'a b', 'a\nb', 'ä', '<script>'])(
  'makes one of its own instead of %j',
  (given) => {
    expect(idFor(given)).toMatch(/^req_[a-z2-7]{26}$/);
  },
);

test('never makes the same one twice', () => {
  const made = new Set(Array.from({ length: 10_000 }, () => idFor()));
  expect(made.size).toBe(10_000);
  expect(makeRequestIds()({ headers: {} })).not.toBe(makeRequestIds()({ headers: {} }));
});
