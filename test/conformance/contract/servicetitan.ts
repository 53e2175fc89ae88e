/** ServiceTitan's endpoint tables: the contacts with GUIDs, the older ones of customers and locations, and the exports. */
import type { OperationRow } from './operation-row.ts';

type Named = readonly [name: string, method: string, path: string];

const contact = '/contacts/:id';
const relationship = '/contacts/:contactId/relationships/:relatedEntityId/:typeSlug';
const methods = '/contacts/:contactId/contact-methods';
const method = `${methods}/:contactMethodId`;
const preference = `${method}/preferences/:preferenceName`;

const contacts: readonly Named[] = [
  ['Contacts_GetList', 'GET', '/contacts'],
  ['Contacts_Create', 'POST', '/contacts'],
  ['Contacts_Get', 'GET', contact],
  ['Contacts_Replace', 'PUT', contact],
  ['Contacts_Update', 'PATCH', contact],
  ['Contacts_DeleteContact', 'DELETE', contact],
  ['Contacts_SearchContactMethods', 'GET', '/contacts/contact-methods'],
  ['ContactMethods_GetContactMethods', 'GET', methods],
  ['ContactMethods_CreateContactMethod', 'POST', methods],
  ['ContactMethods_GetContactMethod', 'GET', method],
  ['ContactMethods_UpsertContactMethod', 'PUT', method],
  ['ContactMethods_UpdateContactMethod', 'PATCH', method],
  ['ContactMethods_DeleteContactMethod', 'DELETE', method],
];

const relationships: readonly Named[] = [
  ['Contacts_GetByRelationshipId', 'GET', '/contacts/relationships/:relationshipId'],
  ['Contacts_GetContactRelationshipList', 'GET', '/contacts/:contactId/relationships'],
  ['Contacts_CreateContactRelationship', 'POST', relationship],
  ['Contacts_DeleteContactRelationship', 'DELETE', relationship],
];

const preferences: readonly Named[] = [
  ['Contacts_GetPreferenceMetadataList', 'GET', '/contacts/preferences'],
  ['ContactPreferences_GetContactMethodPreferences', 'GET', `${method}/preferences`],
  ['ContactPreferences_GetContactMethodPreference', 'GET', preference],
  ['ContactPreferences_UpdateContactMethodPreference', 'PATCH', preference],
];

/** Customers, locations, and the contacts that each has of its own. */
function ownerRows(entity: 'Customers' | 'Locations'): Named[] {
  const root = `/${entity.toLowerCase()}`;
  return [
    [`${entity}_GetList`, 'GET', root],
    [`${entity}_Create`, 'POST', root],
    [`${entity}_Get`, 'GET', `${root}/:id`],
    [`${entity}_Update`, 'PATCH', `${root}/:id`],
    [`${entity}_GetContactList`, 'GET', `${root}/:id/contacts`],
    [`${entity}_CreateContact`, 'POST', `${root}/:id/contacts`],
    [`${entity}_UpdateContact`, 'PATCH', `${root}/:id/contacts/:contactId`],
    [`${entity}_DeleteContact`, 'DELETE', `${root}/:id/contacts/:contactId`],
    [`${entity}_GetModifiedContactsList`, 'GET', `${root}/contacts`],
  ];
}

const exports: readonly Named[] = [
  ['Export_Customers', 'GET', '/export/customers'],
  ['Export_CustomersContacts', 'GET', '/export/customers/contacts'],
  ['Export_Locations', 'GET', '/export/locations'],
  ['Export_LocationsContacts', 'GET', '/export/locations/contacts'],
];

const bookings: readonly Named[] = [
  ['Bookings_GetContactList', 'GET', '/bookings/:id/contacts'],
  ['BookingProvider_GetContactList', 'GET', '/booking-provider/:provider/bookings/:id/contacts'],
];

const base = '/crm/v2/tenant/:tenant';

function rowsOf(
  named: readonly Named[],
  missing: Pick<OperationRow, 'missing'> = {},
): OperationRow[] {
  return named.map(([name, verb, path]) => ({
    name,
    method: verb,
    path: base + path,
    evidence: 'documented',
    ...missing,
  }));
}

export const servicetitan: readonly OperationRow[] = [
  { name: 'POST /connect/token', method: 'POST', path: '/connect/token', evidence: 'documented' },
  ...rowsOf(contacts),
  ...rowsOf(relationships),
  ...rowsOf(preferences),
  ...rowsOf(ownerRows('Customers')),
  ...rowsOf(ownerRows('Locations')),
  ...rowsOf(exports),
  ...rowsOf(bookings, {
    missing: 'the hub keeps no bookings; a contact can be linked to the number of one',
  }),
];
