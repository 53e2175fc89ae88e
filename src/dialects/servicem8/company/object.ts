/** `/api_1.0/company.json`: companies, the accounts that jobs and people belong to. */
import type { Account } from '../../../core/account/account.ts';
import type { RecordObject } from '../record/record-object.ts';
import { companyFields } from './filter-fields.ts';
import { toCore, toCoreDraft, toWire } from './mapping.ts';
import { CompanyCreate, CompanyRecord, CompanyUpdate } from './schema.ts';

export const company: RecordObject<Account, CompanyCreate, CompanyUpdate> = {
  path: 'company',
  operations: 'Clients',
  title: 'company',
  titles: 'companies',
  entity: 'account',
  needs: { read: 'account.read', create: 'account.write', write: 'account.write' },
  schema: { create: CompanyCreate, update: CompanyUpdate, record: CompanyRecord },
  fields: companyFields,
  wireNames: {
    billingAddress: 'billing_address',
    city: 'address_city',
    country: 'address_country',
    postalCode: 'address_postcode',
    state: 'address_state',
    street: 'address_street',
  },
  toWire,
  callsOf: ({ accounts }) => ({
    list: (context, query) => accounts.list(context, query),
    get: (context, id) => accounts.get(context, id),
    create: (context, wire) => accounts.create(context, toCoreDraft(wire)),
    update: (context, id, wire) => accounts.update(context, id, toCore(wire)),
    remove: (context, id) => accounts.remove(context, id),
  }),
};
