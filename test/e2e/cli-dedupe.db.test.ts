/** Duplicates on the command line, of contacts that came in through the API. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere } from '../support/command.ts';
import { exchange, textAt } from '../support/http-call.ts';
import type { Ending } from '../support/program.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

let server: TestServer;
const ids: string[] = [];

const landline = '+1 555 010 8888';
const people = [
  { givenName: 'Robert', familyName: 'Ashby', phones: [{ value: '+1 555 010 9999' }] },
  { givenName: 'Bob', familyName: 'Ashby', phones: [{ value: '(555) 010-9999' }] },
  { givenName: 'Mary', familyName: 'Keller', phones: [{ value: landline }] },
  { givenName: 'Otto', familyName: 'Keller', phones: [{ value: landline }] },
];

beforeAll(async () => {
  server = await openWorkspace();
  const { baseUrl, native } = server.sandbox;
  const headers = { authorization: `Bearer ${native.apiKey}` };
  for (const body of people) {
    const made = await exchange(baseUrl, {
      method: 'POST',
      path: '/api/v1/contacts',
      headers,
      body,
    });
    ids.push(textAt(made.json, 'id'));
  }
});
afterAll(() => server.stop());

function polydex(...args: string[]): Promise<Ending> {
  const here = ['--workspace', server.sandbox.workspace.id];
  return runHere([...args, ...here], server.env);
}

test('dedupe says who is there twice and why, and that nothing has changed', async () => {
  const { code, stdout, stderr } = await polydex('dedupe', '--dry-run');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('1 are there more than once');
  expect(stdout).toContain('One given name is a form of the other');
  expect(stdout).not.toContain('Otto');
  expect(stdout).toContain('Nothing has been changed.');
});

test('dedupe prints clusters and pairs for scripts', async () => {
  const { stdout } = await polydex('dedupe', '--dry-run', '--json');
  const { clusters } = JSON.parse(stdout) as { clusters: { id: string }[][] };
  expect(clusters.map((group) => group.map(({ id }) => id).toSorted())).toEqual([
    ids.slice(0, 2).toSorted(),
  ]);
});

test('dedupe without --dry-run puts them on the list of duplicates, once', async () => {
  const first = await polydex('dedupe', '--json');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(first.stdout)).toMatchObject({ state: 'done', contacts: 4, merged: 0 });
  const again = await polydex('dedupe', '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ state: 'done', suggested: 0 });
  const { baseUrl, native } = server.sandbox;
  const headers = { authorization: `Bearer ${native.apiKey}` };
  const path = '/api/v1/duplicates?minScore=2';
  const { json } = await exchange(baseUrl, { method: 'GET', path, headers });
  expect(json).toMatchObject({ data: [{ contactIds: ids.slice(0, 2), state: 'open' }] });
});

test('explain says why two people of one home are two', async () => {
  const [, , mary = '', otto = ''] = ids;
  const { code, stdout } = await polydex('explain', mary, otto);
  expect(code).toBe(0);
  expect(stdout).toContain('Mary Keller and Otto Keller');
  expect(stdout).toContain('The given names differ: “Mary” and “Otto”.');
  expect(stdout).toContain('They share a phone number');
});

test('explain of an id that nobody has ends with a sentence, of a text that is none with usage', async () => {
  const nobody = '01890000-0000-7000-8000-000000000000';
  const missing = await polydex('explain', ids[0] ?? '', nobody);
  expect(missing).toMatchObject({ code: 1, stdout: '' });
  expect(missing.stderr).toContain(nobody);
  expect(await polydex('explain', 'me', 'you')).toMatchObject({ code: 2, stdout: '' });
});
