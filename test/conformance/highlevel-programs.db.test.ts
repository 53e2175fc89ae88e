/** Followers, campaigns and workflows of a contact. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBase62Id } from '../../src/core/value/identifier.ts';
import {
  contactOf,
  startHighlevel,
  uuidPattern,
  type HighlevelServer,
  type Reply,
} from './highlevel-client.ts';

let server: HighlevelServer;
let native: string;
beforeAll(async () => {
  server = await startHighlevel();
  native = await server.nativeKey();
});
afterAll(() => server.stop());

const traceId = expect.stringMatching(uuidPattern) as string;
const succeeded = { succeded: true, succeeded: true, traceId };
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/) as string;
const uuid = expect.stringMatching(uuidPattern) as string;

async function makeContact(location = server.home): Promise<string> {
  const { locationId, token } = location;
  const reply = await server.call('POST', '/contacts/', { token, body: { locationId } });
  return String(contactOf(reply)['id']);
}

/** What the native API says below the contact. */
async function nativeOf(contactId: string, path = ''): Promise<Record<string, unknown>> {
  const url = `${server.baseUrl}/api/v1/contacts/${String(fromBase62Id(contactId))}${path}`;
  const reply = await fetch(url, { headers: { authorization: `Bearer ${native}` } });
  return (await reply.json()) as Record<string, unknown>;
}

function search(filter: object): Promise<Reply> {
  const { locationId } = server.home;
  return server.call('POST', '/contacts/search', {
    body: { locationId, pageLimit: 10, filters: [filter] },
  });
}

function refused(message: string) {
  return { message, error: 'Bad Request', statusCode: 400, traceId };
}

describe('followers', () => {
  test('POST and DELETE /contacts/{contactId}/followers add and remove, each once', async () => {
    const path = `/contacts/${await makeContact()}/followers`;
    const added = await server.call('POST', path, { body: { followers: ['u1', ' u2 ', 'u1'] } });
    expect([added.status, added.json]).toEqual([
      201,
      { followers: ['u1', 'u2'], followersAdded: ['u1', 'u2'], traceId },
    ]);
    const again = await server.call('POST', path, { body: { followers: ['u2', 'u3'] } });
    expect(again.json).toEqual({
      followers: ['u1', 'u2', 'u3'],
      followersAdded: ['u3'],
      traceId,
    });
    const removed = await server.call('DELETE', path, { body: { followers: ['u1', 'u9'] } });
    expect([removed.status, removed.json]).toEqual([
      200,
      { followers: ['u2', 'u3'], followersRemoved: ['u1'], traceId },
    ]);
  });

  test('are shown by get, list and search, and found by the filter followers', async () => {
    const id = await makeContact();
    const other = await makeContact();
    const user = `user-${id}`;
    await server.call('POST', `/contacts/${id}/followers`, { body: { followers: [user] } });
    expect(contactOf(await server.call('GET', `/contacts/${id}`))['followers']).toEqual([user]);
    const { locationId } = server.home;
    const listed = await server.call('GET', `/contacts/?locationId=${locationId}&limit=2`);
    expect(listed.json).toMatchObject({
      contacts: [
        { id: other, followers: [] },
        { id, followers: [user] },
      ],
    });
    const found = await search({ field: 'followers', operator: 'eq', value: user });
    expect(found.json).toMatchObject({ total: 1, contacts: [{ id, followers: [user] }] });
    const upper = user.toUpperCase();
    const cased = await search({ field: 'followers', operator: 'eq', value: upper });
    expect(cased.json['total']).toBe(0);
    const without = await search({ field: 'followers', operator: 'not_exists' });
    const ids = (without.json['contacts'] as { id: string }[]).map((contact) => contact.id);
    expect(ids).toContain(other);
    expect(ids).not.toContain(id);
    const withSome = await search({ field: 'followers', operator: 'exists' });
    expect(JSON.stringify(withSome.json)).toContain(id);
    const notUser = await search({ field: 'followers', operator: 'not_eq', value: user });
    expect(JSON.stringify(notUser.json)).not.toContain(id);
  });

  test('stand in the native API, which writes them too, and in the history', async () => {
    const id = await makeContact();
    await server.call('POST', `/contacts/${id}/followers`, { body: { followers: ['u1'] } });
    expect(await nativeOf(id)).toMatchObject({ followers: ['u1'] });
    const { data } = await nativeOf(id, '/history');
    expect(data).toMatchObject([
      { type: 'updated', at: instant, changes: { followers: { from: [], to: ['u1'] } } },
      { type: 'created' },
    ]);
    const url = `${server.baseUrl}/api/v1/contacts/${String(fromBase62Id(id))}`;
    const headers = {
      authorization: `Bearer ${native}`,
      'content-type': 'application/merge-patch+json',
    };
    const body = JSON.stringify({ followers: ['u7'] });
    await fetch(url, { method: 'PATCH', headers, body });
    expect(contactOf(await server.call('GET', `/contacts/${id}`))['followers']).toEqual(['u7']);
  });

  test.each([
    [{}, ['followers should not be empty', 'followers must be an array']],
    [{ followers: 'u1' }, ['followers must be an array']],
    [{ followers: [7] }, ['each value in followers must be a string']],
    [{ followers: [''] }, ['followers.0 should not be empty']],
    [{ followers: ['u'], users: [] }, ['property users should not exist']],
  ])('refuse %j', async (body, message) => {
    const path = `/contacts/${await makeContact()}/followers`;
    const reply = await server.call('POST', path, { body });
    const error = 'Unprocessable Entity';
    expect(reply.json).toEqual({ message, error, statusCode: 422, traceId });
  });

  test.each([
    [Array.from({ length: 501 }, () => 'u'), 'followers must contain no more than 500 elements'],
    [['x'.repeat(2001)], 'followers.0 must be at most 2000 characters long'],
  ])('refuse too many at once, and too long an id: %#', async (followers, message) => {
    const path = `/contacts/${await makeContact()}/followers`;
    const { json } = await server.call('POST', path, { body: { followers } });
    expect(json['message']).toEqual([message]);
  });

  test('are at most 1,000', async () => {
    const path = `/contacts/${await makeContact()}/followers`;
    const users = (from: number) => Array.from({ length: 500 }, (_, at) => `u${from + at}`);
    for (const from of [0, 500])
      expect((await server.call('POST', path, { body: { followers: users(from) } })).status).toBe(
        201,
      );
    const more = await server.call('POST', path, { body: { followers: ['one more'] } });
    expect(more.json['message']).toEqual(['followers must be at most 1000']);
  });
});

describe('campaigns', () => {
  test('POST and DELETE /contacts/{contactId}/campaigns/{campaignId} put in and take out', async () => {
    const id = await makeContact();
    const path = `/contacts/${id}/campaigns/Camp1`;
    const added = await server.call('POST', path, { body: {} });
    expect([added.status, added.json]).toEqual([201, succeeded]);
    const membership = {
      id: uuid,
      program: 'campaign',
      programId: 'Camp1',
      eventStartAt: null,
      addedAt: instant,
      addedBy: expect.any(Number) as number,
    };
    expect(await nativeOf(id)).toMatchObject({ memberships: [membership] });
    // Once more changes nothing.
    await server.call('POST', path, { body: {} });
    const removed = await server.call('DELETE', path);
    expect([removed.status, removed.json]).toEqual([200, succeeded]);
    expect(await nativeOf(id)).toMatchObject({ memberships: [] });
    const { data } = await nativeOf(id, '/history');
    expect(data).toMatchObject([
      { changes: { memberships: { added: [], removed: [membership], changed: [] } } },
      { changes: { memberships: { added: [membership], removed: [], changed: [] } } },
      { type: 'created' },
    ]);
    expect((await server.call('DELETE', path)).json).toEqual(refused('Membership not found'));
  });

  test('DELETE /contacts/{contactId}/campaigns/removeAll takes out of all, and of no workflow', async () => {
    const id = await makeContact();
    for (const campaign of ['c1', 'c2'])
      await server.call('POST', `/contacts/${id}/campaigns/${campaign}`, { body: {} });
    await server.call('POST', `/contacts/${id}/workflow/w1`, { body: {} });
    const removed = await server.call('DELETE', `/contacts/${id}/campaigns/removeAll`);
    expect([removed.status, removed.json]).toEqual([200, succeeded]);
    expect(await nativeOf(id)).toMatchObject({ memberships: [{ programId: 'w1' }] });
  });

  test('DELETE /contacts/{contactId}/campaigns/remove-all does so under v3', async () => {
    const id = await makeContact();
    await server.call('POST', `/contacts/${id}/campaigns/c1`, { body: {}, version: 'v3' });
    const path = `/contacts/${id}/campaigns/remove-all`;
    const removed = await server.call('DELETE', path, { version: 'v3' });
    expect([removed.status, removed.json]).toEqual([200, succeeded]);
    expect(await nativeOf(id)).toMatchObject({ memberships: [] });
  });
});

describe('workflows', () => {
  test('POST and DELETE /contacts/{contactId}/workflow/{workflowId} put in and take out', async () => {
    const id = await makeContact();
    const path = `/contacts/${id}/workflow/Flow1`;
    const eventStartTime = '2030-06-23T03:30:00+01:00';
    const added = await server.call('POST', path, { body: { eventStartTime } });
    expect([added.status, added.json]).toEqual([201, succeeded]);
    const membership = { program: 'workflow', programId: 'Flow1' };
    expect(await nativeOf(id)).toMatchObject({
      memberships: [{ ...membership, eventStartAt: '2030-06-23T02:30:00Z' }],
    });
    const later = '2031-01-01T00:00:00+00:00';
    await server.call('POST', path, { body: { eventStartTime: later } });
    await server.call('POST', path);
    expect(await nativeOf(id)).toMatchObject({
      memberships: [{ ...membership, eventStartAt: '2031-01-01T00:00:00Z' }],
    });
    const removed = await server.call('DELETE', path, { body: { eventStartTime } });
    expect([removed.status, removed.json]).toEqual([200, succeeded]);
    expect((await server.call('DELETE', path)).json).toEqual(refused('Membership not found'));
  });

  test.each([
    [{ eventStartTime: 'soon' }, ['eventStartTime must be a valid ISO 8601 date string']],
    [{ eventStartTime: 7 }, ['eventStartTime must be a string']],
    [{ start: 1 }, ['property start should not exist']],
  ])('refuse %j', async (body, message) => {
    const path = `/contacts/${await makeContact()}/workflow/w1`;
    for (const method of ['POST', 'DELETE']) {
      const { json } = await server.call(method, path, { body });
      expect(json).toEqual({ message, error: 'Unprocessable Entity', statusCode: 422, traceId });
    }
  });
});

describe.each([
  ['POST', 'followers', { followers: ['u1'] }],
  ['DELETE', 'followers', { followers: ['u1'] }],
  ['POST', 'campaigns/c1', {}],
  ['DELETE', 'campaigns/c1', undefined],
  ['DELETE', 'campaigns/removeAll', undefined],
  ['POST', 'workflow/w1', {}],
  ['DELETE', 'workflow/w1', {}],
])('%s %s', (method, path, body) => {
  test('finds neither a foreign, a deleted nor a malformed contact', async () => {
    const deleted = await makeContact();
    await server.call('DELETE', `/contacts/${deleted}`);
    for (const id of [await makeContact(server.foreign), deleted, 'abc']) {
      const { json } = await server.call(method, `/contacts/${id}/${path}`, { body });
      expect(json).toEqual(refused('Contact not found'));
    }
  });

  test('needs contacts.write', async () => {
    const { reader } = server.home;
    const at = `/contacts/${await makeContact()}/${path}`;
    expect((await server.call(method, at, { body, token: reader })).json).toEqual({
      statusCode: 401,
      message: 'The token is not authorized for this scope.',
    });
  });
});
