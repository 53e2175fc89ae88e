import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase62Id } from '../../src/core/value/identifier.ts';
import {
  contactOf,
  startHighlevel,
  uuidPattern,
  type HighlevelServer,
} from './highlevel-client.ts';

let server: HighlevelServer;
let base: string;
beforeAll(async () => {
  server = await startHighlevel();
  base = `/locations/${server.home.locationId}`;
});
afterAll(() => server.stop());

const traceId = expect.stringMatching(uuidPattern) as string;
const succeeded = { succeded: true, succeeded: true, traceId };

test('GET /locations/{locationId} shows the settings', async () => {
  const { locationId, context } = server.home;
  expect((await server.call('GET', base)).json).toEqual({
    location: {
      id: locationId,
      companyId: toBase62Id(context.workspace.organisationId),
      name: 'Home',
      country: 'US',
      timezone: 'America/Chicago',
      settings: { allowDuplicateContact: true },
    },
    traceId,
  });
});

test('GET /locations/{locationId}/timezones lists names', async () => {
  const { json } = await server.call('GET', `${base}/timezones`);
  expect(json['timeZones']).toContain('America/Chicago');
});

test.each(['', '/timezones', '/tags', '/customFields', '/tags/x', '/customFields/x'])(
  'of another location nothing is shown: %s',
  async (path) => {
    const reply = await server.call('GET', `/locations/${server.foreign.locationId}${path}`);
    expect(reply.json).toEqual({
      statusCode: 403,
      message: 'The token does not have access to this location.',
    });
  },
);

test.each(['', '/timezones', '/tags', '/customFields'])(
  'without its scope nothing is shown: %s',
  async (path) => {
    const reply = await server.call('GET', base + path, { token: server.home.reader });
    expect(reply.json).toEqual({
      statusCode: 401,
      message: 'The token is not authorized for this scope.',
    });
  },
);

describe('location tags', () => {
  test('POST /locations/{locationId}/tags, then GET, PUT and DELETE /locations/{locationId}/tags/{tagId}', async () => {
    const { locationId } = server.home;
    const made = await server.call('POST', `${base}/tags`, { body: { name: ' Hot Lead' } });
    expect(made.status).toBe(200);
    const tag = made.json['tag'] as { id: string };
    expect(made.json).toEqual({ tag: { id: tag.id, name: 'hot lead', locationId }, traceId });
    const path = `${base}/tags/${tag.id}`;
    expect((await server.call('GET', path)).json).toEqual(made.json['tag'] ? { tag, traceId } : {});

    const body = { locationId, tags: ['hot lead'] };
    const { id } = contactOf(await server.call('POST', '/contacts/', { body }));
    const renamed = await server.call('PUT', path, { body: { name: 'Cold' } });
    expect(renamed.json).toEqual({ tag: { ...tag, name: 'cold' }, traceId });
    const contact = contactOf(await server.call('GET', `/contacts/${String(id)}`));
    expect(contact['tags']).toEqual(['cold']);

    expect((await server.call('DELETE', path)).json).toEqual(succeeded);
    expect((await server.call('GET', path)).json).toMatchObject({
      statusCode: 400,
      message: 'Tag not found',
    });
  });

  test('GET /locations/{locationId}/tags lists all, oldest first', async () => {
    const names = ['zeta', 'alpha'];
    for (const name of names) await server.call('POST', `${base}/tags`, { body: { name } });
    const tags = (await server.call('GET', `${base}/tags`)).json['tags'] as { name: string }[];
    expect(tags.map(({ name }) => name)).toEqual(names);
    const again = await server.call('POST', `${base}/tags`, { body: { name: 'Alpha' } });
    expect(again.json).toEqual({
      statusCode: 400,
      message: 'A tag called alpha exists already',
      error: 'Bad Request',
      traceId,
    });
  });
});

describe('location custom fields', () => {
  test('POST /locations/{locationId}/customFields, then GET, PUT and DELETE /locations/{locationId}/customFields/{id}', async () => {
    const { locationId } = server.home;
    const body = { name: 'Pin Code', dataType: 'TEXT', placeholder: '78701', model: 'contact' };
    const made = await server.call('POST', `${base}/customFields`, { body });
    expect(made.status).toBe(201);
    const field = made.json['customField'] as { id: string };
    expect(field).toEqual({
      id: field.id,
      name: 'Pin Code',
      fieldKey: 'contact.pin_code',
      placeholder: '78701',
      dataType: 'TEXT',
      position: 0,
      picklistOptions: [],
      locationId,
      model: 'contact',
    });
    const path = `${base}/customFields/${field.id}`;
    for (const at of [path, `${base}/customFields/contact.pin_code`])
      expect((await server.call('GET', at)).json).toEqual({ customField: field, traceId });
    const renamed = await server.call('PUT', path, { body: { name: 'Zip', position: 3 } });
    expect(renamed.json).toEqual({ customField: { ...field, name: 'Zip', position: 3 }, traceId });
    expect((await server.call('DELETE', path)).json).toEqual(succeeded);
    for (const at of [path, `${base}/customFields/contact.pin_code`])
      expect((await server.call('GET', at)).json).toMatchObject({
        statusCode: 400,
        message: 'Custom field not found',
      });
  });

  test('GET /locations/{locationId}/customFields lists those of contacts', async () => {
    const options = [{ label: 'Left' }, { label: 'Right' }];
    const body = { name: 'Side', dataType: 'TEXTBOX_LIST', textBoxListOptions: options };
    await server.call('POST', `${base}/customFields`, { body });
    for (const [query, count] of [
      ['', 1],
      ['?model=contact', 1],
      ['?model=all', 1],
      ['?model=opportunity', 0],
    ] as const) {
      const { json } = await server.call('GET', `${base}/customFields${query}`);
      expect(json['customFields']).toHaveLength(count);
    }
    const { json } = await server.call('GET', `${base}/customFields`);
    expect(json['customFields']).toMatchObject([{ picklistOptions: ['Left', 'Right'] }]);
  });

  test('take the value under each of its three names, of a contact that has it', async () => {
    const made = await server.call('POST', `${base}/customFields`, {
      body: { name: 'Colour', dataType: 'TEXT' },
    });
    const { id } = made.json['customField'] as { id: string };
    const { locationId } = server.home;
    for (const spelling of ['value', 'field_value', 'fieldValue']) {
      const customFields = [{ id, [spelling]: spelling }];
      const reply = await server.call('POST', '/contacts/', { body: { locationId, customFields } });
      expect(contactOf(reply)['customFields']).toEqual([{ id, value: spelling }]);
    }
  });

  test('that are gone leave their values, which may be written back but not changed', async () => {
    const made = await server.call('POST', `${base}/customFields`, {
      body: { name: 'Gate code', dataType: 'TEXT' },
    });
    const { id } = made.json['customField'] as { id: string };
    const { locationId } = server.home;
    const customFields = [{ id, value: '1234' }];
    const contact = contactOf(
      await server.call('POST', '/contacts/', { body: { locationId, customFields } }),
    );
    await server.call('DELETE', `${base}/customFields/${id}`);
    const path = `/contacts/${String(contact['id'])}`;
    const shown = contactOf(await server.call('GET', path));
    const back = await server.call('PUT', path, {
      body: { firstName: 'Ann', customFields: shown['customFields'] },
    });
    expect(contactOf(back)).toMatchObject({ firstName: 'Ann', customFields });
    const changed = await server.call('PUT', path, {
      body: { customFields: [{ id, value: '9999' }] },
    });
    expect(changed.status).toBe(422);
  });

  test.each([
    [{ name: 'X' }, ['dataType should not be empty', 'dataType must be a string']],
    [{ name: 'X', dataType: 'BLOB' }, ['dataType must be a valid enum value']],
    [
      { name: 'X', dataType: 'TEXT', acceptedFormat: ['.pdf'] },
      ['property acceptedFormat should not exist'],
    ],
    [{ name: 'X', dataType: 'TEXT', model: 'opportunity' }, ['model must be a valid enum value']],
  ])('refuse %j', async (body, message) => {
    const reply = await server.call('POST', `${base}/customFields`, { body });
    const error = 'Unprocessable Entity';
    expect(reply.json).toEqual({ message, error, statusCode: 422, traceId });
  });
});
