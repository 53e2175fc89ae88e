/** The tables of accounts and of what belongs to them, described. */
import type { Account } from '../../core/account/account.ts';
import type { ContactPoint } from '../../core/account/contact-point.ts';
import type { Relation } from '../../core/account/relation.ts';
import type { Site } from '../../core/account/site.ts';
import { personValues, written } from './columns.ts';
import { makeTable } from './table.ts';

const place = {
  street: 'text',
  unit: 'text',
  city: 'text',
  state: 'text',
  postalCode: 'text',
  country: 'text',
  latitude: 'float8',
  longitude: 'float8',
} as const;

export const accountTable = makeTable<Account>(
  'account',
  {
    id: 'uuid',
    number: 'bigint',
    name: 'text',
    website: 'text',
    phone: 'text',
    email: 'text',
    ...place,
    address: 'text',
    billingAddress: 'text',
    externalId: 'text',
    extra: 'jsonb',
    active: 'boolean',
    ...written,
    version: 'integer',
  },
  ['id'],
);

export const siteTable = makeTable<Site>(
  'site',
  {
    id: 'uuid',
    number: 'bigint',
    accountId: 'uuid',
    accountNumber: 'bigint',
    name: 'text',
    ...place,
    externalId: 'text',
    extra: 'jsonb',
    active: 'boolean',
    ...written,
    version: 'integer',
  },
  ['id'],
);

export const contactPointTable = makeTable<ContactPoint>(
  'contact_point',
  {
    id: 'uuid',
    number: 'bigint',
    ownerKind: 'text',
    ownerId: 'uuid',
    ownerNumber: 'bigint',
    type: 'text',
    value: 'text',
    key: 'text',
    memo: 'text',
    preferences: 'jsonb',
    active: 'boolean',
    ...written,
    version: 'integer',
  },
  ['id'],
);

export const relationTable = makeTable<Relation>(
  'relation',
  {
    id: 'uuid',
    contactId: 'uuid',
    fromContactId: 'uuid',
    targetKind: 'text',
    targetId: 'uuid',
    targetNumber: 'bigint',
    role: 'text',
    isPrimary: 'boolean',
    isMain: 'boolean',
    ...personValues,
    active: 'boolean',
    endedWithContact: 'boolean',
    ...written,
    version: 'integer',
  },
  ['id'],
);
