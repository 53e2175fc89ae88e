import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  contactOf,
  startHighlevel,
  uuidPattern,
  type HighlevelServer,
  type Reply,
  type TestLocation,
} from './highlevel-client.ts';

let server: HighlevelServer;
beforeAll(async () => {
  server = await startHighlevel();
});
afterAll(() => server.stop());

const traceId = expect.stringMatching(uuidPattern) as string;

function upsert(fields: object, location: TestLocation = server.home): Promise<Reply> {
  const { locationId, token } = location;
  return server.call('POST', '/contacts/upsert', { token, body: { locationId, ...fields } });
}

function read(id: unknown): Promise<Reply> {
  return server.call('GET', `/contacts/${String(id)}`);
}

describe('POST /contacts/upsert', () => {
  test('creates whom nobody is, and changes who is there', async () => {
    const made = await upsert({ firstName: 'Una', email: 'una@example.com', gender: 'female' });
    expect(made.status).toBe(200);
    expect(made.json).toMatchObject({ new: true, succeded: true, traceId });
    const { id } = contactOf(made);
    const changed = await upsert({ lastName: 'Ulm', email: ' UNA@example.com', gender: 'male' });
    expect(changed.json).toMatchObject({
      new: false,
      contact: { id, firstName: 'Una', lastName: 'Ulm', gender: 'female' },
    });
  });

  test('goes by the e-mail first, then by the phone', async () => {
    const one = contactOf(await upsert({ email: 'one@example.com' }));
    const two = contactOf(await upsert({ phone: '+15125550222' }));
    const byPhone = await upsert({ email: 'fresh@example.com', phone: '512-555-0222' });
    expect(contactOf(byPhone)).toMatchObject({ id: two['id'], email: 'fresh@example.com' });
    // The phone is somebody else's, and stays with them alone.
    const both = await upsert({ email: 'one@example.com', phone: '+15125550222', city: 'Bonn' });
    expect(contactOf(both)).toMatchObject({ id: one['id'], city: 'Bonn' });
    expect(contactOf(both)).not.toHaveProperty('phone');
    expect(contactOf(await read(two['id']))).toMatchObject({ phone: '+15125550222' });
  });

  test('makes an additional address the first, and keeps the former', async () => {
    const { hub, home } = server;
    const entry = (value: string) => ({ op: 'add', kind: 'email', entry: { value } }) as const;
    await hub.contacts.create(home.context, {
      methods: [entry('first@example.com'), entry('second@example.com')],
    });
    expect(contactOf(await upsert({ email: 'second@example.com' }))).toMatchObject({
      email: 'second@example.com',
      additionalEmails: [{ email: 'first@example.com' }],
    });
  });

  test('replaces the tags as a whole', async () => {
    const email = 'tagged@example.com';
    await upsert({ email, tags: ['a', 'b'] });
    expect(contactOf(await upsert({ email, tags: ['b', 'c'] }))['tags']).toEqual(['b', 'c']);
  });

  test('always creates when told to, where the location allows duplicates', async () => {
    const fields = { email: 'twin@example.com', createNewIfDuplicateAllowed: true };
    for (const [location, news] of [
      [server.home, [true, true]],
      [server.strict, [true, false]],
    ] as const) {
      const replies = [await upsert(fields, location), await upsert(fields, location)];
      expect(replies.map(({ json }) => json['new'])).toEqual(news);
    }
  });

  test('finds nobody of another location, nor a deleted contact', async () => {
    const email = 'gone@example.com';
    await upsert({ email }, server.foreign);
    const made = await upsert({ email });
    expect(made.json['new']).toBe(true);
    await server.call('DELETE', `/contacts/${String(contactOf(made)['id'])}`);
    expect((await upsert({ email })).json['new']).toBe(true);
  });

  test('refuses what it does not know, another location, and a token that only reads', async () => {
    const unknown = await upsert({ nickname: 'x', email: 'no' });
    expect(unknown.json).toEqual({
      message: ['property nickname should not exist'],
      error: 'Unprocessable Entity',
      statusCode: 422,
      traceId,
    });
    const { locationId } = server.foreign;
    const body = { locationId };
    expect((await server.call('POST', '/contacts/upsert', { body })).json).toEqual({
      statusCode: 403,
      message: 'The token does not have access to this location.',
    });
    const reading = { body: { locationId: server.home.locationId }, token: server.home.reader };
    expect((await server.call('POST', '/contacts/upsert', reading)).json).toEqual({
      statusCode: 401,
      message: 'The token is not authorized for this scope.',
    });
  });
});
