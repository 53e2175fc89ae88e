/** Wire shapes of companies, "clients" in the vendor's own screens, in its order. */
import { Type, type Static } from 'typebox';
import { ChosenUuid, Flag, WrittenFlag } from '../schema.ts';

const text = Type.Optional(Type.String());
const uuid = Type.Optional(ChosenUuid);
const address = Type.Optional(Type.String({ maxLength: 500 }));

const written = {
  abn_number: text,
  address,
  billing_address: address,
  parent_company_uuid: uuid,
  uuid,
  website: text,
  is_individual: Type.Optional(
    Type.Unknown({ description: 'Follows from the names at the vendor; taken and ignored' }),
  ),
  address_street: address,
  address_city: text,
  address_state: text,
  address_postcode: text,
  address_country: text,
  fax_number: text,
  badges: Type.Optional(Type.String({ format: 'badges' })),
  tax_rate_uuid: uuid,
  billing_attention: text,
  payment_terms: text,
  active: Type.Optional(WrittenFlag),
};

const name = Type.String({ maxLength: 100 });

export const CompanyCreate = Type.Object({ name, ...written });
export type CompanyCreate = Static<typeof CompanyCreate>;

/** Sparse: what is absent stays, `""` clears. The vendor asks for the name here too; clients leave it out. */
export const CompanyUpdate = Type.Object({ name: Type.Optional(name), ...written });
export type CompanyUpdate = Static<typeof CompanyUpdate>;

/** Without `is_individual`: a text in one version of the vendor's package, a number in another, so no value suits both. */
export const CompanyRecord = Type.Object({
  name: Type.String(),
  abn_number: Type.String(),
  address: Type.String(),
  billing_address: Type.String(),
  parent_company_uuid: Type.String(),
  uuid: Type.String(),
  active: Flag,
  edit_date: Type.String(),
  website: Type.String(),
  address_street: Type.String(),
  address_city: Type.String(),
  address_state: Type.String(),
  address_postcode: Type.String(),
  address_country: Type.String(),
  fax_number: Type.String(),
  badges: Type.String(),
  tax_rate_uuid: Type.String(),
  billing_attention: Type.String(),
  payment_terms: Type.String(),
});
export type CompanyRecord = Static<typeof CompanyRecord>;
