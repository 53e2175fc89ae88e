/** Contacts out of the event log, which leaves out what is empty. */
import type { Uuid } from '../value/identifier.ts';
import { instant } from '../value/instant.ts';
import { emptyContact } from './apply-patch.ts';
import type { Contact, ContactAddress, ContactMethod } from './contact.ts';

const never = instant(0);

const blankMethod: Omit<ContactMethod, 'id' | 'key' | 'kind' | 'value'> = {
  type: '',
  label: null,
  e164: null,
  inferred: false,
  stripped: '',
  ext: null,
  position: 0,
  isPrimary: false,
  memo: null,
  referenceId: null,
  createdAt: never,
  createdBy: 0,
  updatedAt: never,
  updatedBy: 0,
  fromContactId: null,
  shadowOf: null,
};

const blankAddress: Omit<ContactAddress, 'id'> = {
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
  position: 0,
};

const namelessTag = { name: null };

/** To lay the values of an event over. */
export function blankContact(id: Uuid): Contact {
  return emptyContact(id, 'api', { at: never, by: 0 });
}

/** The contact with what its methods, addresses and tags leave unsaid. */
export function wholeContact(contact: Contact): Contact {
  return {
    ...contact,
    methods: contact.methods.map((method) => ({ ...blankMethod, ...method })),
    addresses: contact.addresses.map((address) => ({ ...blankAddress, ...address })),
    tags: contact.tags.map((tag) => ({ ...namelessTag, ...tag })),
  };
}
