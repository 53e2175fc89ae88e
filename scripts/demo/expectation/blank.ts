/** What an API shows of somebody about whom nothing is known, and what a job contact shows. */
import type { Cell, Column } from '../read.ts';

/** The cells of one person. */
export type Row = Readonly<Record<Column, Cell>>;

export const blank = {
  unified: {
    firstName: null,
    lastName: null,
    account: null,
    addresses: [],
    emailAddresses: [],
    phoneNumbers: [],
    lastActivityAt: null,
    remoteDeleted: false,
  },
  servicetitan: { name: null, title: null, referenceId: null, isArchived: false },
  voipbin: {
    first_name: '',
    last_name: '',
    display_name: '',
    company: '',
    job_title: '',
    source: 'api',
    external_id: '',
    phone_numbers: [],
    emails: [],
    tags: [],
    tm_delete: null,
  },
  highlevel: {
    name: null,
    firstName: null,
    lastName: null,
    email: null,
    phone: null,
    additionalEmails: [],
    additionalPhones: [],
    companyName: null,
    address1: null,
    city: null,
    state: null,
    postalCode: null,
    country: null,
    website: null,
    timezone: null,
    dateOfBirth: null,
    source: null,
    assignedTo: null,
    tags: [],
    customFields: [],
    dnd: false,
    dndSettings: null,
  },
  native: {
    fullName: null,
    givenName: null,
    familyName: null,
    displayName: '',
    jobTitle: null,
    companyName: null,
    externalId: null,
    origin: 'api',
    leadSource: null,
    website: null,
    timeZone: null,
    dateOfBirth: null,
    assignedTo: null,
    phones: [],
    emails: [],
    addresses: [],
    tags: [],
    customFields: {},
    consent: { dnd: false, channels: {}, inbound: null },
    archived: false,
  },
} as const satisfies Partial<Record<Column, Cell>>;

/** A job contact, and what it has put into the job's own fields. */
export function jobContact(values: {
  first: string;
  last: string;
  phone: string;
  mobile: string;
  email: string;
}): Cell {
  const { first, last, phone, mobile, email } = values;
  const job = { contact_first: first, contact_last: last, phone_1: phone, mobile, email };
  return { ...values, type: 'JOB', active: 1, isOfJob: true, job };
}
