/** Between the older contacts of customers and locations and the contact points of accounts and sites. */
import type {
  ContactPoint,
  ContactPointDraft,
  ContactPointPatch,
  ContactPointType,
} from '../../../core/account/contact-point.ts';
import { formatIsoMs } from '../../../core/value/instant.ts';
import type { JsonObject } from '../../../core/value/json.ts';
import { must } from '../list/must.ts';
import { parseContactType } from '../wire/contact-type.ts';
import type { ContactType } from '../wire/schema.ts';
import type { LegacyOwner } from './owner.ts';
import type {
  ExportedContactResponse,
  LegacyContactPatch,
  LegacyContactResponse,
  NewLegacyContact,
  OwnedContactResponse,
  PreferencePatch,
} from './schema.ts';

const wireTypes: Readonly<Record<ContactPointType, ContactType>> = {
  phone: 'Phone',
  mobile: 'MobilePhone',
  fax: 'Fax',
  email: 'Email',
};
const coreTypes: Readonly<Record<ContactType, ContactPointType>> = {
  Phone: 'phone',
  MobilePhone: 'mobile',
  Fax: 'fax',
  Email: 'email',
};

export function toWire(point: ContactPoint): LegacyContactResponse {
  const isPhone = point.type === 'phone' || point.type === 'mobile';
  const said = (name: string): boolean => point.preferences[name] === true;
  const invoices = said('invoiceNotification');
  const statements = said('statementNotification');
  return {
    id: point.number,
    type: wireTypes[point.type],
    value: point.value,
    memo: point.memo,
    phoneSettings: { phoneNumber: isPhone ? point.value : '', doNotText: false },
    createdOn: formatIsoMs(point.createdAt),
    modifiedOn: formatIsoMs(point.updatedAt),
    preferences: {
      jobRemindersEnabled: said('jobRemindersEnabled'),
      marketingUpdatesEnabled: said('marketingUpdatesEnabled'),
      invoiceStatementNotification: invoices && statements,
      invoiceNotification: invoices,
      statementNotification: statements,
    },
  };
}

/** In a list of all, with its owner. */
export function toOwnedWire({
  idName,
}: LegacyOwner): (point: ContactPoint) => OwnedContactResponse {
  return (point) => ({ ...toWire(point), [idName]: point.ownerNumber });
}

/** In an export, deleted or not. */
export function toExportedWire(
  owner: LegacyOwner,
): (point: ContactPoint) => ExportedContactResponse {
  const toOwned = toOwnedWire(owner);
  return (point) => ({ ...toOwned(point), active: point.active });
}

export function toDraft({ type, value, memo }: NewLegacyContact): ContactPointDraft {
  return {
    type: toCoreType(type),
    value,
    ...(memo === undefined ? {} : { memo }),
  };
}

export function toPatch({ type, value, memo, preferences }: LegacyContactPatch): ContactPointPatch {
  return {
    ...(type === undefined ? {} : { type: toCoreType(type) }),
    ...(value === undefined ? {} : { value }),
    ...(memo === undefined ? {} : { memo }),
    ...(preferences ? { preferences: preferencesOf(preferences) } : {}),
  };
}

function toCoreType(text: string): ContactPointType {
  return coreTypes[must(parseContactType(text))];
}

/** The old combination stands for its two parts, which go before it where they are said as well. */
function preferencesOf(wire: PreferencePatch): JsonObject {
  const { invoiceStatementNotification: both, ...parts } = wire;
  const said: Record<string, boolean> = {};
  if (typeof both === 'boolean') {
    said['invoiceNotification'] = both;
    said['statementNotification'] = both;
  }
  for (const [name, value] of Object.entries(parts))
    if (typeof value === 'boolean') said[name] = value;
  return said;
}
