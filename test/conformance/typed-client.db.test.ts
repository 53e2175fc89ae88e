/** A typed client, generated from the document that the ServiceTitan dialect serves, against the server that serves it. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../architecture/cruise.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';
import { complaintsAbout, typesOf } from './typed-client/compile.ts';

const file = `${root}test/conformance/typed-client/program.ts`;

let server: TestServer;
let types: string;
beforeAll(async () => {
  server = await openWorkspace();
  const reply = await fetch(`${server.baseUrl}/servicetitan/openapi.json`);
  types = await typesOf(await reply.text());
});
afterAll(() => server.stop());

test('a program for ServiceTitan compiles against the types of the served document', () => {
  expect(complaintsAbout({ file, types })).toEqual([]);
});

test.each([
  ['a number where text belongs', "title: 'Countess'", 'title: 7'],
  ['a member that no reply has', 'data?.totalCount', 'data?.total'],
  [
    'a path that is not served',
    "'/tenant/{tenant}/contacts/{id}'",
    "'/tenant/{tenant}/people/{id}'",
  ],
  ['a text where a number belongs', 'path: { tenant }', 'path: { tenant: String(tenant) }'],
])('%s is a type error', (_what, right, wrong) => {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(right);
  expect(complaintsAbout({ file, types, text: text.replaceAll(right, wrong) })).not.toEqual([]);
});

test('the program does with the server what its types promise', async () => {
  const { servicetitan } = server.sandbox;
  const access = { ...servicetitan, base: `${server.baseUrl}/servicetitan` };
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    file,
    JSON.stringify(access),
  ]);
  const { id, ...report } = JSON.parse(stdout) as { readonly id: string };
  expect(report).toEqual({
    name: 'Ada King',
    renamed: 'Ada Lovelace',
    foundBy: [id],
    listed: 1,
    deleted: 200,
    missing: { status: 404, title: 'Contact not found' },
  });
});
