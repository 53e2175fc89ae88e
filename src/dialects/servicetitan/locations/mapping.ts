/** Between ServiceTitan's locations and the sites of accounts. */
import type { Site } from '../../../core/account/site.ts';
import type { SiteChange } from '../../../core/service/site-service.ts';
import type { OpenedSite, SiteOpening } from '../../../core/service/site-writer.ts';
import { formatIsoMs } from '../../../core/value/instant.ts';
import type { JsonObject } from '../../../core/value/json.ts';
import { toDraft as toContactDraft, toWire as toContactWire } from '../legacy-contacts/mapping.ts';
import { toAddress, toPlace } from '../wire/address-mapping.ts';
import { attachmentsOf, toAttached } from '../wire/attachment-mapping.ts';
import { bagName, VendorBag } from '../wire/vendor-bag.ts';
import type {
  CreatedLocationResponse,
  LocationResponse,
  NewLocation,
  UpdateLocationRequest,
} from './schema.ts';

export function toWire(site: Site): LocationResponse {
  const bag = new VendorBag(site);
  return {
    id: site.number,
    customerId: site.accountNumber,
    active: site.active,
    name: site.name,
    address: toAddress(site),
    ...toAttached(bag),
    createdOn: formatIsoMs(site.createdAt),
    createdById: site.createdBy,
    modifiedOn: formatIsoMs(site.updatedAt),
    taxExempt: bag.flag('taxExempt'),
    mergedToId: null,
    zoneId: bag.number('zoneId'),
    taxZoneId: bag.number('taxZoneId'),
  };
}

export function toCreatedWire({ site, contactPoints }: OpenedSite): CreatedLocationResponse {
  const contacts = contactPoints.map((point) => {
    const { id, type, value, memo } = toContactWire(point);
    return { id, type, value, memo };
  });
  return { ...toWire(site), contacts };
}

/** POST, also as part of a new customer. */
export function toDraft(wire: NewLocation): SiteOpening {
  const { name, address, contacts = [], coordinatesSource, coordinatesVerificationStatus } = wire;
  const bag = {
    ...(coordinatesSource ? { coordinatesSource } : {}),
    ...(coordinatesVerificationStatus ? { coordinatesVerificationStatus } : {}),
    ...attachmentsOf(wire),
  };
  return {
    name,
    ...toPlace(address),
    extra: { [bagName]: bag },
    contactPoints: contacts.map(toContactDraft),
  };
}

/** PATCH: what is left out stays. */
export function toChange(wire: UpdateLocationRequest, before: Site): SiteChange {
  const { name, customerId, address, active } = wire;
  return {
    ...(name === undefined ? {} : { name }),
    ...(customerId === undefined ? {} : { accountNumber: customerId }),
    ...(active === undefined ? {} : { active }),
    ...(address === undefined ? {} : toPlace(address)),
    extra: { [bagName]: bagOf(wire, new VendorBag(before)) },
  };
}

function bagOf(wire: UpdateLocationRequest, before: VendorBag): JsonObject {
  const { taxExempt, zoneId, taxZoneId } = wire;
  return {
    ...(taxExempt === undefined ? {} : { taxExempt }),
    ...(zoneId === undefined ? {} : { zoneId }),
    ...(taxZoneId === undefined ? {} : { taxZoneId }),
    ...attachmentsOf(wire, before),
  };
}
