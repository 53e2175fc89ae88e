/** Records in which nothing is said, to lay the values of an event over. */
import type { Account } from '../../../core/account/account.ts';
import type { Relation } from '../../../core/account/relation.ts';
import { emptyJobContactValues, type Job, type JobContact } from '../../../core/job/job.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { instant } from '../../../core/value/instant.ts';

const never = instant(0);

const unwritten = {
  active: false,
  createdAt: never,
  createdBy: 0,
  updatedAt: never,
  updatedBy: 0,
  version: 0,
} as const;

export function blankJob(id: Uuid): Job {
  return {
    id,
    number: 0,
    status: 'quote',
    date: null,
    description: '',
    workDone: '',
    address: '',
    billingAddress: '',
    accountId: null,
    contactInformation: {
      job: emptyJobContactValues,
      billing: emptyJobContactValues,
      'property-manager': emptyJobContactValues,
    },
    extra: {},
    ...unwritten,
  };
}

export function blankJobContact(id: Uuid): JobContact {
  return {
    id,
    jobId: id,
    role: 'job',
    contactId: null,
    fromContactId: null,
    ...emptyJobContactValues,
    endedByContactId: null,
    ...unwritten,
  };
}

export function blankAccount(id: Uuid): Account {
  return {
    id,
    number: 0,
    name: '',
    website: null,
    phone: null,
    email: null,
    street: null,
    unit: null,
    city: null,
    state: null,
    postalCode: null,
    country: null,
    latitude: null,
    longitude: null,
    address: null,
    billingAddress: null,
    externalId: null,
    extra: {},
    ...unwritten,
  };
}

export function blankRelation(id: Uuid): Relation {
  return {
    id,
    contactId: id,
    fromContactId: null,
    targetKind: 'account',
    targetId: null,
    targetNumber: null,
    role: '',
    isPrimary: false,
    isMain: false,
    ...emptyJobContactValues,
    endedWithContact: false,
    ...unwritten,
  };
}
