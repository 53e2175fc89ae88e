import type { Account } from '../../../core/account/account.ts';
import { extraFilterFields } from '../extra/extra-filter.ts';
import { editDateField } from '../list/edit-date.ts';
import {
  activeField,
  nullableTextField,
  textField,
  uuidField,
  type FilterFields,
} from '../list/field.ts';
import { extraFields } from './extra-fields.ts';
import { toWire } from './mapping.ts';

/** What companies can be filtered by: every field that they show. */
export const companyFields: FilterFields<Account> = {
  ...extraFilterFields(extraFields, (account, name) => toWire(account, 'UTC')[name]),
  uuid: uuidField('id', (account) => account.id, { nullable: false }),
  active: activeField(),
  edit_date: editDateField(),
  name: textField('name', (account) => account.name),
  website: nullableTextField('website', (account) => account.website),
  address: nullableTextField('address', (account) => account.address),
  billing_address: nullableTextField('billingAddress', (account) => account.billingAddress),
  address_street: nullableTextField('street', (account) => account.street),
  address_city: nullableTextField('city', (account) => account.city),
  address_state: nullableTextField('state', (account) => account.state),
  address_postcode: nullableTextField('postalCode', (account) => account.postalCode),
  address_country: nullableTextField('country', (account) => account.country),
};
