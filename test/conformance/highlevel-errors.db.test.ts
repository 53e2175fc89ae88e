import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  contactOf,
  startHighlevel,
  uuidPattern,
  type Call,
  type HighlevelServer,
} from './highlevel-client.ts';

let server: HighlevelServer;
let contactPath: string;
let foreignPath: string;
let total: number;
beforeAll(async () => {
  server = await startHighlevel();
  const made = await create(server.home, { firstName: 'Jane', email: 'jane@example.com' });
  contactPath = `/contacts/${String(contactOf(made)['id'])}`;
  const foreign = await create(server.foreign, { email: 'jane@example.com' });
  foreignPath = `/contacts/${String(contactOf(foreign)['id'])}`;
  total = await count();
});
afterAll(async () => {
  await server.stop();
});

const traceId = expect.stringMatching(uuidPattern) as string;

function create(where: { locationId: string; token: string }, fields: object) {
  const { locationId, token } = where;
  return server.call('POST', '/contacts/', { token, body: { locationId, ...fields } });
}

function count(): Promise<number> {
  return server.hub.contacts.count(server.home.context, { filters: [] });
}

/** Every call of this issue, well-formed. */
function everyCall(): [string, string, Call][] {
  const { locationId } = server.home;
  return [
    ['POST', '/contacts/', { body: { locationId, firstName: 'X' } }],
    ['GET', contactPath, {}],
    ['PUT', contactPath, { body: { firstName: 'X' } }],
    ['DELETE', contactPath, {}],
    ['GET', `/contacts/?locationId=${locationId}`, {}],
    ['GET', `/contacts/search/duplicate?locationId=${locationId}&email=x@example.com`, {}],
    ['POST', '/contacts/search', { body: { locationId, pageLimit: 1 } }],
  ];
}

async function expectEverywhere(call: Call, status: number, body: object): Promise<void> {
  for (const [method, path, good] of everyCall()) {
    const reply = await server.call(method, path, { ...good, ...call });
    expect([method, path, reply.status, reply.json]).toEqual([method, path, status, body]);
  }
}

describe('the gateway', () => {
  test('wants a version', async () => {
    const body = { statusCode: 401, message: 'version header was not found.' };
    await expectEverywhere({ version: null }, 401, body);
    await expectEverywhere({ version: null, token: null }, 401, body);
  });

  test('refuses an unpublished date as a version, and junk as no version', async () => {
    await expectEverywhere({ version: '2020-01-01' }, 401, {
      statusCode: 401,
      message: 'version header is invalid',
    });
    await expectEverywhere({ version: 'bogus-version' }, 400, {
      statusCode: 400,
      message: "Invalid API version segment 'bogus-version' at position 0",
    });
  });

  test.each(['2021-04-15', '2021-07-28', '2023-02-21', 'v3'])(
    'takes the version %s',
    async (version) => {
      expect((await server.call('GET', contactPath, { version })).status).toBe(200);
    },
  );

  test('wants a token, and tells the two kinds of unknown ones apart', async () => {
    await expectEverywhere({ token: null }, 401, {
      statusCode: 401,
      message: 'Invalid token: access token is invalid',
      error: 'Unauthorized',
    });
    await expectEverywhere({ token: 'pit-0f8fad5b-d9cb-469f-a165-70867728950e' }, 401, {
      statusCode: 401,
      message: 'Invalid Private Integration token',
    });
    await expectEverywhere({ token: 'eyJhbGciOiJIUzI1NiJ9.e30.x' }, 401, {
      statusCode: 401,
      message: 'Invalid JWT',
    });
  });

  test('refuses a token without the scope of the call', async () => {
    const body = { statusCode: 401, message: 'The token is not authorized for this scope.' };
    await expectEverywhere({ token: server.home.outsider }, 401, body);
    for (const [method, path, good] of everyCall()) {
      const writes = path === '/contacts/' || method === 'PUT' || method === 'DELETE';
      const token = writes ? server.home.reader : server.home.writer;
      const reply = await server.call(method, path, { ...good, token });
      expect([method, path, reply.status, reply.json]).toEqual([method, path, 401, body]);
    }
  });

  test('refuses the location of somebody else, wherever it stands', async () => {
    const { locationId } = server.foreign;
    const calls: [string, string, Call][] = [
      ['POST', '/contacts/', { body: { locationId } }],
      ['GET', `/contacts/?locationId=${locationId}`, {}],
      ['GET', `/contacts/search/duplicate?locationId=${locationId}`, {}],
      ['POST', '/contacts/search', { body: { locationId, pageLimit: 1 } }],
      ['GET', `${contactPath}?locationId=${locationId}`, {}],
    ];
    for (const [method, path, call] of calls) {
      const reply = await server.call(method, path, call);
      expect([path, reply.status, reply.json]).toEqual([
        path,
        403,
        { statusCode: 403, message: 'The token does not have access to this location.' },
      ]);
    }
  });

  test('sends the rate-limit headers with every reply and counts down', async () => {
    const first = await server.call('GET', contactPath, { token: server.strict.reader });
    const second = await server.call('GET', contactPath, { token: server.strict.reader });
    const daily = (reply: { headers: Headers }) =>
      Number(reply.headers.get('x-ratelimit-daily-remaining'));
    expect(daily(second)).toBe(daily(first) - 1);
    for (const path of ['/contacts', '/contacts/x/y', '/locations/x']) {
      const { headers } = await server.call('GET', path, { token: null });
      expect(headers.get('x-ratelimit-limit-daily')).toBe('200000');
      expect(headers.get('x-ratelimit-daily-remaining')).toBe('200000');
      expect(headers.get('x-ratelimit-interval-milliseconds')).toBe('10000');
      expect(headers.get('x-ratelimit-remaining')).toBe('100');
      expect(Number(headers.get('x-ratelimit-daily-reset'))).toBeGreaterThan(0);
    }
  });
});

describe('what is not there', () => {
  test.each([
    ['GET', '/contacts/a/b'],
    ['POST', '/contacts/upserts'],
    ['POST', '/contacts/abc/tag'],
    ['PATCH', '/contacts/abc'],
    ['DELETE', '/contacts'],
    ['GET', '/locations/abc/users'],
    ['GET', '/businesses/abc/def'],
    ['GET', '/users/abc'],
    ['GET', '/highlevel/contacts/a/b'],
  ])('%s %s answers as an unknown path', async (method, path) => {
    const reply = await server.call(method, `${path}?email=jane@example.com`, { token: null });
    expect(reply.status).toBe(404);
    expect(reply.json).toEqual({
      statusCode: 404,
      message: `Cannot ${method} ${path}`,
      error: 'Not Found',
    });
  });

  test('an unknown, a malformed and a foreign id look the same', async () => {
    const paths = [
      `/contacts/0000000000000000zzzz`,
      '/contacts/abc',
      '/contacts/%C3%A4',
      foreignPath,
    ];
    for (const path of paths) {
      for (const [method, call] of [
        ['GET', {}],
        ['PUT', { body: { country: 'US' } }],
        ['DELETE', {}],
      ] as const) {
        const reply = await server.call(method, path, call);
        expect([path, reply.status, reply.json]).toEqual([
          path,
          400,
          { statusCode: 400, message: 'Contact not found', error: 'Bad Request', traceId },
        ]);
      }
    }
    const theirs = await server.call('GET', foreignPath, { token: server.foreign.token });
    expect(theirs.status).toBe(200);
  });
});

describe('a body that cannot be taken', () => {
  function unprocessable(...message: string[]) {
    return { message, error: 'Unprocessable Entity', statusCode: 422, traceId };
  }

  test.each<[object, string[]]>([
    [{ additionalEmails: [] }, ['property additionalEmails should not exist']],
    [{ firstName: 7 }, ['firstName must be a string']],
    [{ dnd: 'true' }, ['dnd must be a boolean value']],
    [{ tags: 'vip' }, ['tags must be an array']],
    [{ tags: ['vip', 7, 8] }, ['each value in tags must be a string']],
    [{ dndSettings: [] }, ['dndSettings must be an object']],
    [
      { dndSettings: { Call: { status: 'off' } } },
      ['dndSettings.Call.status must be a valid enum value'],
    ],
    [
      { dndSettings: { Call: {} } },
      [
        'dndSettings.Call.status should not be empty',
        'dndSettings.Call.status must be a valid enum value',
      ],
    ],
    [{ dndSettings: { Fax: { status: 'active' } } }, ['dndSettings.property Fax should not exist']],
    [
      { inboundDndSettings: { all: { status: 'permanent' } } },
      ['inboundDndSettings.all.status must be a valid enum value'],
    ],
    [{ customFields: {} }, ['customFields must be an array']],
    [{ customFields: [{ value: 'x' }] }, ['customFields.0.id should not be empty']],
    [{ customFields: [{ key: 'x' }] }, ['customFields.0.value should not be empty']],
    [
      { customFields: [{ key: 'unheard_of', value: 'x' }] },
      ['customFields.0 no custom field has the id or key "unheard_of"'],
    ],
    [{ email: 'jane' }, ['email must be an email']],
    [
      { country: 'Texas', timezone: 'Mars/Olympus', dateOfBirth: '25/09/1990' },
      [
        'country must be a valid enum value',
        'timezone must be a valid IANA time zone',
        'dateOfBirth must be a valid date',
      ],
    ],
  ])('%j is refused by create and update, each field named', async (fields, messages) => {
    const made = await create(server.home, fields);
    const updated = await server.call('PUT', contactPath, { body: fields });
    for (const reply of [made, updated]) {
      expect(reply.status).toBe(422);
      expect(reply.json).toEqual(unprocessable(...messages));
    }
  });

  test('a text that no honest value exceeds is refused by name', async () => {
    const reply = await create(server.home, { city: 'a'.repeat(2001) });
    expect(reply.json).toEqual(unprocessable('city must be at most 2000 characters long'));
  });

  test('create wants a location, update takes none, and gender only create', async () => {
    const nothing = unprocessable('locationId should not be empty', 'locationId must be a string');
    for (const body of [undefined, {}]) {
      const reply = await server.call('POST', '/contacts/', { body });
      expect([reply.status, reply.json]).toEqual([422, nothing]);
    }
    const empty = await server.call('POST', '/contacts/', { body: { locationId: '' } });
    expect(empty.json).toEqual(unprocessable('locationId should not be empty'));
    const both = { locationId: server.home.locationId, gender: 'f' };
    const reply = await server.call('PUT', contactPath, { body: both });
    expect([reply.status, reply.json]).toEqual([
      422,
      unprocessable('property locationId should not exist', 'property gender should not exist'),
    ]);
  });

  test.each([
    ['call me', 'The string supplied did not seem to be a phone number'],
    ['123', 'The string supplied is too short to be a phone number'],
    ['+1555123456789012', 'The string supplied is too long to be a phone number'],
  ])('the phone %s is refused with the sentence of the phone library', async (phone, message) => {
    const made = await create(server.home, { phone });
    const updated = await server.call('PUT', contactPath, { body: { phone } });
    for (const reply of [made, updated]) {
      expect(reply.status).toBe(400);
      expect(reply.json).toEqual({ statusCode: 400, message, error: 'Bad Request', traceId });
    }
  });

  test('what is no JSON, no object or too large is refused', async () => {
    const broken = await server.call('POST', '/contacts/', { body: '{"locationId": "abc' });
    expect(broken.json).toEqual({
      statusCode: 400,
      message: 'Unexpected token in JSON',
      error: 'Bad Request',
      traceId,
    });
    const list = await server.call('POST', '/contacts/', { body: [] });
    expect([list.status, list.json]).toEqual([422, unprocessable('body must be an object')]);
    const huge = { locationId: server.home.locationId, source: 'x'.repeat(1_100_000) };
    const large = await server.call('POST', '/contacts/', { body: huge });
    expect([large.status, large.json]).toEqual([
      413,
      { statusCode: 413, message: 'request entity too large', error: 'Payload Too Large', traceId },
    ]);
  });

  test.each([
    ['firstName', 'Ja\u0000ne'],
    ['lastName', 'Ro\ud800e'],
  ])('%s with text that cannot be stored is refused by name', async (field, value) => {
    for (const reply of [
      await create(server.home, { [field]: value }),
      await server.call('PUT', contactPath, { body: { [field]: value } }),
    ]) {
      expect(reply.status).toBe(422);
      expect(reply.json['message']).toEqual([expect.stringMatching(new RegExp(`^${field} `))]);
    }
  });

  test('the content type is not looked at', async () => {
    const body = JSON.stringify({ firstName: 'Jane' });
    const headers = { 'content-type': 'text/plain' };
    expect((await server.call('PUT', contactPath, { body, headers })).status).toBe(200);
  });
});

describe('a workspace that refuses duplicates', () => {
  test('refuses by e-mail first, then by phone, and names the contact there', async () => {
    const { strict } = server;
    const jane = await create(strict, {
      name: 'Jane Roe',
      email: 'jane@example.com',
      phone: '+15125550100',
    });
    const { id } = contactOf(jane);
    const refusal = {
      statusCode: 400,
      message: 'This location does not allow duplicated contacts.',
      meta: { contactName: 'Jane Roe', contactId: id, matchingField: 'email' },
      traceId,
    };
    const twice = await create(strict, { email: ' JANE@example.com', phone: '(512) 555-0100' });
    expect([twice.status, twice.json]).toEqual([400, refusal]);
    const byPhone = await create(strict, { email: 'other@example.com', phone: '512.555.0100' });
    expect(byPhone.json).toEqual({ ...refusal, meta: { ...refusal.meta, matchingField: 'phone' } });
    const other = await create(strict, { email: 'john@example.com' });
    const path = `/contacts/${String(contactOf(other)['id'])}`;
    const { token } = strict;
    const updated = await server.call('PUT', path, { token, body: { phone: '+15125550100' } });
    const { traceId: _, ...bare } = refusal;
    expect([updated.status, updated.json]).toEqual([
      400,
      { ...bare, meta: { ...refusal.meta, matchingField: 'phone' }, succeeded: false },
    ]);
  });

  test('does not tell a token that only writes who is there', async () => {
    const { strict } = server;
    await create(strict, { email: 'secret@example.com' });
    const refused = await create(
      { ...strict, token: strict.writer },
      { email: 'secret@example.com' },
    );
    expect(refused.json).toEqual({
      statusCode: 400,
      message: 'This location does not allow duplicated contacts.',
      traceId,
    });
  });

  test('lets a contact keep and repeat its own values', async () => {
    const { strict } = server;
    const made = contactOf(
      await create(strict, { email: 'own@example.com', phone: '+15125550142' }),
    );
    const body = { email: made['email'], phone: made['phone'] };
    const call = { token: strict.token, body };
    expect((await server.call('PUT', `/contacts/${String(made['id'])}`, call)).status).toBe(200);
  });

  test('elsewhere a second contact with the same values is simply made', async () => {
    const before = await count();
    const made = contactOf(await create(server.home, { email: 'jane@example.com' }));
    expect(await count()).toBe(before + 1);
    await server.call('DELETE', `/contacts/${String(made['id'])}`);
  });
});

test('nothing that was refused above has left a trace', async () => {
  expect(await count()).toBe(total);
  const shown = contactOf(await server.call('GET', contactPath));
  expect(shown).toMatchObject({ name: 'Jane', email: 'jane@example.com', dnd: false, tags: [] });
  for (const field of ['phone', 'country', 'dndSettings', 'inboundDndSettings'])
    expect(shown).not.toHaveProperty(field);
});
