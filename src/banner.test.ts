import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { atBaseUrl, type SandboxFile } from './auth/workspace/sandbox-file.ts';
import { banner, samples } from './banner.ts';
import { normalizeUuid } from './core/value/identifier.ts';

const id = normalizeUuid('01a1fc77-e0d3-72b6-8770-8f1126d21074');
if (id === null) throw new Error('a UUID');

/** As long as real ones are. */
const secret = 'x'.repeat(44);
const empty: SandboxFile = {
  schemaVersion: 1,
  baseUrl: '',
  region: 'US',
  workspace: { id, number: 1_000_001, locationId: 'T9iZFMeWB3BoqrE1vmcI' },
  native: { apiKey: secret },
  servicem8: {
    clientBaseUrl: '',
    apiKey: secret,
    clientId: '1',
    clientSecret: secret,
    accessToken: secret,
    refreshToken: secret,
  },
  unified: { clientBaseUrl: '', apiKey: secret, userId: '', credentialId: 'f'.repeat(24) },
  servicetitan: {
    clientBaseUrl: '',
    tenant: 1_000_001,
    clientId: `cid.${'x'.repeat(30)}`,
    clientSecret: `${secret}xxxx`,
    appKey: secret,
  },
  voipbin: { clientBaseUrl: '', customerId: id, username: '', password: '', accesskey: secret },
  highlevel: {
    clientBaseUrl: '',
    locationId: 'T9iZFMeWB3BoqrE1vmcI',
    accessToken: `pit-${'x'.repeat(36)}`,
    clientId: '',
    clientSecret: '',
  },
};
const sandbox = atBaseUrl(empty, 'http://127.0.0.1:7070');

function linesAt(columns: number, rows: number): string[] {
  const path = '.polydex/sandbox.json';
  return stripVTControlCharacters(banner({ sandbox, path, columns, rows })).split('\n');
}

test('fits a window of 120 by 40, with blank lines between the requests', () => {
  const lines = linesAt(120, 40);
  expect(lines.length).toBeLessThanOrEqual(40);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  expect(lines.filter((line) => line === '').length).toBeGreaterThan(8);
});

test('leaves out the blank lines in a small window', () => {
  const lines = linesAt(80, 24);
  expect(lines.slice(1, -1)).not.toContain('');
  expect(lines.length).toBeLessThan(32);
});

test.each([60, 80, 120, 240])('what is copied from %i columns is the whole command', (columns) => {
  const text = linesAt(columns, 60).join('\n');
  for (const { name, words } of samples(sandbox)) {
    const start = text.indexOf(words[0] ?? '');
    const copied = text.slice(start).replaceAll(/ \\\n\s+/g, ' ');
    expect(copied.startsWith(`${words.join(' ')}\n`), name).toBe(true);
  }
});

test('names the scheme where it is not http', () => {
  const [first] = samples(atBaseUrl(empty, 'https://contacts.example.com'));
  expect(first?.words[0]).toBe('curl https://contacts.example.com/api/v1/contacts');
});
