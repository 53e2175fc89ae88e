import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dialects } from '../../src/dialects/registry.ts';
import { PrefixTable } from '../../src/http/prefix-table.ts';

/** The table of DESIGN §1: where each dialect answers at the root. */
const design: Readonly<Record<string, readonly string[]>> = {
  native: ['/', '/api/v1', '/api/v1/contacts', '/docs', '/callerid'],
  servicem8: [
    '/api_1.0/jobcontact.json',
    '/oauth/authorize',
    '/oauth/access_token',
    '/webhook_subscriptions',
    '/webhook_subscriptions/event',
  ],
  unified: [
    '/crm/contacts',
    '/crm/contacts/count',
    '/one/crm/contacts',
    '/2024-03/crm/contacts',
    '/2023-12/one/users',
    '/headless/credentials',
    '/users/7/credentials',
    '/credentials/7',
    '/connectors/7/credentials',
    '/metadata/credentials',
    '/passthrough',
    '/forward',
    '/webhooks',
    '/webhooks/7',
  ],
  servicetitan: ['/crm/v2/tenant/1/contacts', '/crm/v2', '/connect/token'],
  voipbin: ['/v1.0/contacts', '/v1.0/contacts/lookup', '/auth/login', '/ping'],
  highlevel: [
    '/contacts/',
    '/contacts/search/duplicate',
    '/locations/7/tags',
    '/businesses/',
    '/oauth/token',
    '/oauth/locationToken',
    '/oauth/installedLocations',
  ],
};

const table = new PrefixTable(dialects);
const version = { version: '2021-07-28' };

test('every dialect of the design is in the registry, and no other', () => {
  expect(dialects.map(({ name }) => name).toSorted()).toEqual(Object.keys(design).toSorted());
});

describe.each(Object.entries(design))('%s answers', (name, paths) => {
  test.each([...paths, `/${name}`, `/${name}/anything/below`])('%s', (path) => {
    expect(table.ownerOf(path, {})).toBe(name);
  });
});

test('users belong to HighLevel when a version header is sent, else to the unified API', () => {
  expect(table.ownerOf('/users/7', version)).toBe('highlevel');
  expect(table.ownerOf('/users/7', {})).toBe('unified');
  for (const path of ['/crm/contacts', '/2024-03/users', '/one/users']) {
    expect(table.ownerOf(path, version)).toBe('unified');
  }
});

test.each([
  '/api/v2',
  '/auth',
  '/auth/logout',
  '/connect',
  '/crmx',
  '/v1',
  '/v2.0/contacts',
  '/healthz',
  '/metrics',
])('%s belongs to no dialect', (path) => {
  expect(table.ownerOf(path, {})).toBeUndefined();
});

test('no path has two owners', () => {
  const words = Object.values(design).flatMap((paths) => paths.flatMap((path) => path.split('/')));
  const segment = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...new Set(words)) },
    { weight: 1, arbitrary: fc.stringMatching(/^[\w.{}-]{0,8}$/) },
  );
  const path = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
  const single = dialects.map((dialect) => ({
    name: dialect.name,
    table: new PrefixTable([dialect]),
  }));
  fc.assert(
    fc.property(path, fc.boolean(), (text, hasVersion) => {
      const headers = hasVersion ? version : {};
      const owners = single.filter((one) => one.table.ownerOf(text, headers) !== undefined);
      expect(owners.map(({ name }) => name)).toEqual(
        [table.ownerOf(text, headers)].filter((name) => name !== undefined),
      );
    }),
    { numRuns: 5000 },
  );
});
