import { expect, test } from 'vitest';
import { ConfigError } from './config.ts';
import { NotFound } from './core/errors.ts';
import { explain } from './explain.ts';
import { StartupError } from './support/startup-error.ts';

/** As Node and pg throw them. */
function coded(code: string, more: object = {}): Error {
  return Object.assign(new Error('of the machine'), { code, ...more });
}

test.each([
  [new ConfigError(['POLYDEX_PORT=x: set it']), 'POLYDEX_PORT=x: set it'],
  [new NotFound('workspace', '7'), 'No workspace with id 7'],
  [new StartupError('Restore the key'), 'Restore the key'],
  [coded('EADDRINUSE', { port: 7070 }), 'port 7070 is taken. Set POLYDEX_PORT'],
  [coded('EACCES', { syscall: 'listen' }), 'POLYDEX_PORT'],
  [coded('28P01'), 'DATABASE_URL'],
  [new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]), 'DATABASE_URL'],
])('explains %s without a stack', (error, words) => {
  const text = explain(error);
  expect(text).toMatch(/^Polydex: /);
  expect(text).toContain(words);
  expect(text).not.toContain('    at ');
});

test.each([[new TypeError('no such thing')], [coded('EACCES', { syscall: 'open' })]])(
  'shows the stack of what nobody foresaw: %s',
  (error) => {
    expect(explain(error)).toContain('    at ');
  },
);

test('takes anything', () => {
  expect(explain('out of paper')).toBe('Polydex stopped: out of paper');
});
