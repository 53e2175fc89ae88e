/** What differs between the published versions, and what does not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  contactOf,
  startHighlevel,
  uuidPattern,
  type HighlevelServer,
} from './highlevel-client.ts';

let server: HighlevelServer;
let contactId: string;
beforeAll(async () => {
  server = await startHighlevel();
  const { locationId } = server.home;
  const body = {
    locationId,
    firstName: 'Jane',
    dateOfBirth: '1990-09-25',
    dndSettings: { WhatsApp: { status: 'active' } },
  };
  contactId = String(contactOf(await server.call('POST', '/contacts/', { body }))['id']);
});
afterAll(() => server.stop());

const traceId = expect.stringMatching(uuidPattern) as string;
const both = { succeded: true, succeeded: true };
const older = ['2021-04-15', '2021-07-28', '2023-02-21'];

describe.each(older)('version %s', (version) => {
  test('answers in the old shapes', async () => {
    const { json } = await server.call('GET', `/contacts/${contactId}`, { version });
    expect(json).toMatchObject({
      contact: { dndSettings: { WhatsApp: { status: 'active' } } },
      traceId,
    });
    const updated = await server.call('PUT', `/contacts/${contactId}`, { version, body: {} });
    expect(updated.json).toMatchObject(both);
  });

  test('knows no path that v3 brought', async () => {
    const path = `/contacts/${contactId}/campaigns/remove-all`;
    const { status, json } = await server.call('DELETE', path, { version });
    const message = `Cannot DELETE ${path}`;
    expect([status, json]).toEqual([404, { statusCode: 404, message, error: 'Not Found' }]);
  });

  test('still has the path that v3 took away', async () => {
    const path = `/contacts/${contactId}/campaigns/removeAll`;
    expect((await server.call('DELETE', path, { version })).status).toBe(200);
  });

  test('refuses another location without an error', async () => {
    const path = `/locations/${server.foreign.locationId}`;
    const message = 'The token does not have access to this location.';
    expect((await server.call('GET', path, { version })).json).toEqual({
      statusCode: 403,
      message,
    });
  });
});

describe('version v3', () => {
  const version = 'v3';

  test('says that a path was taken away, and not what was asked of it', async () => {
    const path = `/contacts/${contactId}/campaigns/removeAll`;
    const reply = await server.call('DELETE', `${path}?phone=%2B15125550100`, { version });
    const message = `Endpoint ${path} not available in API version v3. This endpoint was removed in version v3. Please use a version before v3.`;
    expect([reply.status, reply.json]).toEqual([
      400,
      { message, error: 'Bad Request', statusCode: 400 },
    ]);
  });

  test('spells success both ways, but in one way in the update of a contact', async () => {
    const { json } = await server.call('PUT', `/contacts/${contactId}`, { version, body: {} });
    expect(json).toEqual({ succeeded: true, contact: expect.any(Object) as object, traceId });
    const body = { body: 'x' };
    const note = await server.call('POST', `/contacts/${contactId}/notes`, { version, body });
    const { id } = note.json['note'] as { id: string };
    const path = `/contacts/${contactId}/notes/${id}`;
    expect((await server.call('DELETE', path, { version })).json).toEqual({ ...both, traceId });
  });

  test('shows a contact in one shape, whichever call answers', async () => {
    const { locationId } = server.home;
    const shown = contactOf(await server.call('GET', `/contacts/${contactId}`, { version }));
    expect(shown).toMatchObject({
      dateOfBirth: '1990-09-25',
      dndSettings: { whatsApp: { status: 'active' } },
    });
    const body = { locationId, firstName: 'New', dateOfBirth: '1990-09-25' };
    for (const path of ['/contacts/', '/contacts/upsert']) {
      const call = { version, body: { ...body, email: `${path.length}@example.com` } };
      const made = contactOf(await server.call('POST', path, call));
      expect(made['dateOfBirth']).toBe('1990-09-25');
    }
  });

  test('refuses another location with an error', async () => {
    const path = `/locations/${server.foreign.locationId}`;
    const message = 'The token does not have access to this location.';
    const { json } = await server.call('GET', path, { version });
    expect(json).toEqual({ statusCode: 403, message, error: 'Forbidden' });
  });

  test('still lists contacts, though its documents do not', async () => {
    const path = `/contacts/?locationId=${server.home.locationId}`;
    expect((await server.call('GET', path, { version })).status).toBe(200);
  });
});

test.each([
  [null, 401, 'version header was not found.'],
  ['', 401, 'version header was not found.'],
  ['2020-01-01', 401, 'version header is invalid'],
  ['legacy', 401, 'version header is invalid'],
  ['v4', 400, "Invalid API version segment 'v4' at position 0"],
])('version %j is refused on every route', async (version, statusCode, message) => {
  const { locationId } = server.home;
  const routes = [
    ['POST', `/contacts/${contactId}/followers`],
    ['DELETE', `/contacts/${contactId}/campaigns/remove-all`],
    ['GET', `/businesses/?locationId=${locationId}`],
    ['GET', '/locations/search'],
    ['GET', `/locations/${locationId}/customValues`],
    ['POST', `/locations/${locationId}/tasks/search`],
  ] as const;
  for (const [method, path] of routes) {
    const reply = await server.call(method, path, { version });
    expect([path, reply.status, reply.json]).toEqual([path, statusCode, { statusCode, message }]);
  }
});
