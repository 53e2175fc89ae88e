import { expect, test } from 'vitest';
import { parsePostmasterFile } from './postmaster-file.ts';

const lines = ['4711', '/data', '1763697600', '5432', '/tmp/x', '', ' 123 456'];

test('reads the pid, and from the padded last line that connections are taken', () => {
  expect(parsePostmasterFile([...lines, 'ready   ', ''].join('\n'))).toEqual({
    pid: 4711,
    ready: true,
  });
});

test('is not ready while the server starts, or before it wrote its state', () => {
  expect(parsePostmasterFile([...lines, 'starting', ''].join('\n'))?.ready).toBe(false);
  expect(parsePostmasterFile('4711\n/data\n')).toEqual({ pid: 4711, ready: false });
});

test('finds nothing in a file that is empty, damaged, or of a single-user server', () => {
  expect(parsePostmasterFile('')).toBeUndefined();
  expect(parsePostmasterFile('what is this')).toBeUndefined();
  // PostgreSQL writes the pid of a single-user backend as a negative number.
  expect(parsePostmasterFile('-4711\n/data\n')).toBeUndefined();
});
