import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  HubFixture,
  type TestProcess,
  type TestTenant,
} from '../../../test/support/hub-fixture.ts';
import type { MethodKind } from '../contact/contact.ts';
import type { ContactDraft, MethodWrite, TagWrite } from '../contact/contact-patch.ts';
import type { SearchFacet } from '../port/search-query.ts';
import { CapabilityMissing, InvalidInput } from '../errors.ts';
import type { SearchAnswer } from './search-service.ts';

let fixture: HubFixture;
let tenant: TestTenant;
let process: TestProcess;

const add = (kind: MethodKind, value: string): MethodWrite => ({
  op: 'add',
  kind,
  entry: { value },
});
const tagged = (name: string): TagWrite => ({ op: 'add', tags: [{ name }] });

const people: readonly ContactDraft[] = [
  {
    givenName: 'John',
    familyName: 'Smith',
    companyName: 'Acme Plumbing',
    methods: [add('phone', '+49 151 7778899'), add('email', 'john@example.com')],
    tags: [tagged('VIP customer')],
    addresses: [{ op: 'add', entry: { city: 'Berlin' } }],
  },
  { givenName: 'Johanna', familyName: 'Smithers', origin: 'import', externalId: 'A-1001' },
  { givenName: 'Lee', familyName: 'Goldsmith', methods: [add('phone', '(555) 123-4567')] },
  {
    givenName: 'José',
    familyName: 'Łukasz-Weiß',
    methods: [add('email', 'jose@smith.example.com')],
  },
  { givenName: 'Ann', familyName: 'Leeman', companyName: 'Smith & Sons', leadSource: 'web' },
  { givenName: 'Иван', familyName: 'Петров', tags: [tagged('supplier')] },
  { familyName: 'Zoe', companyName: 'Acme Roofing', origin: 'manual' },
];

beforeAll(async () => {
  fixture = await HubFixture.open();
  tenant = await fixture.addTenant({ region: 'US' });
  process = fixture.openProcess();
  for (const draft of people) await process.hub.contacts.create(tenant.context(), draft);
});
afterAll(() => fixture.close());

function search(
  query: string,
  options: { facets?: readonly SearchFacet[]; limit?: number } = {},
): Promise<SearchAnswer> {
  return process.hub.search.search(tenant.context(), { query, limit: 20, ...options });
}

async function found(query: string): Promise<string[]> {
  const { matches } = await search(query);
  return matches.map(({ contact }) =>
    `${contact.givenName ?? ''} ${contact.familyName ?? ''}`.trim(),
  );
}

const [john, johanna, lee, jose, ann, ivan, zoe] = [
  'John Smith',
  'Johanna Smithers',
  'Lee Goldsmith',
  'José Łukasz-Weiß',
  'Ann Leeman',
  'Иван Петров',
  'Zoe',
];

describe('finds a person by', () => {
  test.each([
    ['the beginning of a name', 'johan', [johanna, john]],
    ['a part of a name', 'oldsmi', [lee]],
    ['names in any order', 'smith john', [john, jose, johanna].slice(0, 1)],
    ['a name without its accents', 'jose lukasz weiss', [jose]],
    ['a name in another script', 'иван пет', [ivan]],
    ['one letter of each name', 'l g', [lee]],
    ['company', 'acme', [john, zoe]],
    ['an e-mail address in part', 'john@exa', [john]],
    ['an external id, ignoring case', 'a-1001', [johanna]],
    ['the beginning of a word of a tag', 'custom', [john]],
    ['a tag and a name', 'vip john', [john]],
    ['the national number', '0151 7778', [john]],
    ['the number after 00', '0049151', [john]],
    ['the number with its country code', '+49 (151) 77788', [john]],
    ['a number in other punctuation', '555.123.4567', [lee]],
    ['the last four digits', '4567', [lee]],
    ['a phrase', '"smith & sons"', [ann]],
  ])('%s', async (_, query, names) => {
    expect(await found(query)).toEqual(names);
  });

  test.each([
    ['a missing letter', 'joh smth', [john]],
    ['a letter too many', 'goldsmmith', [lee]],
    ['a wrong letter', 'johamna', [johanna]],
    ['two letters swapped', 'golsdmith', [lee]],
  ])('a name with %s', async (_, query, names) => {
    const { matches } = await search(query);
    expect(matches.map(({ level }) => level)).toEqual(names.map(() => 'similar'));
    expect(await found(query)).toEqual(names);
  });

  test('no typing error is forgiven in quotation marks', async () => {
    expect(await found('"goldsmmith"')).toEqual([]);
  });

  test('no sign of a pattern language means anything', async () => {
    for (const query of ['s.ith', 'smith%', '^smith', 'smi|lee', '[a-z]+', 'smith\\'])
      expect(await found(`"${query}"`), query).toEqual([]);
    expect(await found('"smith & s"')).toEqual([ann]);
  });
});

describe('ranks', () => {
  test('a whole word of the name, then its beginning, then other words, then parts, then similar words', async () => {
    const { matches } = await search('smith');
    expect(matches.map(({ contact, level }) => [contact.familyName, level])).toEqual([
      ['Smith', 'name'],
      ['Smithers', 'name-start'],
      ['Łukasz-Weiß', 'word'],
      ['Leeman', 'word'],
      ['Goldsmith', 'part'],
    ]);
  });

  test('the exact number first', async () => {
    const { matches } = await search('+4915177 78899');
    expect(matches.map(({ level }) => level)).toEqual(['exact']);
    expect((await search('555 123 4567')).matches[0]?.level).toBe('exact');
    expect((await search('JOSE@smith.example.com')).matches[0]?.level).toBe('exact');
    expect((await search('a-1001')).matches[0]?.level).toBe('exact');
  });

  test('says in which value each word was found', async () => {
    const { matches } = await search('smth 8899 vip');
    expect(matches.map(({ reasons }) => reasons)).toEqual([
      [
        { word: 'smth', field: 'name', value: 'John Smith', how: 'similar' },
        { word: '8899', field: 'phone', value: '+49 151 7778899', how: 'part' },
        { word: 'vip', field: 'tag', value: 'vip customer', how: 'word' },
      ],
    ]);
  });
});

describe('combines', () => {
  test.each([
    ['tag:"vip customer"', [john]],
    ['smith -plumbing', [johanna, jose, ann, lee]],
    ['zoe OR leeman', [ann, zoe]],
    ['(zoe OR john) company:plumb', [john]],
    ['name:smith', [john, johanna, lee]],
    ['name:acme', []],
    ['email:smith', [jose]],
    ['phone:1234567', [lee]],
    ['company:smith', [ann]],
    ['origin:import', [johanna]],
    ['is:archived', []],
    ['source:WEB', [ann]],
    ['city:berl', [john]],
    ['ext:a-1001', [johanna]],
    ['has:phone', [john, lee]],
    ['no:phone no:email no:company', [johanna, ivan]],
    ['has:tag -supplier', [john]],
    ['created:2025-12-31 created:<2026 acme', [john, zoe]],
    ['created:2026', []],
    ['goldsmmith OR tag:supplier', [ivan, lee]],
    ['', [john, johanna, lee, jose, ann, ivan, zoe]],
  ])('%s', async (query, names) => {
    expect((await found(query)).toSorted()).toEqual([...names].toSorted());
  });

  test('custom fields by key, as text, number and presence', async () => {
    const context = tenant.context();
    await process.hub.customFields.create(context, { name: 'Size', dataType: 'NUMERICAL' });
    await process.hub.contacts.create(context, {
      givenName: 'Sized',
      customFields: [{ field: 'size', value: 42 }],
    });
    expect(await found('field.size:>40')).toEqual(['Sized']);
    expect(await found('field.size:42')).toEqual(['Sized']);
    expect(await found('field.size:>50')).toEqual([]);
    expect(await found('has:field.size sized')).toEqual(['Sized']);
    await expect(search('ann field.sise:1')).rejects.toThrow(
      'q: at character 5: there is no custom field sise; there are: size',
    );
  });
});

describe('counts', () => {
  test('all matches, and their values by facet', async () => {
    const facets = ['tag', 'origin', 'company', 'city', 'source', 'archived'] as const;
    const answer = await search('acme OR leeman', { facets, limit: 1 });
    expect(answer.matches).toHaveLength(1);
    expect(answer.total).toEqual({ count: 3, isExact: true });
    expect(answer.facets).toEqual({
      tag: [{ value: 'vip customer', count: 1 }],
      origin: [
        { value: 'api', count: 2 },
        { value: 'manual', count: 1 },
      ],
      company: [
        { value: 'Acme Plumbing', count: 1 },
        { value: 'Acme Roofing', count: 1 },
        { value: 'Smith & Sons', count: 1 },
      ],
      city: [{ value: 'Berlin', count: 1 }],
      source: [{ value: 'web', count: 1 }],
      archived: [{ value: 'false', count: 3 }],
    });
  });
});

describe('keeps to', () => {
  test('the workspace: another finds nobody of this one', async () => {
    const other = await fixture.addTenant();
    await process.hub.contacts.create(other.context(), { givenName: 'Smith', familyName: 'Other' });
    const theirs = await process.hub.search.search(other.context(), { query: 'smith', limit: 50 });
    expect(theirs.matches.map(({ contact }) => contact.familyName)).toEqual(['Other']);
    expect(await found('smith other')).toEqual([]);
  });

  test('those who are not deleted', async () => {
    const context = tenant.context();
    const gone = await process.hub.contacts.create(context, { givenName: 'Vanished' });
    expect(await found('vanished')).toHaveLength(1);
    await process.hub.contacts.remove(context, gone.id);
    expect(await found('vanished')).toEqual([]);
  });

  test('capabilities', async () => {
    const ask = { query: 'ann', limit: 1 };
    const { hub } = process;
    await expect(hub.search.search(tenant.without('person.read'), ask)).rejects.toThrow(
      CapabilityMissing,
    );
    const field = { query: 'field.size:1', limit: 1 };
    await expect(hub.search.search(tenant.without('field.read'), field)).rejects.toThrow(
      CapabilityMissing,
    );
  });

  test('text: what PostgreSQL cannot hold is refused', async () => {
    await expect(search('ann \u0000')).rejects.toThrow(InvalidInput);
    await expect(search('ann \ud800')).rejects.toThrow(InvalidInput);
  });
});
