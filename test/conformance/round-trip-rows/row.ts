/** What the rows are made of: a row's form, and what each dialect shows of a contact of which nothing is known. */

export type Wire = Readonly<Record<string, unknown>>;

export interface Row {
  /** The body of the create request, beside what every create of the dialect needs. */
  readonly written: Wire;
  readonly shown: Readonly<Record<string, Wire>>;
}

/** What the native API shows of a contact of which nothing is known. */
export const blank = {
  kind: 'person',
  givenName: null,
  familyName: null,
  fullName: null,
  displayName: '',
  namePrefix: null,
  middleName: null,
  nameSuffix: null,
  nickname: null,
  jobTitle: null,
  companyName: null,
  accountId: null,
  externalId: null,
  origin: 'api',
  leadSource: null,
  leadType: null,
  website: null,
  timeZone: null,
  dateOfBirth: null,
  gender: null,
  language: null,
  photo: null,
  assignedTo: null,
  notesText: null,
  phones: [],
  emails: [],
  addresses: [],
  tags: [],
  followers: [],
  memberships: [],
  customFields: {},
  consent: { dnd: false, channels: {}, inbound: null },
  attribution: null,
  archived: false,
  archivedAt: null,
  deletedAt: null,
  lastActivityAt: null,
};

export const phone = (value: string, e164: string | null, more: Wire = {}): Wire => ({
  value,
  e164,
  inferred: e164 !== null && !value.startsWith('+'),
  ext: null,
  type: '',
  label: null,
  isPrimary: false,
  memo: null,
  referenceId: null,
  ...more,
});
export const email = (value: string, more: Wire = {}): Wire => ({
  value,
  type: '',
  label: null,
  isPrimary: false,
  memo: null,
  referenceId: null,
  ...more,
});
export const address = (more: Wire): Wire => ({
  type: '',
  street1: null,
  street2: null,
  city: null,
  state: null,
  countrySubdivision: null,
  country: null,
  countryCode: null,
  postalCode: null,
  isPrimary: false,
  ...more,
});

export const blankVoipbin = {
  first_name: '',
  last_name: '',
  display_name: '',
  company: '',
  job_title: '',
  source: 'api',
  external_id: '',
  phone_numbers: [],
  emails: [],
  tag_ids: [],
  tm_update: null,
  tm_delete: null,
};
export const blankHighlevel = {
  type: 'lead',
  dnd: false,
  tags: [],
  followers: [],
  customFields: [],
  additionalEmails: [],
  additionalPhones: [],
};
export const blankUnified = {
  firstName: null,
  lastName: null,
  account: null,
  addresses: [],
  emailAddresses: [],
  phoneNumbers: [],
  lastActivityAt: null,
  remoteDeleted: false,
};
export const blankServicem8 = {
  active: 1,
  first: '',
  last: '',
  phone: '',
  mobile: '',
  email: '',
  type: 'JOB',
};
export const blankServicetitan = { name: null, title: null, referenceId: null, isArchived: false };

/** A name as HighLevel shows it, with what it derives from it. */
export const highlevelName = (firstName: string, lastName: string): Wire => ({
  firstName,
  lastName,
  name: `${firstName} ${lastName}`,
  firstNameLowerCase: firstName.toLowerCase(),
  lastNameLowerCase: lastName.toLowerCase(),
  fullNameLowerCase: `${firstName} ${lastName}`.toLowerCase(),
});
export const highlevelEmail = (value: string): Wire => ({
  email: value,
  emailLowerCase: value.toLowerCase(),
});
