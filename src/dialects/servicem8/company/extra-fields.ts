/** The fields of a company that only this vendor knows; clients may write all of them. */
import type { ExtraKind } from '../extra/extra-kind.ts';
import type { CompanyRecord } from './schema.ts';

export const extraFields = {
  abn_number: 'text',
  parent_company_uuid: 'uuid',
  fax_number: 'text',
  badges: 'badges',
  tax_rate_uuid: 'uuid',
  billing_attention: 'text',
  payment_terms: 'text',
} as const satisfies Partial<Readonly<Record<keyof CompanyRecord, ExtraKind>>>;

export const extraFieldNames = [
  'abn_number',
  'parent_company_uuid',
  'fax_number',
  'badges',
  'tax_rate_uuid',
  'billing_attention',
  'payment_terms',
] as const satisfies readonly (keyof typeof extraFields)[];
