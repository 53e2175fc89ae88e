/** The pure heart of every write to a contact: what it is before, what is asked, what it is after. */
import { InvalidInput, type InputIssue } from '../errors.ts';
import { parseBirthDate } from '../value/birth-date.ts';
import {
  writeDisplayName,
  writeFullName,
  writeParts,
  type NameParts,
} from '../value/person-name.ts';
import { isTimeZone } from '../value/time-zone.ts';
import type { JsonObject } from '../value/json.ts';
import type { Instant } from '../value/instant.ts';
import type { Uuid } from '../value/identifier.ts';
import { applyAddressWrites } from './address-list.ts';
import type { ChangeEnvironment } from './change-environment.ts';
import type { ContactPatch, ContactScalars } from './contact-patch.ts';
import type { Contact, ContactOrigin, CustomFieldValues, TagReference } from './contact.ts';
import { applyFollowerWrites } from './follower-list.ts';
import { applyMembershipWrites } from './membership-list.ts';
import { applyMethodWrites } from './method-list.ts';

/** A contact that says nothing yet. */
export function emptyContact(
  id: Uuid,
  origin: ContactOrigin,
  env: { at: Instant; by: number },
): Contact {
  return {
    id,
    kind: 'person',
    givenName: null,
    familyName: null,
    fullName: null,
    displayName: null,
    namePrefix: null,
    middleName: null,
    nameSuffix: null,
    nickname: null,
    jobTitle: null,
    companyName: null,
    accountId: null,
    externalId: null,
    origin,
    leadSource: null,
    leadType: null,
    website: null,
    timeZone: null,
    dateOfBirth: null,
    gender: null,
    language: null,
    photo: null,
    assignedTo: null,
    notesText: null,
    dnd: false,
    dndSettings: {},
    inboundDnd: null,
    attribution: null,
    customFields: {},
    extra: {},
    methods: [],
    addresses: [],
    tags: [],
    followers: [],
    memberships: [],
    archivedAt: null,
    deletedAt: null,
    createdAt: env.at,
    createdBy: env.by,
    updatedAt: env.at,
    updatedBy: env.by,
    touchedAt: null,
    lastActivityAt: null,
    mergedInto: null,
    aliasRemovedAt: null,
    version: 1,
  };
}

/** What of a patch needed the store to be resolved first. */
export interface ResolvedReferences {
  readonly tags?: readonly TagReference[];
  readonly customFields?: CustomFieldValues;
}

/**
 * The contact with names, scalars, methods, addresses, tags and custom fields of the patch applied; consent is applied
 * by the caller, who knows the capability. Times and version are left alone.
 * @throws InvalidInput naming every field that cannot be taken.
 */
export function applyPatch(
  before: Contact,
  patch: ContactPatch,
  resolved: ResolvedReferences,
  env: ChangeEnvironment,
): Contact {
  return {
    ...before,
    ...applyNames(before, patch),
    ...applyScalars(patch),
    ...applyArchive(before, patch, env),
    methods: patch.methods ? applyMethodWrites(before.methods, patch.methods, env) : before.methods,
    addresses: patch.addresses
      ? applyAddressWrites(before.addresses, patch.addresses, env)
      : before.addresses,
    tags: resolved.tags ?? before.tags,
    followers: patch.followers
      ? applyFollowerWrites(before.followers, patch.followers)
      : before.followers,
    memberships: patch.memberships
      ? applyMembershipWrites(before.memberships, patch.memberships, env)
      : before.memberships,
    customFields: resolved.customFields ?? before.customFields,
    extra: patch.extra ? mergeExtra(before.extra, patch.extra) : before.extra,
  };
}

function applyNames(before: Contact, patch: ContactPatch): NameParts {
  let names: NameParts = {
    givenName: before.givenName,
    familyName: before.familyName,
    fullName: before.fullName,
    displayName: before.displayName,
  };
  if (patch.givenName !== undefined || patch.familyName !== undefined) {
    names = writeParts(names, {
      ...(patch.givenName === undefined ? {} : { givenName: patch.givenName }),
      ...(patch.familyName === undefined ? {} : { familyName: patch.familyName }),
    });
  }
  if (patch.fullName !== undefined) names = writeFullName(names, patch.fullName);
  if (patch.displayName !== undefined) names = writeDisplayName(names, patch.displayName);
  return names;
}

const plainScalars = [
  'namePrefix',
  'middleName',
  'nameSuffix',
  'nickname',
  'jobTitle',
  'companyName',
  'accountId',
  'externalId',
  'leadSource',
  'leadType',
  'website',
  'gender',
  'language',
  'photo',
  'assignedTo',
  'notesText',
  'attribution',
  'lastActivityAt',
  'kind',
] as const satisfies readonly (keyof ContactScalars)[];

type WritableScalars = { -readonly [K in keyof ContactScalars]?: ContactScalars[K] };

function applyScalars(patch: ContactPatch): WritableScalars {
  const written: WritableScalars = {};
  for (const key of plainScalars)
    if (patch[key] !== undefined) Object.assign(written, { [key]: patch[key] });
  const issues: InputIssue[] = [];
  if (patch.dateOfBirth !== undefined)
    written.dateOfBirth = readBirthDate(patch.dateOfBirth, issues);
  if (patch.timeZone !== undefined) written.timeZone = readTimeZone(patch.timeZone, issues);
  if (issues.length > 0) throw new InvalidInput(issues);
  return written;
}

function readBirthDate(text: string | null, issues: InputIssue[]): string | null {
  if (text === null || text === '') return null;
  const date = parseBirthDate(text);
  if (date === null)
    issues.push({
      path: 'dateOfBirth',
      message: 'must be a date such as 1990-09-25 or 09/25/1990',
    });
  return date;
}

function readTimeZone(text: string | null, issues: InputIssue[]): string | null {
  if (text === null || text === '') return null;
  if (!isTimeZone(text))
    issues.push({ path: 'timeZone', message: 'must be an IANA time zone such as America/Chicago' });
  return text;
}

function applyArchive(
  before: Contact,
  patch: ContactPatch,
  env: ChangeEnvironment,
): { archivedAt: Instant | null } {
  if (patch.archived === undefined || patch.archived === (before.archivedAt !== null)) {
    return { archivedAt: before.archivedAt };
  }
  return { archivedAt: patch.archived ? env.at : null };
}

/** Shallow merge per dialect; null drops a key, and a bag that holds nothing is not kept. */
export function mergeExtra(
  before: Readonly<Record<string, JsonObject>>,
  patch: Readonly<Record<string, JsonObject>>,
): Readonly<Record<string, JsonObject>> {
  const next: Record<string, JsonObject> = { ...before };
  for (const [dialect, values] of Object.entries(patch)) {
    const merged = Object.entries({ ...next[dialect], ...values });
    const kept = merged.filter(([, value]) => value !== null);
    if (kept.length > 0) next[dialect] = Object.fromEntries(kept);
    else delete next[dialect];
  }
  return next;
}
