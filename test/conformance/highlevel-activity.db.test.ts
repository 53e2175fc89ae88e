import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  contactOf,
  startHighlevel,
  uuidPattern,
  type HighlevelServer,
  type Reply,
} from './highlevel-client.ts';

let server: HighlevelServer;
let path: string;
let contactId: string;
beforeAll(async () => {
  server = await startHighlevel();
});
afterAll(() => server.stop());

const traceId = expect.stringMatching(uuidPattern) as string;
const succeeded = { succeded: true, succeeded: true, traceId };

async function makeContact(location = server.home): Promise<string> {
  const { locationId, token } = location;
  const reply = await server.call('POST', '/contacts/', { token, body: { locationId } });
  return String(contactOf(reply)['id']);
}

function partOf(reply: Reply, name: string): { readonly id: string } {
  return reply.json[name] as { readonly id: string };
}

function refused(message: string) {
  return { message, error: 'Bad Request', statusCode: 400, traceId };
}

describe('notes', () => {
  test('POST /contacts/{contactId}/notes, then GET, PUT and DELETE /contacts/{contactId}/notes/{id}', async () => {
    contactId = await makeContact();
    path = `/contacts/${contactId}/notes`;
    const body = { body: 'Called back', title: 'Call', color: '#FFAA00', userId: 'u1' };
    const made = await server.call('POST', path, { body });
    expect(made.status).toBe(201);
    const note = partOf(made, 'note');
    const dateAdded = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;
    const { id } = note;
    expect(made.json).toEqual({
      note: { id, contactId, ...body, pinned: false, dateAdded },
      traceId,
    });
    const at = `${path}/${id}`;
    expect((await server.call('GET', at)).json).toEqual({ note, traceId });
    const changed = await server.call('PUT', at, { body: { pinned: true, title: null } });
    const { title: _, ...rest } = { title: '', ...note };
    expect(changed.json).toEqual({ note: { ...rest, pinned: true }, traceId });
    expect((await server.call('DELETE', at)).json).toEqual(succeeded);
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect((await server.call(method, at, method === 'PUT' ? { body: {} } : {})).json).toEqual(
        refused('Note not found'),
      );
  });

  test.each([
    ['notes', {}, 'note'],
    ['tasks', { title: 'Read', dueDate: '2026-04-01', completed: false }, 'task'],
  ])('%s hold the text of a whole conversation', async (kind, fields, name) => {
    const at = `/contacts/${await makeContact()}/${kind}`;
    const body = 'She said that the boiler leaks. '.repeat(1_000);
    const made = await server.call('POST', at, { body: { ...fields, body } });
    expect(made.status).toBe(201);
    const read = await server.call('GET', `${at}/${partOf(made, name).id}`);
    expect(read.json[name]).toMatchObject({ body });
    const longer = { ...fields, body: body.repeat(4) };
    expect((await server.call('POST', at, { body: longer })).json).toMatchObject({
      message: ['body must be at most 100000 characters long'],
    });
  });

  test('GET /contacts/{contactId}/notes lists the newest first', async () => {
    const id = await makeContact();
    for (const body of ['one', 'two'])
      await server.call('POST', `/contacts/${id}/notes`, { body: { body } });
    const { json } = await server.call('GET', `/contacts/${id}/notes`);
    expect(json).toMatchObject({ notes: [{ body: 'two' }, { body: 'one' }], traceId });
  });
});

describe('tasks', () => {
  const body = { title: 'Call', dueDate: '2030-05-01T10:00:00.000Z', completed: false };

  test('POST /contacts/{contactId}/tasks, then GET, PUT and DELETE /contacts/{contactId}/tasks/{taskId}', async () => {
    contactId = await makeContact();
    path = `/contacts/${contactId}/tasks`;
    const made = await server.call('POST', path, { body: { ...body, assignedTo: 'u1' } });
    expect(made.status).toBe(201);
    const task = partOf(made, 'task');
    const { id } = task;
    expect(made.json).toEqual({ task: { id, contactId, ...body, assignedTo: 'u1' }, traceId });
    const at = `${path}/${id}`;
    expect((await server.call('GET', at)).json).toEqual({ task, traceId });
    const fields = { title: 'Write', dueDate: '2031-01-01', body: 'A letter' };
    const changed = await server.call('PUT', at, { body: fields });
    const expected = { ...task, ...fields, dueDate: '2031-01-01T00:00:00.000Z' };
    expect(changed.json).toEqual({ task: expected, traceId });
    expect((await server.call('DELETE', at)).json).toEqual(succeeded);
    expect((await server.call('GET', at)).json).toEqual(refused('Task not found'));
  });

  test('PUT /contacts/{contactId}/tasks/{taskId}/completed closes and opens it', async () => {
    const at = `/contacts/${await makeContact()}/tasks`;
    const { id } = partOf(await server.call('POST', at, { body }), 'task');
    for (const completed of [true, false]) {
      const reply = await server.call('PUT', `${at}/${id}/completed`, { body: { completed } });
      expect(reply.json).toMatchObject({ task: { id, completed }, traceId });
    }
    const { json } = await server.call('GET', at);
    expect(json).toMatchObject({ tasks: [{ id, completed: false }], traceId });
  });

  test.each([
    [
      {},
      [
        'title should not be empty',
        'title must be a string',
        'dueDate should not be empty',
        'dueDate must be a string',
        'completed should not be empty',
        'completed must be a boolean value',
      ],
    ],
    [{ ...body, dueDate: 'soon' }, ['dueDate must be a valid ISO 8601 date string']],
    [{ ...body, owner: 1 }, ['property owner should not exist']],
  ])('refuse %j', async (fields, message) => {
    const reply = await server.call('POST', `/contacts/${await makeContact()}/tasks`, {
      body: fields,
    });
    const error = 'Unprocessable Entity';
    expect(reply.json).toEqual({ message, error, statusCode: 422, traceId });
  });
});

describe.each([
  ['notes', 'note', { body: 'x' }],
  ['tasks', 'task', { title: 'x', dueDate: '2030-01-01', completed: false }],
])('%s', (list, name, body) => {
  test('belong to one contact, and go with it', async () => {
    const one = await makeContact();
    const { id } = partOf(await server.call('POST', `/contacts/${one}/${list}`, { body }), name);
    const other = await makeContact();
    const elsewhere = await server.call('GET', `/contacts/${other}/${list}/${id}`);
    expect(elsewhere.status).toBe(400);
    const foreign = await makeContact(server.foreign);
    const missing = refused('Contact not found');
    expect((await server.call('GET', `/contacts/${foreign}/${list}`)).json).toEqual(missing);
    expect((await server.call('POST', `/contacts/${foreign}/${list}`, { body })).json).toEqual(
      missing,
    );
    await server.call('DELETE', `/contacts/${one}`);
    expect((await server.call('GET', `/contacts/${one}/${list}/${id}`)).json).toEqual(missing);
  });

  test('need the scope for what is done', async () => {
    const id = await makeContact();
    const at = `/contacts/${id}/${list}`;
    const { reader, writer } = server.home;
    const message = 'The token is not authorized for this scope.';
    expect((await server.call('POST', at, { body, token: reader })).json).toEqual({
      statusCode: 401,
      message,
    });
    expect((await server.call('GET', at, { token: writer })).json).toEqual({
      statusCode: 401,
      message,
    });
  });

  test('leave their events', async () => {
    const { hub, home } = server;
    const at = `/contacts/${await makeContact()}/${list}`;
    const made = partOf(await server.call('POST', at, { body }), name);
    await server.call('DELETE', `${at}/${made.id}`);
    const events = await hub.events.changes(home.context, { limit: 1000, afterSeq: 0 });
    const types = events.filter(({ entityType }) => entityType === name).map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['created', 'deleted']);
  });
});
