/**
 * `remoteFields` of the built-in credential: the app behind it is Polydex itself, so these are the fields of its own
 * contact, by the names of the native API. Those that the common model has too win over it.
 */
import type { ContactPatch } from '../../../core/contact/contact-patch.ts';
import type { Contact } from '../../../core/contact/contact.ts';
import { InvalidInput, type InputIssue } from '../../../core/errors.ts';
import { normalizeUuid } from '../../../core/value/identifier.ts';
import { formatIsoMicrosTrimmed, parseIsoInstant } from '../../../core/value/instant.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/value/json.ts';

/** Keys of the workspace's custom fields by definition id. */
export type FieldKeys = ReadonlyMap<string, string>;

type Reading = { readonly patch: ContactPatch } | { readonly problem: string };
type Reader = (value: JsonValue) => Reading;

const lines = [
  'givenName',
  'familyName',
  'displayName',
  'namePrefix',
  'middleName',
  'nameSuffix',
  'nickname',
  'jobTitle',
  'companyName',
  'externalId',
  'leadSource',
  'leadType',
  'website',
  'timeZone',
  'dateOfBirth',
  'gender',
  'language',
  'photo',
  'assignedTo',
  'notesText',
] as const;

const lengths: Readonly<Record<string, number>> = {
  externalId: 600,
  photo: 100_000,
  notesText: 100_000,
};
const longestLine = 2_000;

function lineReader(name: (typeof lines)[number]): Reader {
  const longest = lengths[name] ?? longestLine;
  return (value) => {
    if (value !== null && typeof value !== 'string') return { problem: 'must be a text or null' };
    if (value !== null && value.length > longest)
      return { problem: `must be at most ${longest} characters long` };
    return { patch: { [name]: value } };
  };
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...lines.map((name): [string, Reader] => [name, lineReader(name)]),
  ['kind', readKind],
  ['accountId', readAccountId],
  ['archived', readArchived],
  ['lastActivityAt', readTime],
  ['tags', readTags],
  ['customFields', readCustomFields],
  ['attribution', readAttribution],
]);

function readKind(value: JsonValue): Reading {
  return value === 'person' || value === 'organisation'
    ? { patch: { kind: value } }
    : { problem: 'must be person or organisation' };
}

function readAccountId(value: JsonValue): Reading {
  if (value === null) return { patch: { accountId: null } };
  const accountId = typeof value === 'string' ? normalizeUuid(value) : null;
  return accountId === null ? { problem: 'must be a UUID or null' } : { patch: { accountId } };
}

function readArchived(value: JsonValue): Reading {
  return typeof value === 'boolean'
    ? { patch: { archived: value } }
    : { problem: 'must be true or false' };
}

function readTime(value: JsonValue): Reading {
  if (value === null) return { patch: { lastActivityAt: null } };
  const lastActivityAt = typeof value === 'string' ? parseIsoInstant(value) : null;
  return lastActivityAt === null
    ? { problem: 'must be a time such as 2026-03-01T12:00:00Z or null' }
    : { patch: { lastActivityAt } };
}

const mostTags = 500;
const longestTag = 200;

function isTagName(value: JsonValue): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longestTag;
}

function readTags(value: JsonValue): Reading {
  const names: readonly JsonValue[] = Array.isArray(value) ? value : [];
  const isList = value === null || Array.isArray(value);
  if (!isList || names.length > mostTags || !names.every(isTagName)) {
    return { problem: `must be a list of at most ${mostTags} names` };
  }
  return { patch: { tags: [{ op: 'replace', tags: names.map((name) => ({ name })) }] } };
}

function readCustomFields(value: JsonValue): Reading {
  if (!isJsonObject(value)) return { problem: 'must be an object of values by key or id' };
  const customFields = Object.entries(value).map(([field, inner]) => ({ field, value: inner }));
  return { patch: { customFields } };
}

function readAttribution(value: JsonValue): Reading {
  return value === null || isJsonObject(value)
    ? { patch: { attribution: value } }
    : { problem: 'must be an object or null' };
}

const protectedNames = [
  'id',
  'remoteId',
  'tenantId',
  'workspaceId',
  'locationId',
  'credentialId',
  'origin',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'deletedAt',
  'archivedAt',
  'version',
];

/** Known to the app, and not to be written here. */
const refusals: ReadonlyMap<string, string> = new Map([
  ...protectedNames.map((name): [string, string] => [name, 'is protected and cannot be written']),
  ['fullName', 'is made of firstName and lastName'],
  ['phones', 'is written as phoneNumbers of the contact'],
  ['emails', 'is written as emailAddresses of the contact'],
  ['addresses', 'is written as addresses of the contact'],
  ['consent', 'cannot be written through this API'],
]);

/** @throws InvalidInput naming every key that cannot be taken. */
export function toRemotePatch(remoteFields: JsonObject | null | undefined): ContactPatch {
  const issues: InputIssue[] = [];
  let patch: ContactPatch = {};
  for (const [name, value] of Object.entries(remoteFields ?? {})) {
    const reading = readers.get(name)?.(value) ?? {
      problem: refusals.get(name) ?? 'is no field of the app behind the credential',
    };
    if ('problem' in reading)
      issues.push({ path: `remoteFields.${name}`, message: reading.problem });
    else patch = { ...patch, ...reading.patch };
  }
  if (issues.length > 0) throw new InvalidInput(issues);
  return patch;
}

/** All that `toRemotePatch` takes, as it is now, in a form that can be sent back. */
export function toRemoteFields(contact: Contact, keys: FieldKeys): JsonObject {
  const shown: Record<string, JsonValue> = { kind: contact.kind };
  for (const name of lines) shown[name] = contact[name];
  const { lastActivityAt } = contact;
  return {
    ...shown,
    accountId: contact.accountId,
    archived: contact.archivedAt !== null,
    lastActivityAt: lastActivityAt === null ? null : formatIsoMicrosTrimmed(lastActivityAt),
    tags: contact.tags.flatMap(({ name }) => (name === null ? [] : [name])),
    customFields: Object.fromEntries(
      Object.entries(contact.customFields).flatMap(([id, value]) => {
        const key = keys.get(id);
        return key === undefined ? [] : [[key, value]];
      }),
    ),
    attribution: contact.attribution,
  };
}
