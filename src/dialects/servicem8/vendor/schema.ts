/** Wire shape of the vendor: the account itself, in the order of the vendor's examples. */
import { Type, type Static } from 'typebox';
import { Flag } from '../schema.ts';

export const VendorRecord = Type.Object({
  uuid: Type.String(),
  active: Flag,
  edit_date: Type.String(),
  name: Type.String(),
  abn_number: Type.String(),
  business_number: Type.String(),
  website: Type.String(),
  email: Type.String(),
  email_accounts: Type.String(),
  billing_address: Type.String(),
  accepted_payment_methods: Type.String({ deprecated: true }),
  default_region: Type.String(),
  currency: Type.String(),
  opening_time_monday: Type.String(),
  closing_time_monday: Type.String(),
  opening_time_tuesday: Type.String(),
  closing_time_tuesday: Type.String(),
  opening_time_wednesday: Type.String(),
  closing_time_wednesday: Type.String(),
  opening_time_thursday: Type.String(),
  closing_time_thursday: Type.String(),
  opening_time_friday: Type.String(),
  closing_time_friday: Type.String(),
  opening_time_saturday: Type.String(),
  closing_time_saturday: Type.String(),
  opening_time_sunday: Type.String(),
  closing_time_sunday: Type.String(),
  timezone_name: Type.String(),
  invoice_terms: Type.String(),
  job_default_status: Type.String(),
});
export type VendorRecord = Static<typeof VendorRecord>;
