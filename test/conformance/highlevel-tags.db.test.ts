import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase62Id } from '../../src/core/value/identifier.ts';
import {
  contactOf,
  startHighlevel,
  uuidPattern,
  type HighlevelServer,
} from './highlevel-client.ts';

let server: HighlevelServer;
beforeAll(async () => {
  server = await startHighlevel();
});
afterAll(() => server.stop());

const traceId = expect.stringMatching(uuidPattern) as string;
const succeeded = { succeded: true, succeeded: true, traceId };

async function create(fields: object = {}, location = server.home): Promise<string> {
  const { locationId, token } = location;
  const reply = await server.call('POST', '/contacts/', { token, body: { locationId, ...fields } });
  return String(contactOf(reply)['id']);
}

describe('tags of a contact', () => {
  test('POST /contacts/{contactId}/tags adds what is not there yet', async () => {
    const id = await create({ tags: ['vip'] });
    const body = { tags: ['New ', 'VIP', 'new'] };
    const reply = await server.call('POST', `/contacts/${id}/tags`, { body });
    expect(reply.status).toBe(201);
    expect(reply.json).toEqual({ tags: ['vip', 'new'], tagsAdded: ['new'], traceId });
  });

  test('DELETE /contacts/{contactId}/tags removes what is there', async () => {
    const id = await create({ tags: ['a', 'b', 'c'] });
    const body = { tags: ['B', 'none'] };
    const reply = await server.call('DELETE', `/contacts/${id}/tags`, { body });
    expect(reply.status).toBe(200);
    expect(reply.json).toEqual({ tags: ['a', 'c'], tagsRemoved: ['b'], traceId });
  });

  test('are refused for nobody, and without tags', async () => {
    const foreign = await create({}, server.foreign);
    const body = { tags: ['a'] };
    const error = 'Bad Request';
    for (const method of ['POST', 'DELETE']) {
      expect((await server.call(method, `/contacts/${foreign}/tags`, { body })).json).toEqual({
        message: 'Contact not found',
        error,
        statusCode: 400,
        traceId,
      });
      const empty = await server.call(method, `/contacts/${foreign}/tags`, { body: {} });
      expect(empty.status).toBe(422);
      expect(empty.json['message']).toEqual(['tags should not be empty', 'tags must be an array']);
    }
  });
});

describe('POST /contacts/bulk/tags/update/{type}', () => {
  function bulk(type: string, fields: object) {
    const { locationId } = server.home;
    const body = { locationId, ...fields };
    return server.call('POST', `/contacts/bulk/tags/update/${type}`, { body });
  }

  test('tags many, and says of each what became of it', async () => {
    const id = await create({ tags: ['old'] });
    const gone = await create();
    await server.call('DELETE', `/contacts/${gone}`);
    const foreign = await create({}, server.foreign);
    const contacts = [id, 'nonsense', gone, foreign];
    const reply = await bulk('add', { contacts, tags: ['fresh'] });
    expect(reply.status).toBe(201);
    const type = 'error';
    expect(reply.json).toEqual({
      ...succeeded,
      errorCount: 3,
      responses: [
        {
          contactId: id,
          message: 'Tags updated',
          type: 'success',
          oldTags: ['old'],
          tagsAdded: ['fresh'],
          tagsRemoved: [],
        },
        { contactId: 'nonsense', message: 'contact id is not a valid firebase id', type },
        { contactId: gone, message: 'contact is deleted', type },
        { contactId: foreign, message: 'contact does not belong to location', type },
      ],
    });
  });

  test('removes some, or all', async () => {
    const id = await create({ tags: ['a', 'b', 'c'] });
    const contacts = [id];
    const some = await bulk('remove', { contacts, tags: ['a'] });
    expect(some.json).toMatchObject({ responses: [{ tagsAdded: [], tagsRemoved: ['a'] }] });
    const all = await bulk('remove', { contacts, tags: [], removeAllTags: true });
    expect(all.json).toMatchObject({ responses: [{ tagsRemoved: ['b', 'c'] }] });
    expect(contactOf(await server.call('GET', `/contacts/${id}`))['tags']).toEqual([]);
  });

  test.each([
    ['add', { removeAllTags: true }, ['removeAllTags must only be sent with remove']],
    ['swap', {}, ['type must be a valid enum value']],
  ])('refuses %s with %j', async (type, fields, message) => {
    const reply = await bulk(type, { contacts: [], tags: [], ...fields });
    const error = 'Unprocessable Entity';
    expect(reply.json).toEqual({ message, error, statusCode: 422, traceId });
  });
});

describe('the contacts of a business', () => {
  test('POST /contacts/bulk/business puts contacts into it and out again, all or none', async () => {
    const { hub, home } = server;
    const { locationId } = home;
    const account = await hub.accounts.create(home.context, { name: 'Acme' });
    const businessId = toBase62Id(account.id);
    const ids = [await create(), await create(), await create()];
    const put = (fields: object) =>
      server.call('POST', '/contacts/bulk/business', {
        body: { locationId, ids, businessId, ...fields },
      });
    const listed = (query = '') =>
      server.call('GET', `/contacts/business/${businessId}?locationId=${locationId}${query}`);

    const refused = await put({ ids: [...ids, await create({}, server.foreign)] });
    expect(refused.json).toMatchObject({ statusCode: 400, message: 'Contact not found' });
    expect((await listed()).json).toEqual({ contacts: [], count: 0, traceId });
    expect((await put({ businessId: ids[0] })).status).toBe(422);

    const reply = await put({});
    expect(reply.status).toBe(200);
    expect(reply.json).toEqual({ success: true, ids, traceId });
    const shown = contactOf(await server.call('GET', `/contacts/${String(ids[0])}`));
    expect(shown).toMatchObject({ businessId });

    expect((await put({ businessId: null, ids: [ids[2]] })).status).toBe(200);
    expect((await listed()).json).toMatchObject({
      contacts: [{ id: ids[1] }, { id: ids[0] }],
      count: 2,
    });
  });

  test('GET /contacts/business/{businessId} gives any part of the list', async () => {
    const { hub, home } = server;
    const account = await hub.accounts.create(home.context, { name: 'Parts' });
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      const { id } = await hub.contacts.create(home.context, {
        givenName: `P${index}`,
        accountId: account.id,
      });
      ids.unshift(toBase62Id(id));
    }
    const path = `/contacts/business/${toBase62Id(account.id)}?locationId=${home.locationId}`;
    for (const [skip, limit] of [
      [0, 2],
      [2, 2],
      [3, 2],
      [1, 3],
      [4, 100],
      [9, 2],
    ] as const) {
      const reply = await server.call('GET', `${path}&skip=${skip}&limit=${limit}`);
      const shown = reply.json['contacts'] as readonly { id: string }[];
      expect(shown.map(({ id }) => id)).toEqual(ids.slice(skip, skip + limit));
    }
    const found = await server.call('GET', `${path}&query=P3`);
    expect(found.json).toMatchObject({ contacts: [{ firstName: 'P3' }], count: 1 });
  });
});

describe('GET /contacts/{contactId}/appointments', () => {
  test('gives none of a contact, and refuses nobody’s', async () => {
    const id = await create();
    const reply = await server.call('GET', `/contacts/${id}/appointments`);
    expect(reply.json).toEqual({ events: [], traceId });
    expect((await server.call('GET', '/contacts/nobody/appointments')).status).toBe(400);
  });
});
