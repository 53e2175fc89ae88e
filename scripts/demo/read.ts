/** Reads a person through each of the six APIs; a cell holds the mapped members as the API spells them. */
import type { Api, Apis } from './api.ts';
import { asText, at, isList, type Json, type JsonObject, pick, pickEach, textAt } from './json.ts';
import { highlevelId, type Person } from './write.ts';

/** The columns, in the order of the table. */
export const columns = [
  'servicem8',
  'unified',
  'servicetitan',
  'voipbin',
  'highlevel',
  'native',
] as const;
export type Column = (typeof columns)[number];

/** Every member that the mapping names, in the API's words; no ids and times, which differ by run. */
export type Cell = JsonObject;

const method = ['value', 'e164', 'type', 'isPrimary'];
const street = ['street1', 'street2', 'city', 'state', 'countrySubdivision', 'country'];

export const readers: Readonly<Record<Column, (apis: Apis, person: Person) => Promise<Cell>>> = {
  servicem8: async ({ servicem8 }, { jobId, jobContactId }) => {
    const link = await servicem8.get(`/jobcontact/${jobContactId}.json`);
    const job = await servicem8.get(`/job/${jobId}.json`);
    return {
      ...pick(link, ['first', 'last', 'phone', 'mobile', 'email', 'type', 'active']),
      isOfJob: at(link, 'job_uuid') === jobId,
      // What of the link is synchronised into the job.
      job: pick(job, ['contact_first', 'contact_last', 'phone_1', 'mobile', 'email']),
    };
  },
  unified: async ({ unified }, { contactId }) => {
    const contact = at(await unified.get(`/crm/contacts/${contactId}`), 'contact');
    return {
      ...pick(contact, ['firstName', 'lastName', 'account', 'addresses']),
      ...pick(contact, ['emailAddresses', 'phoneNumbers', 'lastActivityAt', 'remoteDeleted']),
    };
  },
  servicetitan: async ({ servicetitan }, { contactId }) =>
    pick(await servicetitan.get(`/contacts/${contactId}`), [
      'name',
      'title',
      'referenceId',
      'isArchived',
    ]),
  voipbin: async ({ voipbin, native }, { contactId }) => {
    const contact = await voipbin.get(`/contacts/${contactId}`);
    const phone = ['number', 'number_e164', 'type', 'is_primary'];
    return {
      ...pick(contact, ['first_name', 'last_name', 'display_name', 'company', 'job_title']),
      ...pick(contact, ['source', 'external_id']),
      phone_numbers: pickEach(at(contact, 'phone_numbers'), phone),
      emails: pickEach(at(contact, 'emails'), ['address', 'type', 'is_primary']),
      tags: await tagNames(native, at(contact, 'tag_ids')),
      ...pick(contact, ['tm_delete']),
    };
  },
  highlevel: async ({ highlevel }, { contactId }) => {
    const contact = at(await highlevel.get(`/contacts/${highlevelId(contactId)}`), 'contact');
    return {
      ...pick(contact, ['name', 'firstName', 'lastName', 'email', 'phone', 'additionalEmails']),
      ...pick(contact, ['additionalPhones', 'companyName', 'address1', 'city', 'state']),
      ...pick(contact, ['postalCode', 'country', 'website', 'timezone', 'dateOfBirth', 'source']),
      ...pick(contact, ['assignedTo', 'tags', 'customFields', 'dnd', 'dndSettings', 'locationId']),
    };
  },
  native: async ({ native }, { contactId }) => {
    const contact = await native.get(`/contacts/${contactId}`);
    return {
      ...pick(contact, ['fullName', 'givenName', 'familyName', 'displayName', 'jobTitle']),
      ...pick(contact, ['companyName', 'externalId', 'origin', 'leadSource', 'website']),
      ...pick(contact, ['timeZone', 'dateOfBirth', 'assignedTo']),
      phones: pickEach(at(contact, 'phones'), method),
      emails: pickEach(at(contact, 'emails'), ['value', 'type', 'isPrimary']),
      addresses: pickEach(at(contact, 'addresses'), [
        'type',
        ...street,
        'countryCode',
        'postalCode',
      ]),
      ...pick(contact, ['tags', 'customFields', 'consent', 'archived']),
    };
  },
};

/** VoIPBIN shows the ids of tags and has no call for their names here. */
async function tagNames(native: Api, ids: Json): Promise<Json> {
  if (!isList(ids)) return ids;
  return Promise.all(
    ids.map(async (id) => textAt(await native.get(`/tags/${asText(id)}`), 'name')),
  );
}
