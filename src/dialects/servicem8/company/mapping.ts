/** Between the vendor's companies and the hub's accounts. */
import type { Account, AccountDraft, AccountPatch } from '../../../core/account/account.ts';
import { formatSqlLike } from '../../../core/value/instant.ts';
import { extraPatch } from '../extra/extra-patch.ts';
import { ExtraReader } from '../extra/extra-reader.ts';
import { chosenId } from '../value/chosen-id.ts';
import { extraFieldNames, extraFields } from './extra-fields.ts';
import type { CompanyCreate, CompanyRecord, CompanyUpdate } from './schema.ts';

/** What is absent stays. */
export function toCore(wire: CompanyUpdate): AccountPatch {
  const { name, active } = wire;
  return {
    ...textsOf(wire),
    ...extraPatch(extraFields, extraFieldNames, wire),
    ...(name === undefined ? {} : { name }),
    ...(active === undefined ? {} : { active: Number(active) === 1 }),
  };
}

export function toCoreDraft(wire: CompanyCreate): AccountDraft {
  return { ...toCore(wire), ...chosenId(wire), name: wire.name };
}

/** Null in the account is `""` here. */
function textsOf(wire: CompanyUpdate): AccountPatch {
  const { website, address, billing_address: billing, address_street: street } = wire;
  return {
    ...(website === undefined ? {} : { website: website || null }),
    ...(address === undefined ? {} : { address: address || null }),
    ...(billing === undefined ? {} : { billingAddress: billing || null }),
    ...(street === undefined ? {} : { street: street || null }),
    ...placeOf(wire),
  };
}

function placeOf(wire: CompanyUpdate): AccountPatch {
  const { address_city: city, address_state: state } = wire;
  const { address_postcode: postalCode, address_country: country } = wire;
  return {
    ...(city === undefined ? {} : { city: city || null }),
    ...(state === undefined ? {} : { state: state || null }),
    ...(postalCode === undefined ? {} : { postalCode: postalCode || null }),
    ...(country === undefined ? {} : { country: country || null }),
  };
}

/** `edit_date` is on the wall clock of `timeZone`, the account's. */
export function toWire(account: Account, timeZone: string): CompanyRecord {
  const extra = new ExtraReader(extraFields, account.extra);
  return {
    name: account.name,
    abn_number: extra.text('abn_number'),
    address: account.address ?? '',
    billing_address: account.billingAddress ?? '',
    parent_company_uuid: extra.text('parent_company_uuid'),
    uuid: account.id,
    active: account.active ? 1 : 0,
    edit_date: formatSqlLike(account.updatedAt, timeZone),
    website: account.website ?? '',
    address_street: account.street ?? '',
    address_city: account.city ?? '',
    address_state: account.state ?? '',
    address_postcode: account.postalCode ?? '',
    address_country: account.country ?? '',
    fax_number: extra.text('fax_number'),
    badges: extra.text('badges'),
    tax_rate_uuid: extra.text('tax_rate_uuid'),
    billing_attention: extra.text('billing_attention'),
    payment_terms: extra.text('payment_terms'),
  };
}
