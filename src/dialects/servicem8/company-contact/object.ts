/** `/api_1.0/companycontact.json`: the people of a company. They are not linked to job contacts. */
import type { Relation } from '../../../core/account/relation.ts';
import type { RecordObject } from '../record/record-object.ts';
import { companyContactFields } from './filter-fields.ts';
import { toCore, toCoreDraft, toWire } from './mapping.ts';
import { CompanyContactCreate, CompanyContactRecord, CompanyContactUpdate } from './schema.ts';

export const companyContact: RecordObject<Relation, CompanyContactCreate, CompanyContactUpdate> = {
  path: 'companycontact',
  operations: 'CompanyContacts',
  title: 'company contact',
  titles: 'company contacts',
  entity: 'relation',
  needs: { read: 'relation.read', create: 'relation.write', write: 'relation.write' },
  schema: {
    create: CompanyContactCreate,
    update: CompanyContactUpdate,
    record: CompanyContactRecord,
  },
  fields: companyContactFields,
  wireNames: {
    accountId: 'company_uuid',
    isPrimary: 'is_primary_contact',
    role: 'type',
  },
  toWire,
  callsOf: ({ relatedPeople }) => ({
    list: (context, query) => relatedPeople.list(context, query),
    get: (context, id) => relatedPeople.get(context, id),
    create: (context, wire) => relatedPeople.create(context, toCoreDraft(wire)),
    update: (context, id, wire) => relatedPeople.update(context, id, toCore(wire)),
    remove: (context, id) => relatedPeople.remove(context, id),
  }),
};
