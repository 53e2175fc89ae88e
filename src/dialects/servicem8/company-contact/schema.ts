/** Wire shapes of company contacts, in the vendor's order. */
import { Type, type Static } from 'typebox';
import { ChosenUuid, Flag, WrittenFlag } from '../schema.ts';

const text = Type.Optional(Type.String());

const written = {
  first: text,
  last: text,
  phone: text,
  mobile: text,
  email: text,
  type: text,
  is_primary_contact: Type.Optional(WrittenFlag),
  uuid: Type.Optional(ChosenUuid),
  active: Type.Optional(WrittenFlag),
};
const company = Type.String({ format: 'record-uuid' });

export const CompanyContactCreate = Type.Object({ company_uuid: company, ...written });
export type CompanyContactCreate = Static<typeof CompanyContactCreate>;

/** Sparse: what is absent stays, `""` clears. Another company takes the contact over. */
export const CompanyContactUpdate = Type.Object({
  company_uuid: Type.Optional(company),
  ...written,
});
export type CompanyContactUpdate = Static<typeof CompanyContactUpdate>;

export const CompanyContactRecord = Type.Object({
  uuid: Type.String(),
  active: Flag,
  edit_date: Type.String(),
  company_uuid: Type.String(),
  first: Type.String(),
  last: Type.String(),
  phone: Type.String(),
  mobile: Type.String(),
  email: Type.String(),
  type: Type.String(),
  is_primary_contact: Type.Enum(['0', '1']),
});
export type CompanyContactRecord = Static<typeof CompanyContactRecord>;
