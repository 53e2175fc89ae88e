/** `GET /callerid` over a listening server, as telephone systems ask it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactDraft } from '../../src/core/contact/contact-patch.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import { enterAsOperator } from '../../src/auth/operator.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

let server: TestServer;
let context: TenantContext;
/** Can look up and do nothing else. */
let key: string;

beforeAll(async () => {
  server = await openWorkspace();
  const { control } = server.runtime;
  const [workspace] = await control.workspaces.list();
  if (!workspace) throw new Error('a server starts with a Sandbox');
  context = await enterAsOperator(control, workspace.id, 'test');
  key = await makeKey('lookup');
});
afterAll(() => server.stop());

async function makeKey(...scopes: string[]): Promise<string> {
  const draft = { audience: 'native', label: 'telephones', scopes };
  const { secrets } = await server.runtime.auth.keys.create(context, draft);
  return 'apiKey' in secrets ? secrets.apiKey : '';
}

async function ask(query: string, headers: Record<string, string> = { 'x-api-key': key }) {
  const reply = await fetch(`${server.baseUrl}/callerid?${query}`, { headers });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
}

const encoded = (number: string) => `number=${encodeURIComponent(number)}`;
const nameAt = async (number: string): Promise<string> => (await ask(encoded(number))).text;

const person = (givenName: string, value: string, more: ContactDraft = {}) =>
  server.runtime.hub.contacts.create(context, {
    givenName,
    methods: [{ op: 'add', kind: 'phone', entry: { value } }],
    ...more,
  });

describe('GET /callerid', () => {
  test('answers the name as a line of plain text that nobody keeps', async () => {
    await person('Ada', '+15556660001', { familyName: 'King' });
    const { status, headers, text } = await ask('number=%2B15556660001');
    expect([status, text]).toEqual([200, 'Ada King']);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    '+15556660002',
    '15556660002',
    '5556660002',
    '(555) 666-0002',
    '0015556660002',
    '00 1 555 666 0002',
    '  +1.555.666.0002  ',
    '+1 555 666 0002 ext. 12',
    'tel:+1-555-666-0002',
  ])('finds a national number however the caller is written: %j', async (number) => {
    if ((await nameAt('+15556660002')) === '') await person('Grace', '(555) 666-0002');
    expect(await nameAt(number)).toBe('Grace');
  });

  test.each(['+442079460001', '442079460001', '00442079460001', '011 44 20 7946 0001'])(
    'finds a foreign number however the caller is written: %j',
    async (number) => {
      if ((await nameAt('+442079460001')) === '') await person('Eve', '0044 20 7946 0001');
      expect(await nameAt(number)).toBe('Eve');
    },
  );

  test('takes the blank that an unescaped plus becomes for a plus', async () => {
    await person('Iris', '+442079460002');
    expect((await ask('number=+442079460002')).text).toBe('Iris');
  });

  test('shows the label in place of the name, and a company that has no name', async () => {
    await person('Ada', '+15556660003', { displayName: 'Countess' });
    await person('', '+15556660004', { companyName: 'Example Ltd' });
    expect([await nameAt('5556660003'), await nameAt('5556660004')]).toEqual([
      'Countess',
      'Example Ltd',
    ]);
  });

  test('shows a household by its name and size', async () => {
    for (const name of ['Ann', 'Bruce']) await person(name, '+15556660005', { familyName: 'Lee' });
    expect(await nameAt('+15556660005')).toBe('Lee household (2)');
  });

  test('shows an office by its company, and strangers by the first and how many more', async () => {
    for (const name of ['Ann', 'Bruce', 'Cleo'])
      await person(name, '+15556660006', { companyName: 'Example Ltd' });
    expect(await nameAt('+15556660006')).toBe('Example Ltd (3)');
    await person('Zoe', '+15556660006');
    expect(await nameAt('+15556660006')).toBe('Ann +3');
  });

  test('shows namesakes by their name', async () => {
    for (const _ of [1, 2]) await person('Ada', '+15556660007', { familyName: 'Lovelace' });
    expect(await nameAt('+15556660007')).toBe('Ada Lovelace');
  });

  test('shows the archived only when there is nobody else, and never the deleted', async () => {
    const phone = '+15556660008';
    await person('Former', phone, { archived: true });
    expect(await nameAt(phone)).toBe('Former');
    const { id } = await person('Present', phone);
    expect(await nameAt(phone)).toBe('Present');
    await server.runtime.hub.contacts.remove(context, id);
    expect(await nameAt(phone)).toBe('Former');
  });

  test('tells extensions of one number apart', async () => {
    await person('Desk', '+1 555 666 0009 ext. 12');
    await person('Front', '+15556660009');
    expect(await nameAt('+15556660009 x12')).toBe('Desk');
    expect(await nameAt('+15556660009')).toBe('Front');
    expect(await nameAt('+15556660009 x13')).toBe('Desk +1');
  });

  test('is one line whatever the name holds', async () => {
    await person('Ada\r\nKing\u2028Lovelace', '+15556660010');
    expect(await nameAt('+15556660010')).toBe('Ada King Lovelace');
  });

  test.each(['+15556669999', '', 'anonymous', ' ', '+', 'x'.repeat(250)])(
    'answers 200 with nothing for %j',
    async (number) => {
      await person('Nobody', 'anonymous');
      expect(await ask(encoded(number))).toMatchObject({ status: 200, text: '' });
    },
  );

  test('sees no other workspace', async () => {
    const { workspace } = await server.addWorkspace();
    const elsewhere = await enterAsOperator(server.runtime.control, workspace.id, 'test');
    await server.runtime.hub.contacts.create(elsewhere, {
      givenName: 'Theirs',
      methods: [{ op: 'add', kind: 'phone', entry: { value: '+15556660011' } }],
    });
    expect(await nameAt('+15556660011')).toBe('');
  });
});

describe('the key of a telephone system', () => {
  test('passes in the address and in a header', async () => {
    await person('Key', '+15556660012');
    const number = encoded('+15556660012');
    for (const headers of [{ 'x-api-key': key }, { authorization: `Bearer ${key}` }]) {
      expect((await ask(number, headers)).text).toBe('Key');
    }
    expect((await ask(`${number}&key=${key}`, {})).text).toBe('Key');
    const below = await fetch(`${server.baseUrl}/native/callerid?${number}&key=${key}`);
    expect(await below.text()).toBe('Key');
  });

  test('is taken from no other address, and does nothing but look up', async () => {
    const api = `${server.baseUrl}/api/v1`;
    expect((await fetch(`${api}/lookup?phone=1&key=${key}`)).status).toBe(401);
    const headers = { 'x-api-key': key };
    expect((await fetch(`${api}/lookup?phone=1`, { headers })).status).toBe(200);
    for (const path of ['contacts', 'changes', 'tags', 'keys']) {
      expect((await fetch(`${api}/${path}`, { headers })).status, path).toBe(403);
    }
  });

  test('is refused in an address when it can do more', async () => {
    const wide = await makeKey('lookup', 'person.read');
    const reply = await ask(`number=1&key=${wide}`, {});
    expect([reply.status, reply.text]).toEqual([400, '']);
    expect((await ask('number=1', { 'x-api-key': wide })).status).toBe(200);
  });
});

describe('a refusal has no body that a telephone could show', () => {
  test('401 without a key, or with one that is unknown', async () => {
    for (const query of ['number=1', 'number=1&key=nothing']) {
      const { status, text, headers } = await ask(query, {});
      expect([status, text]).toEqual([401, '']);
      expect(headers.get('www-authenticate')).toBe('Bearer realm="polydex"');
    }
  });

  test('403 with a key that may not look up', async () => {
    const reply = await ask('number=1', { 'x-api-key': await makeKey('tag.read') });
    expect([reply.status, reply.text]).toEqual([403, '']);
  });

  test.each(['', 'phone=1', 'number=1&number=2', `number=${'1'.repeat(251)}`, 'number=%00'])(
    '400 for %j',
    async (query) => {
      const reply = await ask(query);
      expect([reply.status, reply.text]).toEqual([400, '']);
    },
  );
});
