/** Every call of the vendor's tables that is served, as the published client makes it, in the versions that it sends. */
import { HighLevel } from '@gohighlevel/api-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
let valueId: string;

const versions = new Set<unknown>();
const called = new Set<string>();

async function start(options: { apiVersion?: string }): Promise<void> {
  server = await startHighlevel();
  const { context, token } = server.home;
  ({ locationId } = server.home);
  sdk = new HighLevel({ privateIntegrationToken: token, logLevel: 'none', ...options });
  sdk.getHttpClient().defaults.baseURL = server.baseUrl;
  sdk.getHttpClient().interceptors.request.use((config) => {
    versions.add(config.headers.get('Version'));
    return config;
  });
  noteCalls(sdk.contacts);
  noteCalls(sdk.businesses);
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
  const value = await hub.customValues.create(context, { name: 'Town', content: 'Austin' });
  valueId = toBase62Id(value.id);
  const field = await hub.customFields.create(context, { name: 'Pin', dataType: 'TEXT' });
  fieldId = toBase62Id(field.id);
}

/** The methods of a service, each noted when it is called. */
function noteCalls(service: object): void {
  for (const name of methodsOf(service)) {
    const method: unknown = Reflect.get(service, name);
    if (typeof method !== 'function') continue;
    Reflect.set(service, name, (...args: unknown[]): unknown => {
      called.add(name);
      const reply: unknown = Reflect.apply(method, service, args);
      return reply;
    });
  }
}

function methodsOf(service: object): string[] {
  const prototype: unknown = Object.getPrototypeOf(service);
  return Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
}

const done = { succeded: true };
const eventStartTime = '2030-06-23T03:30:00+01:00';
const dueDate = '2030-01-01T00:00:00.000Z';

describe.each([
  ['2023-02-21', {}],
  ['2021-07-28', { apiVersion: '2021-07-28' }],
])('the published client, version %s', (sent, options) => {
  beforeAll(async () => {
    versions.clear();
    called.clear();
    await start(options);
  });
  afterAll(() => server.stop());

  test('GET /health, which healthCheck() asks', async () => {
    expect(await sdk.healthCheck()).toBe(true);
  });

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
      'POST /contacts/{contactId}/followers',
      () => sdk.contacts.addFollowersContact({ contactId }, { followers: ['u1', 'u2'] }),
      { followers: ['u1', 'u2'], followersAdded: ['u1', 'u2'] },
    ],
    [
      'DELETE /contacts/{contactId}/followers',
      () => sdk.contacts.removeFollowersContact({ contactId }, { followers: ['u1'] }),
      { followers: ['u2'], followersRemoved: ['u1'] },
    ],
    [
      'POST /contacts/{contactId}/campaigns/{campaignId}',
      () => sdk.contacts.addContactToCampaign({ contactId, campaignId: 'c1' }, {}),
      done,
    ],
    [
      'DELETE /contacts/{contactId}/campaigns/{campaignId}',
      () => sdk.contacts.removeContactFromCampaign({ contactId, campaignId: 'c1' }),
      done,
    ],
    [
      'DELETE /contacts/{contactId}/campaigns/removeAll',
      () => sdk.contacts.removeContactFromEveryCampaign({ contactId }),
      done,
    ],
    [
      'POST /contacts/{contactId}/workflow/{workflowId}',
      () => sdk.contacts.addContactToWorkflow({ contactId, workflowId: 'w1' }, { eventStartTime }),
      done,
    ],
    [
      'DELETE /contacts/{contactId}/workflow/{workflowId}',
      () =>
        sdk.contacts.deleteContactFromWorkflow({ contactId, workflowId: 'w1' }, { eventStartTime }),
      done,
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
    [
      'GET /locations/search',
      () => sdk.locations.searchLocations({ limit: '5' }),
      { locations: [{ id: expect.any(String) as string, name: 'Home' }] },
    ],
    [
      'POST /locations/{locationId}/tasks/search',
      () => sdk.locations.taskSearch({ locationId }, { completed: false }),
      { tasks: [{ title: 'y' }] },
    ],
    [
      'GET /locations/{locationId}/customValues',
      () => sdk.locations.getCustomValues({ locationId }),
      { customValues: [{ name: 'Town', value: 'Austin' }] },
    ],
    [
      'POST /locations/{locationId}/customValues',
      () => sdk.locations.createCustomValue({ locationId }, { name: 'Sky', value: 'blue' }),
      { customValue: { fieldKey: '{{ custom_values.sky }}', value: 'blue' } },
    ],
    [
      'GET /locations/{locationId}/customValues/{id}',
      () => sdk.locations.getCustomValue({ locationId, id: valueId }),
      { customValue: { value: 'Austin' } },
    ],
    [
      'PUT /locations/{locationId}/customValues/{id}',
      () =>
        sdk.locations.updateCustomValue(
          { locationId, id: valueId },
          { name: 'City', value: 'Waco' },
        ),
      { customValue: { name: 'City', value: 'Waco' } },
    ],
    [
      'DELETE /locations/{locationId}/customValues/{id}',
      () => sdk.locations.deleteCustomValue({ locationId, id: valueId }),
      done,
    ],
    [
      'POST /businesses',
      () => sdk.businesses.createBusiness({ locationId, name: 'Beta', city: 'Waco' }),
      { success: true, buiseness: { name: 'Beta', city: 'Waco' } },
    ],
    [
      'GET /businesses',
      () => sdk.businesses.getBusinessesByLocation({ locationId }),
      { businesses: [{ name: 'Acme' }, { name: 'Beta' }] },
    ],
    [
      'PUT /businesses/{businessId}',
      () => sdk.businesses.updateBusiness({ businessId }, { phone: '+15125550100' }),
      { success: true, buiseness: { name: 'Acme', phone: '+15125550100' } },
    ],
    [
      'GET /businesses/{businessId}',
      () => sdk.businesses.getBusiness({ businessId }),
      { business: { name: 'Acme', phone: '+15125550100' } },
    ],
    [
      'DELETE /businesses/{businessId}',
      () => sdk.businesses.deleteBusiness({ businessId }),
      { success: true },
    ],
    ['DELETE /contacts/{contactId}', () => sdk.contacts.deleteContact({ contactId }), done],
  ])('%s', async (_, call, reply) => {
    expect(await call()).toMatchObject(reply);
  });

  test('sends its version with every call', () => {
    expect([...versions]).toEqual([sent]);
  });

  test('has no method of its contacts and businesses that is not called here', () => {
    const methods = [...methodsOf(sdk.contacts), ...methodsOf(sdk.businesses)];
    expect(methods.length).toBeGreaterThan(36);
    expect(methods.filter((name) => !called.has(name))).toEqual([]);
  });
});
