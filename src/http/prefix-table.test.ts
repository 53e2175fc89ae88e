import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mount } from './mount.ts';
import { PrefixTable } from './prefix-table.ts';

const at = (...paths: string[]): Mount[] => paths.map((path) => ({ path }));

/** The table of DESIGN §1. */
const design = [
  { name: 'native', mount: [...at('/api/v1', '/docs'), { path: '/' }] },
  {
    name: 'servicem8',
    mount: at('/api_1.0', '/oauth/authorize', '/oauth/access_token', '/webhook_subscriptions'),
  },
  {
    name: 'unified',
    mount: [
      { path: '/crm', except: ['/crm/v2'] },
      ...at('/one', '/{YYYY-MM}', '/headless', '/credentials', '/passthrough'),
      { path: '/users', when: { header: 'version', is: 'absent' } },
    ] satisfies Mount[],
    normalizePath: (path: string) =>
      path.replace(/^\/\d{4}-\d{2}(?=\/)/, '').replace(/^\/one(?=\/)/, ''),
  },
  { name: 'servicetitan', mount: at('/crm/v2', '/connect/token') },
  { name: 'voipbin', mount: [...at('/v1.0', '/auth/login'), { path: '/ping', exact: true }] },
  {
    name: 'highlevel',
    mount: [
      ...at('/contacts', '/locations'),
      { path: '/oauth', except: ['/oauth/authorize', '/oauth/access_token'] },
      { path: '/users', when: { header: 'version', is: 'present' } },
    ] satisfies Mount[],
  },
];
const table = new PrefixTable(design);
const version = { version: '2021-07-28' };

describe('a path at the root', () => {
  test.each([
    ['/', 'native'],
    ['/api/v1/contacts', 'native'],
    ['/docs', 'native'],
    ['/api_1.0/job.json', 'servicem8'],
    ['/oauth/authorize', 'servicem8'],
    ['/oauth/access_token', 'servicem8'],
    ['/webhook_subscriptions', 'servicem8'],
    ['/crm', 'unified'],
    ['/crm/contacts', 'unified'],
    ['/crm/v20/contacts', 'unified'],
    ['/2024-03/one/crm/v2', 'unified'],
    ['/2024-03', 'unified'],
    ['/users/7', 'unified'],
    ['/crm/v2', 'servicetitan'],
    ['/crm/v2/tenant/1/contacts', 'servicetitan'],
    ['/connect/token', 'servicetitan'],
    ['/v1.0/contacts', 'voipbin'],
    ['/ping', 'voipbin'],
    ['/contacts/', 'highlevel'],
    ['/oauth/token', 'highlevel'],
    ['/oauth', 'highlevel'],
  ])('%s belongs to %s', (path, owner) => {
    expect(table.ownerOf(path, {})).toBe(owner);
  });

  test.each([
    '/contactsx',
    '/api',
    '/api/v2/contacts',
    '/ping/x',
    '/connect',
    '/2024-3/x',
    '/x',
    '//x',
    '/.',
  ])('%s belongs to nobody', (path) => {
    expect(table.ownerOf(path, {})).toBeUndefined();
    expect(table.rewrite(`${path}?a=1`, {})).toBe(`${path}?a=1`);
  });

  test('is decided by a header where two vendors have the same path', () => {
    expect(table.ownerOf('/users/7', version)).toBe('highlevel');
    expect(table.ownerOf('/users/7', {})).toBe('unified');
  });
});

test('is rewritten below its owner, query and all', () => {
  expect(table.rewrite('/contacts/?limit=1&x=/crm', {})).toBe(
    '/highlevel/contacts/?limit=1&x=/crm',
  );
  expect(table.rewrite('/highlevel/contacts/', {})).toBe('/highlevel/contacts/');
  expect(table.rewrite('/', {})).toBe('/native/');
});

test('is respelled by its owner, under its own prefix too', () => {
  expect(table.rewrite('/2024-03/one/crm/contacts?pageSize=2', {})).toBe(
    '/unified/crm/contacts?pageSize=2',
  );
  expect(table.rewrite('/unified/2024-03/one/crm/contacts', {})).toBe('/unified/crm/contacts');
  expect(table.rewrite('/unified', {})).toBe('/unified/');
});

test('never has two owners', () => {
  const segment = fc.oneof(
    fc.constantFrom(
      'crm',
      'v2',
      'oauth',
      'authorize',
      'token',
      'users',
      '2024-03',
      'one',
      'api',
      'v1',
      'contacts',
      '',
    ),
    fc.string({ maxLength: 4 }).filter((text) => !/[/?#]/.test(text)),
  );
  const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
  fc.assert(
    fc.property(path, fc.boolean(), (text, hasVersion) => {
      const headers = hasVersion ? version : {};
      const owners = design.filter(
        (dialect) => new PrefixTable([dialect]).ownerOf(text, headers) !== undefined,
      );
      expect(owners.length).toBeLessThanOrEqual(1);
      expect(table.ownerOf(text, headers)).toBe(owners[0]?.name);
    }),
    { numRuns: 2000 },
  );
});

describe('two dialects on one path', () => {
  const claims = (one: Mount, other: Mount) => () =>
    new PrefixTable([
      { name: 'alpha', mount: [one] },
      { name: 'beta', mount: [other] },
    ]);

  test.each<[string, Mount, Mount]>([
    ['the same path', { path: '/crm' }, { path: '/crm' }],
    ['a path below', { path: '/crm' }, { path: '/crm/v2' }],
    [
      'a path below an excepted sibling',
      { path: '/crm', except: ['/crm/v3'] },
      { path: '/crm/v2' },
    ],
    ['a path that the pattern covers', { path: '/{YYYY-MM}' }, { path: '/2024-03/x' }],
    ['the pattern twice', { path: '/{YYYY-MM}' }, { path: '/{YYYY-MM}/one' }],
    ['an exact path twice', { path: '/ping', exact: true }, { path: '/ping', exact: true }],
    ['the prefix of another', { path: '/alpha' }, { path: '/alpha' }],
    [
      'different headers',
      { path: '/users', when: { header: 'version', is: 'present' } },
      { path: '/users', when: { header: 'other', is: 'absent' } },
    ],
  ])('is refused at start: %s', (_name, one, other) => {
    expect(claims(one, other)).toThrow('alpha and beta both claim');
    expect(claims(other, one)).toThrow('alpha and beta both claim');
  });

  test('is accepted where an exception or a header keeps them apart', () => {
    expect(claims({ path: '/crm', except: ['/crm/v2'] }, { path: '/crm/v2' })).not.toThrow();
    expect(claims({ path: '/', exact: true }, { path: '/crm' })).not.toThrow();
    expect(claims({ path: '/ping', exact: true }, { path: '/ping/x' })).not.toThrow();
  });

  test('is refused when one wants the own prefix of another', () => {
    expect(
      () =>
        new PrefixTable([
          { name: 'alpha', mount: [] },
          { name: 'beta', mount: [{ path: '/alpha/x' }] },
        ]),
    ).toThrow('alpha and beta both claim /alpha/x');
  });
});
