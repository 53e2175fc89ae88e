import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { NativeClient } from './native-client.ts';

let client: NativeClient;
let owner: pg.Client;
beforeAll(async () => {
  client = await NativeClient.start();
  owner = new pg.Client({ connectionString: client.server.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await client.server.stop();
});

async function named(givenName: string): Promise<number> {
  return (await client.get(`/contacts?givenName=${givenName}&include=all`)).json.data.length;
}

describe('If-Match', () => {
  test('lets one of two editors through', async () => {
    const { id } = (await client.post('/contacts', { givenName: 'Ed' })).json;
    const [one, two] = await Promise.all([
      client.patch(`/contacts/${id}`, { jobTitle: 'one' }, { 'if-match': '"v1"' }),
      client.patch(`/contacts/${id}`, { jobTitle: 'two' }, { 'if-match': '"v1"' }),
    ]);
    expect(new Set([one.status, two.status])).toEqual(new Set([200, 412]));
    const refused = one.status === 412 ? one : two;
    expect(refused.headers.get('etag')).toBe('"v2"');
    expect(refused.json.type).toBe('/docs/problems#version-conflict');
  });

  test('guards every write of every record', async () => {
    const contact = (
      await client.post('/contacts', {
        givenName: 'Guard',
        phones: [{ value: '5125550150' }],
        addresses: [{ city: 'A' }],
      })
    ).json;
    const job = (await client.post('/jobs', { status: 'quote' })).json;
    const account = (await client.post('/accounts', { name: 'Guard' })).json;
    const link = (await client.post('/job-contacts', { jobId: job.id, contactId: contact.id }))
      .json;
    const relation = (
      await client.post('/relations', { contactId: contact.id, targetId: account.id })
    ).json;
    const tag = (await client.post('/tags', { name: 'guarded' })).json;
    const field = (await client.post('/custom-fields', { name: 'Guarded', dataType: 'TEXT' })).json;
    const own = `/contacts/${contact.id}`;
    const writes: [string, string, unknown][] = [
      ['PATCH', own, { jobTitle: 'x' }],
      ['PUT', `${own}/consent`, { dnd: true }],
      ['POST', `${own}/phones`, { value: '5125550151' }],
      ['PATCH', `${own}/phones/${contact.phones[0]?.id}`, { memo: 'x' }],
      ['DELETE', `${own}/phones/${contact.phones[0]?.id}`, undefined],
      ['POST', `${own}/addresses`, { city: 'B' }],
      ['PATCH', `${own}/addresses/${contact.addresses[0]?.id}`, { city: 'C' }],
      ['DELETE', `${own}/addresses/${contact.addresses[0]?.id}`, undefined],
      ['DELETE', own, undefined],
      ['PATCH', `/jobs/${job.id}`, { description: 'x' }],
      ['DELETE', `/jobs/${job.id}`, undefined],
      ['PATCH', `/accounts/${account.id}`, { name: 'x' }],
      ['DELETE', `/accounts/${account.id}`, undefined],
      ['PATCH', `/job-contacts/${link.id}`, { first: 'x' }],
      ['DELETE', `/job-contacts/${link.id}`, undefined],
      ['PATCH', `/relations/${relation.id}`, { role: 'x' }],
      ['DELETE', `/relations/${relation.id}`, undefined],
      ['PATCH', `/tags/${tag.id}`, { detail: 'x' }],
      ['DELETE', `/tags/${tag.id}`, undefined],
      ['PATCH', `/custom-fields/${field.id}`, { name: 'x' }],
      ['DELETE', `/custom-fields/${field.id}`, undefined],
      ['PATCH', `/workspaces/${client.server.sandbox.workspace.id}`, { name: 'x' }],
    ];
    const before = (await client.get('/changes?limit=1000')).json.lastSeq;
    for (const [method, path, body] of writes) {
      const reply = await client.call(method, path, body, { 'if-match': '"v99"' });
      expect([method, path, reply.status]).toEqual([method, path, 412]);
    }
    expect((await client.get('/changes?limit=1000')).json.lastSeq).toBe(before);
  });

  test('takes weak tags and *, and refuses what is no tag', async () => {
    const { id } = (await client.post('/contacts', { givenName: 'Tag' })).json;
    const patch = (value: string) =>
      client.patch(`/contacts/${id}`, { jobTitle: value }, { 'if-match': value });
    expect((await patch('W/"v1"')).status).toBe(200);
    expect((await patch('*')).status).toBe(200);
    expect((await patch('"v3"')).status).toBe(200);
    expect((await patch('"else"')).status).toBe(412);
    const refused = await patch('v4');
    expect(refused.status).toBe(400);
    expect(refused.json.errors).toMatchObject([{ path: 'If-Match' }]);
  });

  test('has a sibling for reading: 304 while nothing changed', async () => {
    const { id } = (await client.post('/contacts', { givenName: 'Same' })).json;
    const same = await client.get(`/contacts/${id}`, { 'if-none-match': '"v1"' });
    expect([same.status, same.text, same.headers.get('etag')]).toEqual([304, '', '"v1"']);
    expect((await client.get(`/contacts/${id}`, { 'if-none-match': '"v0"' })).status).toBe(200);
  });
});

describe('Idempotency-Key', () => {
  test('answers a repeated request with the first reply', async () => {
    const headers = { 'idempotency-key': 'repeat-1' };
    const first = await client.post('/contacts', { givenName: 'Once' }, headers);
    await client.patch(`/contacts/${first.json.id}`, { jobTitle: 'changed since' });
    const again = await client.post('/contacts', { givenName: 'Once' }, headers);
    expect(again.status).toBe(201);
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(again.headers.get('etag')).toBe('"v1"');
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await named('Once')).toBe(1);
  });

  test('lets one of many at once through', async () => {
    const replies = await Promise.all(
      Array.from({ length: 12 }, () =>
        client.post('/contacts', { givenName: 'Crowd' }, { 'idempotency-key': 'crowd' }),
      ),
    );
    const statuses = new Set(replies.map((reply) => reply.status));
    expect(statuses.isSubsetOf(new Set([201, 409]))).toBe(true);
    for (const reply of replies.filter(({ status }) => status === 409)) {
      expect(reply.json.type).toBe('/docs/problems#idempotency-in-flight');
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await named('Crowd')).toBe(1);
  });

  test('belongs to a route, its query, a body and a credential', async () => {
    const headers = { 'idempotency-key': 'scoped' };
    await client.post('/contacts', { givenName: 'Scoped' }, headers);
    const otherBody = await client.post('/contacts', { givenName: 'Other' }, headers);
    expect(otherBody.status).toBe(422);
    expect(otherBody.json.type).toBe('/docs/problems#idempotency-mismatch');
    expect((await client.post('/jobs', { status: 'quote' }, headers)).status).toBe(422);
    const asking = await client.post('/contacts?looksLike=true', { givenName: 'Scoped' }, headers);
    expect(asking.status).toBe(422);
    const other = await client.restricted(['person.write', 'person.read']);
    expect((await other.post('/contacts', { givenName: 'Scoped' }, headers)).status).toBe(201);
    expect(await named('Scoped')).toBe(2);
  });

  test('is free again after a refusal', async () => {
    const headers = { 'idempotency-key': 'refused' };
    const refused = await client.post(
      '/contacts',
      { givenName: 'Later', dateOfBirth: 'never' },
      headers,
    );
    expect(refused.status).toBe(400);
    expect((await client.post('/contacts', { givenName: 'Later' }, headers)).status).toBe(201);
    expect(await named('Later')).toBe(1);
  });

  test('must be visible ASCII, and is refused where a secret would have to be kept', async () => {
    expect(
      (await client.post('/contacts', {}, { 'idempotency-key': 'a b' })).json.errors,
    ).toMatchObject([{ path: 'Idempotency-Key' }]);
    expect((await client.post('/keys', { label: 'k' }, { 'idempotency-key': 'k' })).status).toBe(
      400,
    );
  });

  test.each([
    ['contacts', { givenName: 'Crashed', phones: [{ value: '5125550160' }] }],
    ['jobs', { status: 'quote', description: 'crashed' }],
    ['accounts', { name: 'Crashed' }],
    ['tags', { name: 'crashed' }],
    ['custom-fields', { name: 'Crashed', dataType: 'TEXT' }],
  ])('has one effect when the server dies between effect and reply: %s', async (path, body) => {
    const headers = { 'idempotency-key': `crash-${path}` };
    const before = (await client.get('/changes?limit=1000')).json.lastSeq;
    const died = await dyingBeforeReply(() => client.post(`/${path}`, body, headers));
    expect(died.status).toBe(500);
    const effects = (await client.get(`/changes?after=${before}&limit=1000`)).json;
    expect(effects.data).toHaveLength(1);
    expect((await client.post(`/${path}`, body, headers)).status).toBe(409);
    await owner.query(`update idempotency_key set lease_until = created_at where key = $1`, [
      `crash-${path}`,
    ]);
    const again = await client.post(`/${path}`, body, headers);
    expect(again.status).toBe(201);
    expect(again.json.id).toBe(effects.data[0]?.entityId);
    expect((await client.get('/changes?limit=1000')).json.lastSeq).toBe(effects.lastSeq);
    const replayed = await client.post(`/${path}`, body, headers);
    expect([replayed.status, replayed.text]).toEqual([201, again.text]);
  });

  test('has one effect when the server dies: parts of a contact, links and relations', async () => {
    const contact = (await client.post('/contacts', { givenName: 'Parts' })).json;
    const job = (await client.post('/jobs', { status: 'quote' })).json;
    const account = (await client.post('/accounts', { name: 'Parts' })).json;
    for (const [path, body] of [
      [`/contacts/${contact.id}/phones`, { value: '5125550161' }],
      [`/contacts/${contact.id}/addresses`, { city: 'Twice' }],
      ['/job-contacts', { jobId: job.id, first: 'Linda', mobile: '5125550162' }],
      ['/relations', { contactId: contact.id, targetId: account.id, role: 'owner' }],
    ] as const) {
      const headers = { 'idempotency-key': `crash${path}` };
      await dyingBeforeReply(() => client.post(path, body, headers));
      const { lastSeq } = (await client.get('/changes?limit=1000')).json;
      await owner.query(`update idempotency_key set lease_until = created_at`);
      const again = await client.post(path, body, headers);
      expect([path, again.status]).toEqual([path, 201]);
      expect([path, (await client.get('/changes?limit=1000')).json.lastSeq]).toEqual([
        path,
        lastSeq,
      ]);
    }
    expect((await client.get(`/contacts/${contact.id}`)).json).toMatchObject({
      phones: [{ value: '5125550161' }],
      addresses: [{ city: 'Twice' }],
    });
  });
});

/** Runs the call while replies cannot be recorded and keys cannot be freed, as when the process is killed there. */
async function dyingBeforeReply<T>(call: () => Promise<T>): Promise<T> {
  const { idempotency } = client.server.runtime.hub;
  const die = (): never => {
    throw new Error('killed');
  };
  const complete = vi.spyOn(idempotency, 'complete').mockImplementation(die);
  const abandon = vi.spyOn(idempotency, 'abandon').mockImplementation(die);
  try {
    return await call();
  } finally {
    complete.mockRestore();
    abandon.mockRestore();
  }
}

describe('batch create', () => {
  test('creates or refuses each item on its own, in the order sent', async () => {
    const reply = await client.post('/contacts/batch', {
      contacts: [
        { givenName: 'B0', tags: ['batch'] },
        { givenName: 5 },
        { givenName: 'B2', accountId: '01a1fc6c-3ec4-71df-850b-ae48f390f9a2' },
        { givenName: 'B3', wrong: true },
        { givenName: 'B4', customFields: { nope: 1 } },
        { givenName: 'B5', tags: ['batch'] },
        null,
        7,
      ],
    });
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      created: 2,
      failed: 6,
      results: [
        { index: 0, status: 201, version: 1 },
        { index: 1, status: 400, problem: { errors: [{ path: 'givenName' }] } },
        { index: 2, status: 400, problem: { errors: [{ path: 'accountId' }] } },
        { index: 3, status: 400, problem: { errors: [{ path: 'wrong' }] } },
        { index: 4, status: 400, problem: { errors: [{ path: 'customFields.nope' }] } },
        { index: 5, status: 201, version: 1 },
        { index: 6, status: 400, problem: { errors: [{ message: 'must be object' }] } },
        { index: 7, status: 400, problem: { errors: [{ message: 'must be object' }] } },
      ],
    });
    expect((await client.get('/contacts?tag=batch')).json.data.map(({ id }) => id)).toEqual(
      [0, 5].map((index) => reply.json.results[index]?.id),
    );
  });

  test('takes a thousand, and no more', async () => {
    const contacts = Array.from({ length: 1000 }, (_, index) => ({
      givenName: `Thousand`,
      externalId: `t-${index}`,
      notesText: 'x'.repeat(1500),
    }));
    const reply = await client.post('/contacts/batch', { contacts });
    expect(reply.json).toMatchObject({ created: 1000, failed: 0 });
    expect((await client.get('/contacts?givenName=thousand&limit=1&count=true')).json.total).toBe(
      1000,
    );
    const refused = await client.post('/contacts/batch', { contacts: [...contacts, {}] });
    expect(refused.status).toBe(400);
    expect(refused.json.errors).toMatchObject([{ path: 'contacts' }]);
  });

  test('creates only what is missing when it is repeated after a crash half-way', async () => {
    const contacts = Array.from({ length: 40 }, (_, index) => ({
      givenName: 'Half',
      externalId: `h-${index}`,
    }));
    const headers = { 'idempotency-key': 'half' };
    await dyingBeforeReply(() => client.post('/contacts/batch', { contacts }, headers));
    for (const table of ['contact_search', 'search_word'])
      await owner.query(
        `delete from ${table} where contact_id in (select id from contact where external_id in ('h-7', 'h-30'))`,
      );
    await owner.query(`delete from contact where external_id in ('h-7', 'h-30')`);
    await owner.query(`update idempotency_key set lease_until = created_at`);
    expect(await named('Half')).toBe(38);
    const again = await client.post('/contacts/batch', { contacts }, headers);
    expect(again.json).toMatchObject({ created: 40, failed: 0 });
    expect(new Set(again.json.results.map(({ id }) => id)).size).toBe(40);
    expect(await named('Half')).toBe(40);
  });
});
