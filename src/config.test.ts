import { describe, expect, test } from 'vitest';
import { type Config, ConfigError, readConfig } from './config.ts';

const read = (environment: Record<string, string> = {}): Config => readConfig(environment);

/** The message of the refusal. */
function refusal(environment: Record<string, string>): string {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

test('listens on loopback with the embedded database when nothing is set', () => {
  expect(read()).toEqual({
    host: '127.0.0.1',
    port: 7070,
    dataDir: `${process.cwd()}/.polydex`,
    databaseUrl: null,
    publicUrl: null,
    hosts: { names: ['127.0.0.1'], anyAddress: false },
    trustedProxies: [],
    logLevel: 'warn',
    rateLimits: 'off',
    bodylessReplies: 'empty',
    exportLag: 0,
    matchOnWrite: true,
    secretKey: null,
    offersSandbox: true,
    egress: { allowed: [], loopbackForSandbox: true },
  });
  expect(read({ POLYDEX_PORT: '', DATABASE_URL: ' ' })).toEqual(read());
});

test('cannot be changed after it was read', () => {
  expect(Object.isFrozen(read())).toBe(true);
});

test('takes the address that clients use as the public one, and answers for its host', () => {
  const config = read({
    POLYDEX_PUBLIC_URL: 'https://Contacts.example.com/',
    POLYDEX_HOST: '0.0.0.0',
  });
  expect(config.publicUrl).toBe('https://contacts.example.com');
  expect(config.hosts.names).toEqual(['contacts.example.com']);
});

test('takes lists with blanks around their items', () => {
  const config = read({
    POLYDEX_ALLOWED_HOSTS: 'a.example.com, b.example.com,',
    POLYDEX_TRUSTED_PROXIES: '10.0.0.0/8',
  });
  expect(config.hosts.names).toEqual(['127.0.0.1', 'a.example.com', 'b.example.com']);
  expect(config.trustedProxies).toEqual(['10.0.0.0/8']);
});

describe('listening beyond loopback', () => {
  test.each(['0.0.0.0', '::', '192.0.2.7', 'contacts.example.com', '127.0.0.1.example.com'])(
    'on %s needs a reason',
    (host) => {
      const message = refusal({ POLYDEX_HOST: host });
      expect(message).toContain('POLYDEX_PUBLIC_URL');
      expect(message).toContain('POLYDEX_INSECURE_LISTEN=1');
    },
  );

  test('is not excused by a public address that is no https', () => {
    const message = refusal({
      POLYDEX_HOST: '0.0.0.0',
      POLYDEX_PUBLIC_URL: 'http://contacts.example.com',
    });
    expect(message).toContain('https');
  });

  test('is allowed by the flag, which also admits addresses as host names', () => {
    expect(read({ POLYDEX_HOST: '0.0.0.0', POLYDEX_INSECURE_LISTEN: '1' }).hosts).toEqual({
      names: [],
      anyAddress: true,
    });
  });
});

test('lets the Sandbox call this machine only while nobody else reaches the server', () => {
  const open = { POLYDEX_HOST: '0.0.0.0', POLYDEX_INSECURE_LISTEN: '1' };
  const allowed = { POLYDEX_EGRESS_ALLOW: '10.1.0.0/16, 127.0.0.1' };
  expect(read(open).egress).toEqual({ allowed: [], loopbackForSandbox: false });
  expect(read(allowed).egress.allowed).toEqual(['10.1.0.0/16', '127.0.0.1']);
  expect(refusal({ POLYDEX_EGRESS_ALLOW: 'intranet' })).toContain('POLYDEX_EGRESS_ALLOW: intranet');
});

test.each([
  ['POLYDEX_PORT', '70707'],
  ['POLYDEX_PORT', '-1'],
  ['POLYDEX_PORT', '80a'],
  ['POLYDEX_LOG_LEVEL', 'loud'],
  ['POLYDEX_RATE_LIMITS', 'on'],
  ['POLYDEX_BODYLESS_REPLIES', 'json'],
  ['POLYDEX_EXPORT_LAG', '15m'],
  ['POLYDEX_INSECURE_LISTEN', 'yes'],
  ['POLYDEX_PUBLIC_URL', 'contacts.example.com'],
  ['POLYDEX_PUBLIC_URL', 'https://contacts.example.com/path'],
  ['POLYDEX_PUBLIC_URL', 'ftp://contacts.example.com'],
  ['POLYDEX_SECRET_KEY', 'short'],
  ['DATABASE_URL', 'mysql://localhost'],
])('refuses %s=%s and says what to set', (name, value) => {
  expect(refusal({ [name]: value })).toMatch(new RegExp(`${name}.*set it to`));
});

test('names every problem at once, and no secret', () => {
  const message = refusal({
    POLYDEX_PORT: 'x',
    POLYDEX_SECRET_KEY: 'hunter2',
    DATABASE_URL: 'secret:pass',
  });
  expect(message.split('\n')).toHaveLength(4);
  expect(message).not.toMatch(/hunter2|secret:pass/);
});

test('takes a secret key in base64 and in hexadecimal as the same key', () => {
  const bytes = Buffer.alloc(32, 7);
  const keys = [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')].map(
    (text) => read({ POLYDEX_SECRET_KEY: text }).secretKey?.fingerprint,
  );
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
});
