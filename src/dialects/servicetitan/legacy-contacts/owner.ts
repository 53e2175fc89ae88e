/** The two kinds of records that have contacts of their own, and what differs between their calls. */
import type { ContactPointOwnerKind } from '../../../core/account/contact-point.ts';
import type { Capability } from '../../../core/capability.ts';

export interface LegacyOwner {
  readonly kind: ContactPointOwnerKind;
  /** The path segment. */
  readonly collection: 'customers' | 'locations';
  /** Of operation ids. */
  readonly operations: 'Customers' | 'Locations';
  readonly noun: 'customer' | 'location';
  readonly idName: 'customerId' | 'locationId';
  readonly idsName: 'customerIds' | 'locationIds';
  readonly read: Capability;
  readonly write: Capability;
  /** One of these must limit the list of all. */
  readonly limits: readonly LimitName[];
}

export type LimitName =
  | 'customerIds'
  | 'locationIds'
  | 'modifiedBefore'
  | 'modifiedOnOrAfter'
  | 'createdBefore'
  | 'createdOnOrAfter';

export const customerOwner: LegacyOwner = {
  kind: 'account',
  collection: 'customers',
  operations: 'Customers',
  noun: 'customer',
  idName: 'customerId',
  idsName: 'customerIds',
  read: 'account.read',
  write: 'account.write',
  limits: ['customerIds', 'modifiedBefore', 'modifiedOnOrAfter'],
};

export const locationOwner: LegacyOwner = {
  kind: 'site',
  collection: 'locations',
  operations: 'Locations',
  noun: 'location',
  idName: 'locationId',
  idsName: 'locationIds',
  read: 'site.read',
  write: 'site.write',
  limits: [
    'locationIds',
    'modifiedBefore',
    'modifiedOnOrAfter',
    'createdBefore',
    'createdOnOrAfter',
  ],
};
