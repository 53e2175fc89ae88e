/** From a new database to an app that works in a real workspace, by the command line and a person's consent. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere } from '../support/command.ts';
import { exchange, textAt } from '../support/http-call.ts';
import type { Ending } from '../support/program.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { Visitor } from '../support/visitor.ts';

const redirectUri = 'https://reminders.example.com/done';

let server: TestServer;
let baseUrl: string;
beforeAll(async () => {
  server = await startTestServer();
  ({ baseUrl } = server);
});
afterAll(() => server.stop());

function polydex(...args: string[]): Promise<Ending> {
  return runHere(args, server.env);
}

/** What `--json` printed. Fails unless the command succeeded in silence. */
async function answer(...args: string[]): Promise<unknown> {
  const ending = await polydex(...args, '--json');
  expect(ending).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ending.stdout);
}

function token(fields: Readonly<Record<string, string>>) {
  return exchange(baseUrl, { method: 'POST', path: '/oauth/access_token', body: fields });
}

test('a person lets an app into a real workspace, and both are ended there', async () => {
  const settings = ['--name', 'Acme', '--region', 'AU', '--time-zone', 'Australia/Brisbane'];
  const made = await answer('workspace', 'create', ...settings);
  const { number } = made as { number: number };
  const inAcme = ['--workspace', String(number)];
  const who = ['--email', 'Ann@Example.com', '--name', 'Ann Lee'];
  const person = await answer('person', 'create', ...inAcme, ...who, '--role', 'admin');
  expect(person).toMatchObject({ username: 'ann@example.com', role: 'admin', workspace: number });
  const named = ['--name', 'Reminders', '--redirect-uri', redirectUri];
  const app = await answer('app', 'create', ...inAcme, ...named, '--scope', 'read_jobs');
  expect(await answer('app', 'list', ...inAcme)).toMatchObject([
    { name: 'Reminders', redirectUris: [redirectUri], scopes: ['read_jobs'] },
  ]);

  const secrets = {
    client_id: textAt(app, 'clientId'),
    client_secret: textAt(app, 'clientSecret'),
  };
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: secrets.client_id,
    redirect_uri: redirectUri,
    scope: 'read_jobs',
  });
  const path = `/oauth/authorize?${query.toString()}`;
  const visitor = new Visitor(baseUrl);
  const username = 'ann@example.com';
  await visitor.press(await visitor.get(path), 'sign-in', {
    username,
    password: textAt(person, 'password'),
  });
  const page = await visitor.get(path);
  expect(page.text).toContain('Let Reminders in?');
  const location = new URL((await visitor.press(page, 'allow')).headers.get('location') ?? '');
  const granted = await token({
    ...secrets,
    grant_type: 'authorization_code',
    code: location.searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
  });
  const headers = { authorization: `Bearer ${textAt(granted.json, 'access_token')}` };
  const jobs = await exchange(baseUrl, { method: 'GET', path: '/api_1.0/job.json', headers });
  expect([jobs.status, jobs.json]).toEqual([200, []]);

  const grants = await answer('grant', 'list', ...inAcme);
  expect(grants).toMatchObject([
    { audience: 'servicem8', app: 'Reminders', grantedBy: 'Ann Lee', scopes: ['read_jobs'] },
  ]);
  await answer('grant', 'revoke', textAt(grants, 0, 'id'), ...inAcme, '--yes');
  expect(await answer('grant', 'list', ...inAcme)).toEqual([]);
  const refresh_token = textAt(granted.json, 'refresh_token');
  expect(await token({ ...secrets, grant_type: 'refresh_token', refresh_token })).toMatchObject({
    status: 400,
    json: { error: 'invalid_grant' },
  });
  await answer('app', 'revoke', textAt(app, 'id'), ...inAcme, '--yes');
  expect(await answer('app', 'list', ...inAcme)).toEqual([]);
  expect((await visitor.get(path)).status).toBe(400);

  const again = await polydex('person', 'create', ...inAcme, ...who);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toContain('This user name');
});

test('an app of an agency asks for the workspaces of its organisation', async () => {
  const { number } = server.sandbox.workspace;
  const named = ['--workspace', String(number), '--audience', 'highlevel', '--name', 'Reports'];
  const where = ['--redirect-uri', redirectUri, '--distribution', 'agency'];
  const app = await answer('app', 'create', ...named, ...where);
  expect(app).toMatchObject({
    audience: 'highlevel',
    reach: 'organisation',
    clientId: expect.stringMatching(/^[0-9a-f]{24}-[0-9a-z]{8}$/) as unknown,
    clientSecret: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
  });
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: textAt(app, 'clientId'),
    redirect_uri: redirectUri,
    scope: 'contacts.readonly',
  });
  const beside = await answer('workspace', 'create', '--sandbox', '--beside', String(number));
  await answer('workspace', 'create', '--sandbox', '--name', 'Stranger');
  const who = ['--email', 'eve@example.com', '--role', 'viewer', '--everywhere'];
  const person = await answer('person', 'create', '--workspace', String(number), ...who);
  const path = `/oauth/chooselocation?${query.toString()}`;
  const visitor = new Visitor(baseUrl);
  const first = await visitor.get(path);
  expect(first.text).toContain('Reports asks to be let into an address book.');
  const password = textAt(person, 'password');
  await visitor.press(first, 'sign-in', { username: 'eve@example.com', password });
  const page = await visitor.get(path);
  const offered = [...page.text.matchAll(/type="checkbox" name="workspace" value="(\d+)"/g)];
  expect(offered.map(([, one]) => Number(one))).toEqual([
    number,
    (beside as { number: number }).number,
  ]);
});

test('an app is told of changes until its webhook is deleted', async () => {
  const { number } = server.sandbox.workspace;
  const here = ['--workspace', String(number)];
  const scopes = ['--audience', 'highlevel', '--scope', 'contacts.readonly'];
  const key = textAt(await answer('key', 'create', ...here, ...scopes), 'id');
  const url = 'https://reminders.example.com/hook';
  const wanted = ['--url', url, '--event', 'ContactCreate', 'NoteCreate', '--app-id', 'app'];
  const made = await answer('webhook', 'create', ...here, ...wanted, '--key', key);
  const published = await fetch(`${baseUrl}/api/v1/webhooks/signing-key`);
  const publicKey = { ...((await published.json()) as object) };
  expect({ ...publicKey, ...(made as { publicKey: object }).publicKey }).toEqual(publicKey);
  const shown = { dialect: 'highlevel', fields: ['ContactCreate', 'NoteCreate'], url, pending: 0 };
  expect(await answer('webhook', 'list', ...here)).toMatchObject([{ ...shown, active: true }]);
  const lines = await polydex('webhook', 'list', ...here);
  expect(lines.stdout).toContain(url);
  await answer('webhook', 'delete', textAt(made, 'id'), ...here, '--yes');
  expect(await answer('webhook', 'list', ...here, '--all')).toEqual([]);
  const wrong = await polydex('webhook', 'create', ...here, ...wanted, '--key', 'none');
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toContain('must be the id of a valid highlevel key or grant');
});

test.each([
  [
    ['app', 'create', '--name', 'X', '--redirect-uri', redirectUri, '--distribution', 'agency'],
    'reach: must be workspace',
  ],
  [['person', 'create', '--email', 'nobody'], 'email: must be an e-mail address'],
  [
    ['app', 'create', '--name', 'X', '--redirect-uri', 'http://a.example/'],
    'redirectUris[0]: must be https',
  ],
])('says what is wrong with %j', async (args, words) => {
  const { number } = server.sandbox.workspace;
  const ending = await polydex(...args, '--workspace', String(number));
  expect(ending).toMatchObject({ code: 1, stdout: '' });
  expect(ending.stderr).toContain(words);
});
