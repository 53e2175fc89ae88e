import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isNamed, readTitles } from './test-title.ts';

const folder = mkdtempSync(join(tmpdir(), 'polydex-titles-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string): ReturnType<typeof readTitles> {
  const path = join(folder, 'sample.ts');
  writeFileSync(path, text);
  return readTitles(path);
}

test('an operation is named by a title that holds it whole', () => {
  const file = read(
    "describe('x', () => { test('Contacts_GetList walks /job.json/x', () => {}); });",
  );
  expect(isNamed(file, 'Contacts_GetList')).toBe(true);
  expect(isNamed(file, 'Contacts_Get')).toBe(false);
  expect(isNamed(file, '/job.json')).toBe(false);
});

test('what is filled in has to stand in the file', () => {
  const file = read(
    "describe.each(['job'])('%s', (object) => { test(`POST /api_1.0/${object}.json creates`, () => {}); });",
  );
  expect(isNamed(file, 'POST /api_1.0/job.json')).toBe(true);
  expect(isNamed(file, 'POST /api_1.0/company.json')).toBe(false);
  expect(isNamed(file, 'GET /api_1.0/job.json')).toBe(false);
});

test('a name may be made of a word of the table', () => {
  const file = read(
    "describe.each([{ owner: 'Customers' }])('x', ({ owner }) => { test(`${owner}_Create answers`, () => {}); });",
  );
  expect(isNamed(file, 'Customers_Create')).toBe(true);
  expect(isNamed(file, 'Locations_Create')).toBe(false);
});

test('a title from a table is what the table says', () => {
  const file = read("test.each([['Contacts_Get', 1], ['GET /a/{b}', 2]])('%s answers', () => {});");
  expect(isNamed(file, 'GET /a/{b}')).toBe(true);
  expect(isNamed(file, 'PUT /a/{b}')).toBe(false);
  expect(isNamed(file, 'Contacts_Get')).toBe(true);
  expect(isNamed(file, 'Contacts_Create')).toBe(false);
});
