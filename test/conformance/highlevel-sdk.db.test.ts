/** Every call of the vendor's tables that is served, as the published client makes it. */
import { HighLevel } from '@gohighlevel/api-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toBase62Id } from '../../src/core/value/identifier.ts';
import { startHighlevel, type HighlevelServer } from './highlevel-client.ts';

let server: HighlevelServer;
let sdk: HighLevel;
let locationId: string;
let contactId: string;
let businessId: string;
let noteId: string;
let taskId: string;
let tagId: string;
let fieldId: string;

beforeAll(async () => {
  server = await startHighlevel();
  const { context, token } = server.home;
  ({ locationId } = server.home);
  sdk = new HighLevel({ privateIntegrationToken: token, logLevel: 'none' });
  sdk.getHttpClient().defaults.baseURL = server.baseUrl;
  const { hub } = server;
  const account = await hub.accounts.create(context, { name: 'Acme' });
  businessId = toBase62Id(account.id);
  const { id } = await hub.contacts.create(context, { givenName: 'Ann', accountId: account.id });
  contactId = toBase62Id(id);
  const note = { body: 'x', title: null, color: null, pinned: false, userId: null };
  noteId = toBase62Id((await hub.notes.create(context, id, note)).id);
  const dueAt = account.createdAt;
  const task = { title: 'x', body: null, assignedTo: null, dueAt, completed: false };
  taskId = toBase62Id((await hub.tasks.create(context, id, task)).id);
  tagId = toBase62Id((await hub.tags.create(context, { name: 'vip' })).id);
  const field = await hub.customFields.create(context, { name: 'Pin', dataType: 'TEXT' });
  fieldId = toBase62Id(field.id);
});
afterAll(() => server.stop());

const done = { succeded: true };
const dueDate = '2030-01-01T00:00:00.000Z';

test.each<[name: string, call: () => Promise<unknown>, reply: object]>([
  [
    'POST /contacts',
    () => sdk.contacts.createContact({ locationId, firstName: 'Bob' }),
    { contact: { firstName: 'Bob' } },
  ],
  [
    'GET /contacts',
    () => sdk.contacts.getContacts({ locationId }),
    { contacts: [{ firstName: 'Bob' }, { firstName: 'Ann' }] },
  ],
  [
    'GET /contacts/{contactId}',
    () => sdk.contacts.getContact({ contactId }),
    { contact: { firstName: 'Ann' } },
  ],
  [
    'PUT /contacts/{contactId}',
    () => sdk.contacts.updateContact({ contactId }, { email: 'ann@example.com' }),
    { succeded: true, contact: { email: 'ann@example.com' } },
  ],
  [
    'POST /contacts/upsert',
    () => sdk.contacts.upsertContact({ locationId, email: 'ann@example.com', lastName: 'Roe' }),
    { new: false, contact: { firstName: 'Ann', lastName: 'Roe' } },
  ],
  [
    'GET /contacts/search/duplicate',
    () => sdk.contacts.getDuplicateContact({ locationId, email: 'ann@example.com' }),
    { contact: { lastName: 'Roe' } },
  ],
  [
    'POST /contacts/search',
    () =>
      sdk.contacts.searchContactsAdvanced({
        locationId,
        pageLimit: 5,
        filters: [{ field: 'lastNameLowerCase', operator: 'contains', value: 'ro' }],
      }),
    { total: 1, contacts: [{ firstName: 'Ann' }] },
  ],
  [
    'POST /contacts/{contactId}/tags',
    () => sdk.contacts.addTags({ contactId }, { tags: ['a', 'b'] }),
    { tags: ['a', 'b'], tagsAdded: ['a', 'b'] },
  ],
  [
    'DELETE /contacts/{contactId}/tags',
    () => sdk.contacts.removeTags({ contactId }, { tags: ['a'] }),
    { tags: ['b'], tagsRemoved: ['a'] },
  ],
  [
    'POST /contacts/bulk/tags/update/{type}',
    () =>
      sdk.contacts.createAssociation(
        { type: 'add' },
        { locationId, contacts: [contactId], tags: ['c'] },
      ),
    { succeded: true, errorCount: 0, responses: [{ tagsAdded: ['c'] }] },
  ],
  [
    'POST /contacts/bulk/business',
    () => sdk.contacts.addRemoveContactFromBusiness({ locationId, ids: [contactId], businessId }),
    { success: true },
  ],
  [
    'GET /contacts/business/{businessId}',
    () => sdk.contacts.getContactsByBusinessId({ locationId, businessId }),
    { contacts: [{ firstName: 'Ann' }], count: 1 },
  ],
  [
    'GET /contacts/{contactId}/notes',
    () => sdk.contacts.getAllNotes({ contactId }),
    { notes: [{ body: 'x' }] },
  ],
  [
    'POST /contacts/{contactId}/notes',
    () => sdk.contacts.createNote({ contactId }, { body: 'y' }),
    { note: { body: 'y' } },
  ],
  [
    'GET /contacts/{contactId}/notes/{id}',
    () => sdk.contacts.getNote({ contactId, id: noteId }),
    { note: { body: 'x' } },
  ],
  [
    'PUT /contacts/{contactId}/notes/{id}',
    () => sdk.contacts.updateNote({ contactId, id: noteId }, { body: 'z' }),
    { note: { body: 'z' } },
  ],
  [
    'DELETE /contacts/{contactId}/notes/{id}',
    () => sdk.contacts.deleteNote({ contactId, id: noteId }),
    done,
  ],
  [
    'GET /contacts/{contactId}/tasks',
    () => sdk.contacts.getAllTasks({ contactId }),
    { tasks: [{ title: 'x' }] },
  ],
  [
    'POST /contacts/{contactId}/tasks',
    () => sdk.contacts.createTask({ contactId }, { title: 'y', dueDate, completed: false }),
    { task: { title: 'y', dueDate } },
  ],
  [
    'GET /contacts/{contactId}/tasks/{taskId}',
    () => sdk.contacts.getTask({ contactId, taskId }),
    { task: { title: 'x' } },
  ],
  [
    'PUT /contacts/{contactId}/tasks/{taskId}',
    () => sdk.contacts.updateTask({ contactId, taskId }, { title: 'z' }),
    { task: { title: 'z' } },
  ],
  [
    'PUT /contacts/{contactId}/tasks/{taskId}/completed',
    () => sdk.contacts.updateTaskCompleted({ contactId, taskId }, { completed: true }),
    { task: { completed: true } },
  ],
  [
    'DELETE /contacts/{contactId}/tasks/{taskId}',
    () => sdk.contacts.deleteTask({ contactId, taskId }),
    done,
  ],
  [
    'GET /contacts/{contactId}/appointments',
    () => sdk.contacts.getAppointmentsForContact({ contactId }),
    { events: [] },
  ],
  [
    'GET /locations/{locationId}',
    () => sdk.locations.getLocation({ locationId }),
    { location: { id: expect.any(String) as string, name: 'Home' } },
  ],
  [
    'GET /locations/{locationId}/timezones',
    () => sdk.locations.getTimezones({ locationId }),
    { timeZones: expect.arrayContaining(['America/Chicago']) as string[] },
  ],
  [
    'GET /locations/{locationId}/tags',
    () => sdk.locations.getLocationTags({ locationId }),
    { tags: [{ name: 'vip' }, {}, {}, { name: 'c' }] },
  ],
  [
    'POST /locations/{locationId}/tags',
    () => sdk.locations.createTag({ locationId }, { name: 'new' }),
    { tag: { name: 'new' } },
  ],
  [
    'GET /locations/{locationId}/tags/{tagId}',
    () => sdk.locations.getTagById({ locationId, tagId }),
    { tag: { name: 'vip' } },
  ],
  [
    'PUT /locations/{locationId}/tags/{tagId}',
    () => sdk.locations.updateTag({ locationId, tagId }, { name: 'gold' }),
    { tag: { name: 'gold' } },
  ],
  [
    'DELETE /locations/{locationId}/tags/{tagId}',
    () => sdk.locations.deleteTag({ locationId, tagId }),
    done,
  ],
  [
    'GET /locations/{locationId}/customFields',
    () => sdk.locations.getCustomFields({ locationId, model: 'contact' }),
    { customFields: [{ fieldKey: 'contact.pin' }] },
  ],
  [
    'POST /locations/{locationId}/customFields',
    () => sdk.locations.createCustomField({ locationId }, { name: 'Side', dataType: 'TEXT' }),
    { customField: { fieldKey: 'contact.side' } },
  ],
  [
    'GET /locations/{locationId}/customFields/{id}',
    () => sdk.locations.getCustomField({ locationId, id: fieldId }),
    { customField: { name: 'Pin' } },
  ],
  [
    'PUT /locations/{locationId}/customFields/{id}',
    () => sdk.locations.updateCustomField({ locationId, id: fieldId }, { name: 'Code' }),
    { customField: { name: 'Code' } },
  ],
  [
    'DELETE /locations/{locationId}/customFields/{id}',
    () => sdk.locations.deleteCustomField({ locationId, id: fieldId }),
    done,
  ],
  ['DELETE /contacts/{contactId}', () => sdk.contacts.deleteContact({ contactId }), done],
])('%s', async (_, call, reply) => {
  expect(await call()).toMatchObject(reply);
});
