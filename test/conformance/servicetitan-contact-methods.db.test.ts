/** ServiceTitan's contact methods, one at a time, and as the other APIs see them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectError,
  like,
  ok,
  sentences,
  ServicetitanClient,
  validation,
  type Contact,
  type ContactMethod,
  type Page,
} from './servicetitan-client.ts';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const unused = '5e1f0c52-93c8-4a3e-8b2a-8d1c7b1a0003';

let client: ServicetitanClient;
beforeAll(async () => {
  client = await ServicetitanClient.start();
});
afterAll(() => client.stop());

const methodsOf = (contactId: string) => `/contacts/${contactId}/contact-methods`;
const add = (contactId: string, body: object): Promise<ContactMethod> =>
  ok(client.call('POST', methodsOf(contactId), body));
const listOf = async (contactId: string, query = ''): Promise<readonly ContactMethod[]> =>
  (await ok<Page<ContactMethod>>(client.call('GET', `${methodsOf(contactId)}?${query}`))).data;
const search = (query: string): Promise<Page<ContactMethod>> =>
  ok(client.call('GET', `/contacts/contact-methods?${query}`));
const valuesIn = async (query: string): Promise<string[]> =>
  (await search(query)).data.map(({ value }) => value);

describe('one contact method', () => {
  test('ContactMethods_CreateContactMethod answers ten members, the value verbatim', async () => {
    const { id: contactId, createdBy } = await client.create({ name: 'Dana Whitfield' });
    const body = { type: 'MobilePhone', value: ' (555) 100-0101 ', memo: 'cell', referenceId: 'r' };
    const made = await add(contactId, body);
    expect(Object.entries(made)).toEqual([
      ['id', like(/^[0-9a-f-]{36}$/)],
      ['contactId', contactId],
      ['referenceId', 'r'],
      ['type', 'MobilePhone'],
      ['value', ' (555) 100-0101 '],
      ['memo', 'cell'],
      ['createdOn', like(instant)],
      ['createdBy', createdBy],
      ['modifiedOn', like(instant)],
      ['modifiedBy', createdBy],
    ]);
    const plain = await add(contactId, { type: 'email', value: 'Dana@example.com', isPrimary: 1 });
    expect(plain).toMatchObject({ type: 'Email', memo: null, referenceId: null });
    expect(await listOf(contactId)).toEqual([made, plain]);
  });

  test('ContactMethods_CreateContactMethod of a number that the contact has changes that one', async () => {
    const { id: contactId } = await client.create({ name: 'Twice Told' });
    const first = await add(contactId, { type: 'Phone', value: '555-100-0102', memo: 'kept' });
    const again = await add(contactId, { type: 'MobilePhone', value: '+1 555 100 0102' });
    expect(again).toEqual({ ...first, type: 'MobilePhone', modifiedOn: like(instant) });
    expect(await listOf(contactId)).toEqual([again]);
  });

  test('ContactMethods_CreateContactMethod of another extension makes another one', async () => {
    const { id: contactId } = await client.create({ name: 'Switch Board' });
    const values = ['555-100-0173 x22', '555-100-0173 x33', '555-100-0173'];
    for (const value of values) {
      expect(await add(contactId, { type: 'Phone', value })).toMatchObject({ value });
    }
    expect((await listOf(contactId)).map(({ value }) => value)).toEqual(values);
  });

  test('ContactMethods_GetContactMethod answers what was made', async () => {
    const { id: contactId } = await client.create({});
    const made = await add(contactId, { type: 'Fax', value: 'behind the counter' });
    const path = `${methodsOf(contactId)}/${made.id.toUpperCase()}`;
    expect(await ok(client.call('GET', path))).toEqual(made);
  });

  test('ContactMethods_UpsertContactMethod creates under the id given, then replaces, a phone by an e-mail too', async () => {
    const { id: contactId } = await client.create({ name: 'Ruth Vance' });
    const path = `${methodsOf(contactId)}/5E1F0C52-93C8-4A3E-8B2A-8D1C7B1A0042`;
    const phone = { type: 'Phone', value: '555-100-0103', memo: 'desk', referenceId: 'r-1' };
    const created = await ok<ContactMethod>(client.call('PUT', path, phone));
    expect(created).toMatchObject({ ...phone, id: '5e1f0c52-93c8-4a3e-8b2a-8d1c7b1a0042' });
    const email = { type: 'Email', value: 'ruth@example.com' };
    const replaced = await ok<ContactMethod>(client.call('PUT', path, email));
    const cleared = { memo: null, referenceId: null, modifiedOn: like(instant) };
    expect(replaced).toEqual({ ...created, ...email, ...cleared });
    expect(await listOf(contactId)).toEqual([replaced]);
    expect(await valuesIn('value=5551000103')).toEqual([]);
    expect(await valuesIn('value=RUTH@example.com')).toEqual(['ruth@example.com']);
  });

  test('ContactMethods_UpsertContactMethod takes one id for two contacts, and one number under two ids', async () => {
    const [one, two] = [await client.create({}), await client.create({})];
    const id = '5e1f0c52-93c8-4a3e-8b2a-8d1c7b1a0043';
    const body = { type: 'Phone', value: '555-100-0104' };
    for (const contact of [one, two]) {
      await ok(client.call('PUT', `${methodsOf(contact.id)}/${id}`, body));
    }
    await ok(client.call('PUT', `${methodsOf(two.id)}/${unused}`, body));
    expect(await listOf(one.id)).toHaveLength(1);
    expect(await listOf(two.id)).toHaveLength(2);
  });

  test('ContactMethods_UpsertContactMethod from many at once answers 200 to all, and one stands', async () => {
    const { id: contactId } = await client.create({ name: 'Raced' });
    const path = `${methodsOf(contactId)}/${unused}`;
    const puts = Array.from({ length: 8 }, (_, index) =>
      client.call('PUT', path, { type: 'Phone', value: `555-100-020${index}` }),
    );
    expect((await Promise.all(puts)).map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await listOf(contactId)).toHaveLength(1);
  });

  test('ContactMethods_UpdateContactMethod changes value and memo alone', async () => {
    const { id: contactId } = await client.create({});
    const made = await add(contactId, { type: 'Phone', value: '1', memo: 'm', referenceId: 'r' });
    const path = `${methodsOf(contactId)}/${made.id}`;
    expect(await ok(client.call('PATCH', path, {}))).toEqual(made);
    const ignored = { type: 'Fax', referenceId: 'x', memo: null };
    const cleared = await ok(client.call('PATCH', path, ignored));
    expect(cleared).toEqual({ ...made, memo: null, modifiedOn: like(instant) });
    expect(await ok(client.call('PATCH', path, { value: '2' }))).toMatchObject({
      value: '2',
      type: 'Phone',
      referenceId: 'r',
    });
  });

  test('ContactMethods_DeleteContactMethod answers 200 without a body, then 404', async () => {
    const { id: contactId } = await client.create({});
    const made = await add(contactId, { type: 'Phone', value: '555-100-0105' });
    const path = `${methodsOf(contactId)}/${made.id}`;
    const removed = await client.call('DELETE', path);
    expect([removed.status, removed.text]).toEqual([200, '']);
    for (const method of ['DELETE', 'GET']) {
      const missing = await client.call(method, path);
      expectError(missing, 404, 'Contact method not found', { '': sentences });
    }
    expect(await listOf(contactId)).toEqual([]);
  });

  test('moves modifiedOn of its contact', async () => {
    const before = await client.create({ name: 'Moved' });
    await add(before.id, { type: 'Phone', value: '555-100-0106' });
    const after = await ok<Contact>(client.call('GET', `/contacts/${before.id}`));
    expect(Date.parse(after.modifiedOn)).toBeGreaterThanOrEqual(Date.parse(before.modifiedOn));
    const { data } = await client.list(`name=Moved&modifiedOnOrAfter=${after.modifiedOn}`);
    expect(data).toEqual([after]);
  });
});

describe('what is not there', () => {
  test.each(['GET', 'POST'])('%s of an unknown contact is 404 Contact not found', async (verb) => {
    const body = verb === 'POST' ? { type: 'Phone', value: '1' } : undefined;
    const reply = await client.call(verb, methodsOf(unused), body);
    expectError(reply, 404, 'Contact not found', { '': sentences });
  });

  test.each(['GET', 'PUT', 'PATCH', 'DELETE'])(
    '%s of a method of an unknown contact is 404 Contact not found',
    async (verb) => {
      const body = verb.startsWith('P') ? { type: 'Phone', value: '1' } : undefined;
      const reply = await client.call(verb, `${methodsOf(unused)}/${unused}`, body);
      expectError(reply, 404, 'Contact not found', { '': sentences });
    },
  );

  test.each(['GET', 'PATCH', 'DELETE'])(
    '%s of an unknown method is 404 Contact method not found',
    async (verb) => {
      const { id } = await client.create({});
      const body = verb === 'PATCH' ? { value: '1' } : undefined;
      const reply = await client.call(verb, `${methodsOf(id)}/${unused}`, body);
      expectError(reply, 404, 'Contact method not found', { '': sentences });
    },
  );

  test("another workspace's methods are nobody's here", async () => {
    const other = await client.inAnotherWorkspace();
    const { id } = await client.create({});
    const made = await add(id, { type: 'Email', value: 'mine@example.com' });
    const path = `${methodsOf(id)}/${made.id}`;
    expect((await other.call('GET', path)).status).toBe(404);
    const found = await ok<Page<ContactMethod>>(
      other.call('GET', '/contacts/contact-methods?value=mine@example.com&includeTotal=true'),
    );
    expect(found).toMatchObject({ data: [], totalCount: 0 });
  });
});

describe('bad input', () => {
  const long = 'x'.repeat(2001);
  const plain = { type: 'Phone', value: '1' };
  let contact = '';
  beforeAll(async () => {
    contact = (await client.create({})).id;
  });

  test.each<[string, string, string[], object?]>([
    ['POST', '', ['type', 'value'], {}],
    ['POST', '', ['type'], { ...plain, type: 'LandlinePhone' }],
    ['POST', '', ['value'], { ...plain, value: ' ' }],
    ['POST', '', ['value'], { type: 'Email', value: 'nobody' }],
    ['POST', '', ['memo', 'referenceId'], { ...plain, memo: 1, referenceId: {} }],
    ['POST', '', ['value', 'memo'], { ...plain, value: long, memo: long }],
    ['POST', '', ['memo'], { ...plain, memo: 'a\u0000b' }],
    ['POST', '', [''], []],
    ['PUT', `/${unused}`, ['value'], { type: 'Phone' }],
    ['PUT', `/${unused}`, ['value'], { type: 'Email', value: '555 1234' }],
    ['PATCH', `/${unused}`, ['value'], { value: null }],
    ['PATCH', `/${unused}`, ['value'], { value: '' }],
    ['GET', '/not-a-guid', ['contactMethodId']],
    ['GET', '?type=Pager&sort=Value', ['type', 'sort']],
    ['GET', '?pageSize=5001&modifiedBefore=soon', ['pageSize', 'modifiedBefore']],
  ])('%s %s is 400 naming %j', async (verb, path, fields, body) => {
    const reply = await client.call(verb, `${methodsOf(contact)}${path}`, body);
    const errors = Object.fromEntries(fields.map((field) => [field, sentences]));
    expectError(reply, 400, validation, errors);
    expect(await listOf(contact)).toEqual([]);
  });

  test('a search by no GUID, and an owner that is none, are 400', async () => {
    const searched = await client.call('GET', '/contacts/contact-methods?contactId=1');
    expectError(searched, 400, validation, { contactId: sentences });
    const owned = await client.call('GET', methodsOf('1'));
    expectError(owned, 400, validation, { contactId: sentences });
  });

  test('a search that is posted is 405', async () => {
    for (const verb of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const body = verb === 'DELETE' ? undefined : {};
      const reply = await client.call(verb, '/contacts/contact-methods', body);
      expectError(reply, 405, 'Method not allowed', { '': sentences });
      expect(reply.headers.get('allow')).toContain('GET');
    }
  });
});

describe('beside the other APIs', () => {
  interface NativeMethod {
    readonly id: string;
    readonly type: string;
    readonly value: string;
  }
  interface NativeContact {
    readonly id: string;
    readonly phones: readonly NativeMethod[];
    readonly emails: readonly NativeMethod[];
  }
  const native = async (method: string, path: string, body?: object): Promise<NativeContact> =>
    (await client.native(method, path, body)).json as NativeContact;

  test('what another API wrote is listed, its types as the vendor has them', async () => {
    const { id } = await native('POST', '/contacts', {
      givenName: 'Nora',
      phones: [
        { value: '+1 555 400 0101', type: 'work' },
        { value: '+1 555 400 0102', type: 'mobile' },
        { value: '+1 555 400 0103', type: 'fax' },
        { value: '+1 555 400 0104' },
      ],
      emails: [{ value: 'Nora@example.com', type: 'home' }],
    });
    const types = (await listOf(id)).map(({ type, value }) => [value, type]);
    expect(Object.fromEntries(types)).toEqual({
      'Nora@example.com': 'Email',
      '+1 555 400 0101': 'Phone',
      '+1 555 400 0102': 'MobilePhone',
      '+1 555 400 0103': 'Fax',
      '+1 555 400 0104': 'Phone',
    });
  });

  test('what is written here is there, and a type that the vendor lacks outlives a replacement', async () => {
    const { id } = await client.create({ name: 'Both Ways' });
    await add(id, { type: 'MobilePhone', value: '555 400 0111' });
    await add(id, { type: 'Email', value: 'both@example.com' });
    expect(await native('GET', `/contacts/${id}`)).toMatchObject({
      phones: [{ value: '555 400 0111', type: 'mobile' }],
      emails: [{ value: 'both@example.com' }],
    });
    const phones = [{ value: '+1 555 400 0112', type: 'work' }];
    const {
      phones: [work],
    } = await native('PATCH', `/contacts/${id}`, { phones });
    const path = `${methodsOf(id)}/${work?.id}`;
    await ok(client.call('PUT', path, { type: 'Phone', value: '555 400 0113' }));
    expect((await native('GET', `/contacts/${id}`)).phones).toMatchObject([
      { id: work?.id, type: 'work', value: '555 400 0113' },
    ]);
    await ok(client.call('PUT', path, { type: 'Fax', value: '555 400 0113' }));
    expect((await native('GET', `/contacts/${id}`)).phones).toMatchObject([{ type: 'fax' }]);
  });
});
