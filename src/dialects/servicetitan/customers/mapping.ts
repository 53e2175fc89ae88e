/** Between ServiceTitan's customers and the accounts of the address book. */
import type { Account, AccountPatch } from '../../../core/account/account.ts';
import type { ContactPoint } from '../../../core/account/contact-point.ts';
import type { AccountOpening, OpenedAccount } from '../../../core/service/account-opening.ts';
import { formatIsoMs } from '../../../core/value/instant.ts';
import type { JsonObject } from '../../../core/value/json.ts';
import { toDraft as toContactDraft, toWire as toContactWire } from '../legacy-contacts/mapping.ts';
import {
  toCreatedWire as toCreatedLocation,
  toDraft as toLocationDraft,
} from '../locations/mapping.ts';
import { toAddress, toPlace } from '../wire/address-mapping.ts';
import { parseCustomerType } from '../wire/customer-type.ts';
import { attachmentsOf, toAttached } from '../wire/attachment-mapping.ts';
import { bagName, VendorBag } from '../wire/vendor-bag.ts';
import type {
  CreateCustomerRequest,
  CreatedCustomerResponse,
  CustomerResponse,
  UpdateCustomerRequest,
} from './schema.ts';

export function toWire(account: Account): CustomerResponse {
  const bag = new VendorBag(account);
  return {
    id: account.number,
    active: account.active,
    name: account.name,
    // Accounts of other APIs are companies.
    type: parseCustomerType(bag.text('type') ?? '') ?? 'Commercial',
    address: toAddress(account),
    ...toAttached(bag),
    balance: 0,
    taxExempt: bag.flag('taxExempt'),
    doNotMail: bag.flag('doNotMail'),
    doNotService: bag.flag('doNotService'),
    nationalAccount: bag.flag('nationalAccount'),
    createdOn: formatIsoMs(account.createdAt),
    createdById: account.createdBy,
    modifiedOn: formatIsoMs(account.updatedAt),
    mergedToId: null,
    paymentTermId: bag.number('paymentTermId'),
    creditLimit: bag.number('creditLimit'),
    creditLimitBalance: bag.number('creditLimitBalance'),
  };
}

export function toCreatedWire({
  account,
  sites,
  contactPoints,
}: OpenedAccount): CreatedCustomerResponse {
  return {
    ...toWire(account),
    locations: sites.map(toCreatedLocation),
    contacts: contactPoints.map(toCreatedContact),
  };
}

function toCreatedContact(point: ContactPoint): CreatedCustomerResponse['contacts'][number] {
  const { id, type, value, memo } = toContactWire(point);
  return { id, type, value, memo };
}

/** POST. */
export function toDraft(wire: CreateCustomerRequest): AccountOpening {
  const { name, address, locations, contacts = [] } = wire;
  return {
    name,
    ...toPlace(address),
    extra: { [bagName]: { type: 'Residential', ...bagOf(wire) } },
    sites: locations.map(toLocationDraft),
    contactPoints: contacts.map(toContactDraft),
  };
}

/** PATCH: what is left out stays. */
export function toPatch(wire: UpdateCustomerRequest, before: Account): AccountPatch {
  const { name, address, active } = wire;
  return {
    ...(name === undefined ? {} : { name }),
    ...(active === undefined ? {} : { active }),
    ...(address === undefined ? {} : toPlace(address, before)),
    extra: { [bagName]: bagOf(wire, new VendorBag(before)) },
  };
}

const plainMembers = [
  'doNotMail',
  'doNotService',
  'nationalAccount',
  'taxExempt',
  'paymentTermId',
  'creditLimit',
  'creditLimitBalance',
] as const;

function bagOf(wire: UpdateCustomerRequest, before?: VendorBag): JsonObject {
  const type = wire.type === undefined ? null : parseCustomerType(wire.type);
  const said: Record<string, boolean | number | null> = {};
  for (const name of plainMembers) {
    const value = wire[name];
    if (value !== undefined) said[name] = value;
  }
  return { ...(type === null ? {} : { type }), ...said, ...attachmentsOf(wire, before) };
}
