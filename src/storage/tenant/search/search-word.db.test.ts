/** Migrations 0025 to 0030 make of the search texts that they find the words that every write makes since then. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HubFixture, type TestTenant } from '../../../../test/support/hub-fixture.ts';
import type { ContactPatch } from '../../../core/contact/contact-patch.ts';

let fixture: HubFixture;
let tenant: TestTenant;
beforeAll(async () => {
  fixture = await HubFixture.open();
  tenant = await fixture.addTenant({ region: 'DE' });
});
afterAll(() => fixture.close());

const pieces = [
  'Émile',
  'Weiß',
  "O'Brien",
  'Smith-Jones',
  'Ελένη',
  'Жанна',
  '李小龍',
  'Ünal',
  '𐐷𐐲𐐮',
  'ﬁsh',
  'İpek',
  'x',
  'Ⅷ',
  'ann',
  'ann7',
  'ann77',
  '4567',
  '+49',
  '@home',
  'a@b',
  '(bob)',
  'ǃmark',
  'ǃ',
  '\\d',
  '[x]',
  '^_`',
  '%',
  '„q“',
  '😀',
  '-',
  '\t',
  '\u2028',
  '\u00a0',
  'a1b2c3',
  'j.r.',
  'ann_lee',
  '.com',
  'ann@home',
  'a+b',
  '12',
  '  ',
  '1556100 Street',
  'No. 1234',
  'w'.repeat(120),
  '𐐷'.repeat(120),
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 6 })), {
    maxLength: 4,
  })
  .map((found) => found.join(' '))
  .filter((one) => !one.includes('\u0000') && one.length <= 200);
const phone = fc.constantFrom(
  '0151 23456789',
  '+1 556 100 0000',
  '4567',
  '00 44 20 7946 0000',
  '*100#',
  '+',
);
const patch: fc.Arbitrary<ContactPatch> = fc
  .record({
    givenName: text,
    familyName: text,
    nickname: text,
    companyName: text,
    jobTitle: text,
    archived: fc.boolean(),
    phone,
    email: fc.constantFrom(
      'ann7@example.com',
      'mark77.bob12@example.com',
      'ann.lee@mail.test',
      '123@4567.test',
      'josé@mail.test',
    ),
  })
  .map(({ phone: number, email, ...names }) => ({
    ...names,
    methods: [
      { op: 'add', kind: 'phone', entry: { value: number } },
      { op: 'add', kind: 'email', entry: { value: email } },
    ],
  }));

const stored = `select word, contact_id, in_name, names, archived from search_word order by word, contact_id`;
const spelled = `select key, word from search_spelling order by key, word`;

test('the words of the migrations are those that are written with contacts', async () => {
  const { hub } = fixture.openProcess();
  const context = tenant.context();
  const made = await hub.contacts.createMany(context, fc.sample(patch, { numRuns: 300, seed: 5 }));
  expect(made).toHaveLength(300);
  const gone = await hub.contacts.create(context, { givenName: 'Gone' });
  await hub.contacts.remove(context, gone.id);
  const written = await fixture.rows(stored);
  const spellings = await fixture.rows(spelled);
  expect(written.length).toBeGreaterThan(300);
  const folder = new URL('../../migrations/', import.meta.url);
  await fixture.rows('truncate search_word, search_spelling');
  for (const name of [
    '0025-search-words.sql',
    '0026-search-addresses.sql',
    '0027-search-short-names.sql',
    '0028-search-spellings.sql',
  ]) {
    const migration = await readFile(new URL(name, folder), 'utf8');
    for (const [insert] of migration.matchAll(/insert into search_[^]*?;\n/g))
      await fixture.rows(insert);
  }
  const migration = await readFile(new URL('0029-search-names.sql', folder), 'utf8');
  const [update = ''] = /update search_word[^]*?;\n/.exec(migration) ?? [];
  await fixture.rows('alter table search_word no force row level security');
  await fixture.rows(update);
  const shortened = await readFile(new URL('0030-search-short-numbers.sql', folder), 'utf8');
  for (const [insert] of shortened.matchAll(/insert into search_[^]*?;\n/g))
    await fixture.rows(insert);
  await fixture.rows('alter table search_word force row level security');
  expect(await fixture.rows(stored)).toEqual(written);
  expect(await fixture.rows(spelled)).toEqual(spellings);
});
