/** Every API recorded through the proxy and replayed in another workspace, without processes: `record.db.test.ts` has those. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxFile } from '../../../src/auth/workspace/sandbox-file.ts';
import { findSecrets } from '../../../src/cli/capture/find-secrets.ts';
import type { Entry } from '../../../src/cli/capture/har.ts';
import { Replay } from '../../../src/cli/capture/replay.ts';
import { Sanitiser } from '../../../src/cli/capture/sanitise.ts';
import { startRecordingProxy } from '../../../src/egress/recording-proxy.ts';
import { openWorkspace } from '../../support/shared-server.ts';
import type { TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openWorkspace();
});
afterAll(() => server.stop());

type Headers = Readonly<Record<string, string>>;
/** Sends one call, and answers the parsed body. */
type Send = (method: string, path: string, body?: object) => Promise<Record<string, string>>;

interface Program {
  readonly dialect: string;
  /** As the program presents itself; a query stands behind every path. */
  credentials(file: SandboxFile): { readonly headers?: Headers; readonly query?: string };
  run(send: Send, file: SandboxFile): Promise<void>;
}

const programs: readonly Program[] = [
  {
    dialect: 'unified',
    credentials: ({ unified }) => ({
      headers: { authorization: `bearer ${unified.apiKey}` },
      query: `credentialId=${unified.credentialId}`,
    }),
    run: async (send) => {
      const ada = { firstName: 'Ada', lastName: 'Quill', emailAddresses: [{ value: 'a@q.org' }] };
      const made = await send('POST', '/crm/contacts', ada);
      const path = `/crm/contacts/${idIn(made, 'contact')}`;
      await send('GET', path);
      await send('PUT', path, { lastName: 'Feather' });
      await send('GET', '/crm/contacts');
      await send('POST', '/crm/contacts', { lastName: 7 });
      await send('DELETE', path);
      await send('GET', '/crm/contacts/none');
    },
  },
  {
    dialect: 'servicetitan',
    credentials: ({ servicetitan }) => ({ headers: { 'st-app-key': servicetitan.appKey } }),
    run: async (send, { servicetitan: { tenant } }) => {
      const base = `/crm/v2/tenant/${tenant}/contacts`;
      const made = await send('POST', base, { name: 'Ada Quill', title: 'Owner' });
      const path = `${base}/${made['id']}`;
      await send('PATCH', path, { name: 'Ada Feather' });
      await send('POST', `${path}/contact-methods`, { type: 'Email', value: 'ada@quill.org' });
      await send('GET', path);
      await send('GET', `${base}?page=1&pageSize=5&includeTotal=true`);
      await send('GET', `${base}/none`);
      await send('DELETE', path);
    },
  },
  {
    dialect: 'voipbin',
    credentials: ({ voipbin }) => ({ query: `accesskey=${voipbin.accesskey}` }),
    run: async (send, { voipbin: { username, password } }) => {
      const phone_numbers = [{ number: '+15558675309', type: 'mobile', is_primary: true }];
      const made = await send('POST', '/v1.0/contacts', { first_name: 'Ada', phone_numbers });
      const path = `/v1.0/contacts/${made['id']}`;
      await send('GET', path);
      await send('PUT', path, { last_name: 'Quill' });
      await send('GET', '/v1.0/contacts?page_size=10');
      await send('GET', `/v1.0/contacts/lookup?phone=${encodeURIComponent('+15558675309')}`);
      await send('POST', '/auth/login', { username, password });
      await send('POST', '/auth/login', { username: 'nobody@quill.org', password: 'wrong' });
      await send('DELETE', path);
    },
  },
  {
    dialect: 'native',
    credentials: ({ native }) => ({ headers: { authorization: `Bearer ${native.apiKey}` } }),
    run: async (send) => {
      const ada = { givenName: 'Ada', familyName: 'Quill', tags: ['gold member'] };
      const made = await send('POST', '/api/v1/contacts', ada);
      const path = `/api/v1/contacts/${made['id']}`;
      await send('PATCH', path, { familyName: 'Feather' });
      await send('GET', path);
      await send('GET', '/api/v1/contacts?limit=5');
      await send('GET', '/api/v1/contacts/none');
      await send('DELETE', path);
    },
  },
];

/** The same in form, of nobody. */
function unknownTo({ headers = {}, query }: ReturnType<Program['credentials']>) {
  const other = Object.entries(headers).map(([name, value]) => [name, `${value.slice(0, -3)}000`]);
  return {
    headers: Object.fromEntries(other) as Headers,
    ...(query !== undefined && { query: `${query.slice(0, -3)}000` }),
  };
}

/** The id of a reply that names its record, or has it whole. */
function idIn(body: Record<string, unknown>, name: string): string {
  const whole: unknown = body[name] ?? body;
  return typeof whole === 'object' && whole !== null && 'id' in whole ? String(whole.id) : '';
}

/** What the program's calls to the workspace become in a capture. */
async function record(
  program: Program,
  file: SandboxFile,
  over: Headers = {},
): Promise<readonly Entry[]> {
  const upstream = new URL(file.baseUrl);
  const sanitiser = new Sanitiser();
  const entries: Entry[] = [];
  const onExchange = (exchange: Parameters<Sanitiser['entry']>[0]): void => {
    entries.push(sanitiser.entry(exchange, upstream));
  };
  const proxy = await startRecordingProxy({ upstream, port: 0, onExchange });
  const { headers = {}, query = '' } = program.credentials(file);
  const token: Headers =
    program.dialect === 'servicetitan' ? { authorization: await tokenOf(proxy.url, file) } : {};
  await program.run(async (method, path, body) => {
    const join = path.includes('?') ? '&' : '?';
    const reply = await fetch(`${proxy.url}${path}${query === '' ? '' : join + query}`, {
      method,
      headers: {
        ...headers,
        ...token,
        ...(body && { 'content-type': 'application/json' }),
        ...over,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    return (text === '' ? {} : JSON.parse(text)) as Record<string, string>;
  }, file);
  await proxy.stop();
  return entries;
}

async function tokenOf(url: string, { servicetitan }: SandboxFile): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: servicetitan.clientId,
    client_secret: servicetitan.clientSecret,
  });
  const reply = await fetch(`${url}/connect/token`, { method: 'POST', body });
  return ((await reply.json()) as { access_token: string }).access_token;
}

/** What differs when the capture is replayed in a new workspace. */
async function replayed(dialect: string, entries: readonly Entry[]): Promise<readonly string[]> {
  const replay = new Replay(await server.addWorkspace(), dialect, entries);
  const found: string[] = [];
  for (const entry of entries) {
    const { call, differences } = await replay.compare(entry);
    found.push(...differences.map((one) => `${call} ${one}`));
  }
  return found;
}

describe.each(programs)('a recording of $dialect', (program) => {
  test('holds no secret, and is answered here as it was there', async () => {
    const entries = await record(program, server.sandbox);
    expect(findSecrets(entries)).toEqual([]);
    expect(await replayed(program.dialect, entries)).toEqual([]);
    const statuses = entries.map(({ response }) => response.status);
    expect(statuses.filter((status) => status < 300).length).toBeGreaterThan(4);
  });

  test('that another credential was refused in is refused here, and one that was let in shows', async () => {
    const { dialect } = program;
    // The replay cannot know which of two was refused: it sends the right application key.
    const hasTwo = dialect === 'servicetitan';
    const wrong = { ...program, credentials: () => unknownTo(program.credentials(server.sandbox)) };
    const recorded = hasTwo
      ? await record(program, server.sandbox, { authorization: 'unknown' })
      : await record(wrong, server.sandbox);
    const entries = recorded.filter(
      ({ request, response }) => response.status === 401 && request.method === 'GET',
    );
    expect(entries.length).toBeGreaterThan(0);
    expect(await replayed(program.dialect, entries)).toEqual([]);
    const letIn = entries.map((entry) => ({
      ...entry,
      response: { ...entry.response, status: 200 },
    }));
    expect(await replayed(program.dialect, letIn)).not.toEqual([]);
  });
});
