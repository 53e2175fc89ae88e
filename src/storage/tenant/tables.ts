/** The tables of a workspace's address book, described; those of accounts are in `account-tables.ts`. */
import type { Contact, ContactAddress, ContactMethod } from '../../core/contact/contact.ts';
import type { HubEvent } from '../../core/event/event.ts';
import type { Job, JobContact } from '../../core/job/job.ts';
import type { CustomField } from '../../core/workspace/custom-field.ts';
import type { CustomValue } from '../../core/workspace/custom-value.ts';
import type { Tag } from '../../core/workspace/tag.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { personValues, written } from './columns.ts';
import { makeTable } from './table.ts';

/** A contact without its children, which have tables of their own. */
export type ContactRow = Omit<Contact, 'methods' | 'addresses' | 'tags'>;
export type MethodRow = ContactMethod & { readonly contactId: Uuid };
export type AddressRow = ContactAddress & { readonly contactId: Uuid };
export interface ContactTagRow {
  readonly contactId: Uuid;
  readonly tagId: Uuid;
  readonly position: number;
}
export interface SearchRow {
  readonly contactId: Uuid;
  readonly doc: string;
}

export const contactTable = makeTable<ContactRow>(
  'contact',
  {
    id: 'uuid',
    kind: 'text',
    givenName: 'text',
    familyName: 'text',
    fullName: 'text',
    displayName: 'text',
    namePrefix: 'text',
    middleName: 'text',
    nameSuffix: 'text',
    nickname: 'text',
    jobTitle: 'text',
    companyName: 'text',
    accountId: 'uuid',
    externalId: 'text',
    origin: 'text',
    leadSource: 'text',
    leadType: 'text',
    website: 'text',
    timeZone: 'text',
    dateOfBirth: 'date',
    gender: 'text',
    language: 'text',
    photo: 'text',
    assignedTo: 'text',
    notesText: 'text',
    dnd: 'boolean',
    dndSettings: 'jsonb',
    inboundDnd: 'jsonb',
    attribution: 'jsonb',
    customFields: 'jsonb',
    followers: 'jsonb',
    memberships: 'jsonb',
    extra: 'jsonb',
    archivedAt: 'timestamptz',
    deletedAt: 'timestamptz',
    ...written,
    touchedAt: 'timestamptz',
    lastActivityAt: 'timestamptz',
    mergedInto: 'uuid',
    aliasRemovedAt: 'timestamptz',
    version: 'integer',
  },
  ['id'],
);

export const methodTable = makeTable<MethodRow>(
  'contact_method',
  {
    contactId: 'uuid',
    id: 'uuid',
    kind: 'text',
    type: 'text',
    label: 'text',
    value: 'text',
    key: 'text',
    e164: 'text',
    inferred: 'boolean',
    stripped: 'text',
    ext: 'text',
    position: 'integer',
    isPrimary: 'boolean',
    memo: 'text',
    referenceId: 'text',
    ...written,
    fromContactId: 'uuid',
    shadowOf: 'uuid',
  },
  ['contactId', 'id'],
);

export const addressTable = makeTable<AddressRow>(
  'contact_address',
  {
    contactId: 'uuid',
    id: 'uuid',
    type: 'text',
    street1: 'text',
    street2: 'text',
    city: 'text',
    state: 'text',
    countrySubdivision: 'text',
    country: 'text',
    countryCode: 'text',
    postalCode: 'text',
    isPrimary: 'boolean',
    position: 'integer',
  },
  ['contactId', 'id'],
);

export const contactTagTable = makeTable<ContactTagRow>(
  'contact_tag',
  { contactId: 'uuid', tagId: 'uuid', position: 'integer' },
  ['contactId', 'tagId'],
);

export const searchTable = makeTable<SearchRow>(
  'contact_search',
  { contactId: 'uuid', doc: 'text' },
  ['contactId'],
);

export const tagTable = makeTable<Tag>(
  'tag',
  { id: 'uuid', name: 'text', detail: 'text', ...written, version: 'integer' },
  ['id'],
);

export const customFieldTable = makeTable<CustomField>(
  'custom_field',
  {
    id: 'uuid',
    key: 'text',
    name: 'text',
    dataType: 'text',
    placeholder: 'text',
    options: 'jsonb',
    position: 'integer',
    ...written,
    version: 'integer',
  },
  ['id'],
);

export const customValueTable = makeTable<CustomValue>(
  'custom_value',
  { id: 'uuid', key: 'text', name: 'text', content: 'text', ...written, version: 'integer' },
  ['id'],
);

export const jobTable = makeTable<Job>(
  'job',
  {
    id: 'uuid',
    number: 'bigint',
    status: 'text',
    date: 'date',
    description: 'text',
    workDone: 'text',
    address: 'text',
    billingAddress: 'text',
    accountId: 'uuid',
    contactInformation: 'jsonb',
    extra: 'jsonb',
    active: 'boolean',
    ...written,
    version: 'integer',
  },
  ['id'],
);

export const jobContactTable = makeTable<JobContact>(
  'job_contact',
  {
    id: 'uuid',
    jobId: 'uuid',
    role: 'text',
    contactId: 'uuid',
    fromContactId: 'uuid',
    ...personValues,
    active: 'boolean',
    endedByContactId: 'uuid',
    ...written,
    version: 'integer',
  },
  ['id'],
);

export const eventTable = makeTable<HubEvent>(
  'event',
  {
    seq: 'bigint',
    at: 'timestamptz',
    entityType: 'text',
    entityId: 'uuid',
    type: 'text',
    actor: 'bigint',
    credentialId: 'uuid',
    dialect: 'text',
    connectionId: 'uuid',
    causeId: 'uuid',
    requestId: 'text',
    version: 'integer',
    body: 'json',
  },
  ['seq'],
);
