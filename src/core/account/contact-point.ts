/**
 * Contact points: single numbers and addresses of an account or site itself, of no person (ServiceTitan's int64
 * customer and location contacts). They are shown nowhere else, and an equal one of another owner is another record.
 */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';

export type ContactPointType = 'phone' | 'mobile' | 'fax' | 'email';
export type ContactPointOwnerKind = 'account' | 'site';
/** Whose contact points are meant, by the int64 that its vendor knows it by. */
export interface ContactPointOwner {
  readonly kind: ContactPointOwnerKind;
  readonly number: number;
}

export interface ContactPoint {
  readonly id: Uuid;
  /** int64 from the tenant's range. */
  readonly number: number;
  readonly ownerKind: ContactPointOwnerKind;
  readonly ownerId: Uuid;
  readonly ownerNumber: number;
  readonly type: ContactPointType;
  /** As entered. */
  readonly value: string;
  /** What is matched, see `contactPointKey`. */
  readonly key: string;
  readonly memo: string | null;
  /** What the owner wants to be told through it, in the vendor's words. */
  readonly preferences: JsonObject;
  /** False once deleted: exports still show it, lists do not. */
  readonly active: boolean;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

export interface ContactPointPatch {
  readonly type?: ContactPointType;
  readonly value?: string;
  readonly memo?: string | null;
  /** Shallow-merged. */
  readonly preferences?: JsonObject;
}
export interface ContactPointDraft extends ContactPointPatch {
  readonly type: ContactPointType;
  readonly value: string;
}

/**
 * E-mails trimmed and in lower case; numbers by their digits, without the leading 1 of eleven, so that North American
 * numbers are found with and without their country code.
 */
export function contactPointKey(type: ContactPointType, value: string): string {
  return type === 'email' ? value.trim().toLowerCase() : nationalDigits(value);
}

/** The digits of a number as contact points are found by; `''` when there are none. */
function nationalDigits(value: string): string {
  const digits = value.replaceAll(/\D/g, '');
  return digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
}
