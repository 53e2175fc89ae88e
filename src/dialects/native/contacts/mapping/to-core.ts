/** What a native client asks for, as a draft or patch of the core. */
import type {
  AddressEntry,
  AddressWrite,
  ConsentPatch,
  ContactDraft,
  ContactPatch,
  CustomFieldWrite,
  MethodWrite,
} from '../../../../core/contact/contact-patch.ts';
import type { MethodKind } from '../../../../core/contact/contact.ts';
import { InvalidInput } from '../../../../core/errors.ts';
import { foldText } from '../../../../core/value/text.ts';
import { toInstantOrNull, toUuidOrNull } from '../../wire/mapping.ts';
import type { ConsentWriteWire } from '../schema/consent.ts';
import type { ContactChangeWire, ContactCreateWire } from '../schema/contact.ts';
import type { MethodWriteWire } from '../schema/method.ts';

/** @throws InvalidInput naming what the schema cannot check. */
export function toDraft(body: ContactCreateWire): ContactDraft {
  const { origin, ...fields } = body;
  return { ...toCore(fields), ...(origin === undefined ? {} : { origin }) };
}

/** @throws InvalidInput naming what the schema cannot check. */
export function toCore(body: ContactChangeWire): ContactPatch {
  const {
    phones,
    emails,
    addresses,
    tags,
    followers,
    customFields,
    consent,
    accountId,
    lastActivityAt,
    ...plain
  } = body;
  assertOneName(body);
  const methods = [...methodWrites('phone', phones), ...methodWrites('email', emails)];
  return {
    ...plain,
    ...(accountId === undefined ? {} : { accountId: toUuidOrNull('accountId', accountId) }),
    ...(lastActivityAt === undefined
      ? {}
      : { lastActivityAt: toInstantOrNull('lastActivityAt', lastActivityAt) }),
    ...(methods.length === 0 ? {} : { methods }),
    ...(addresses === undefined ? {} : { addresses: addressWrites(addresses) }),
    ...wordWrites(tags, followers),
    ...(customFields === undefined ? {} : { customFields: customFieldWrites(customFields) }),
    ...(consent === undefined ? {} : { consent: toConsentPatch(consent) }),
  };
}

/** The lists of plain words. */
function wordWrites(
  tags: ContactChangeWire['tags'],
  followers: ContactChangeWire['followers'],
): ContactPatch {
  const op = 'replace';
  return {
    ...(tags === undefined ? {} : { tags: [{ op, tags: (tags ?? []).map((name) => ({ name })) }] }),
    ...(followers === undefined ? {} : { followers: [{ op, users: followers ?? [] }] }),
  };
}

/** The writers of parts and of the whole name would undo each other, so both at once must say the same. */
function assertOneName(body: ContactChangeWire): void {
  const { fullName, givenName, familyName } = body;
  if (fullName === undefined || (givenName === undefined && familyName === undefined)) return;
  const joined = foldText(`${givenName ?? ''} ${familyName ?? ''}`);
  const complete = givenName !== undefined && familyName !== undefined;
  if (complete && joined === foldText(fullName ?? '')) return;
  throw InvalidInput.of(
    'fullName',
    'must be left out, or be the same name as givenName and familyName together',
  );
}

function methodWrites(
  kind: MethodKind,
  entries: readonly MethodWriteWire[] | null | undefined,
): MethodWrite[] {
  if (entries === undefined) return [];
  return [{ op: 'replace', kind, entries: (entries ?? []).map(toMethodEntry) }];
}

/** Types are kept in lower case; everything else as sent. */
export function toMethodEntry<T extends { readonly type?: string }>(entry: T): T {
  return entry.type === undefined ? entry : { ...entry, type: entry.type.trim().toLowerCase() };
}

function addressWrites(entries: readonly AddressEntry[] | null): AddressWrite[] {
  return [{ op: 'replace', entries: entries ?? [] }];
}

function customFieldWrites(
  values: NonNullable<ContactChangeWire['customFields']>,
): CustomFieldWrite[] {
  return Object.entries(values).map(([field, value]) => ({ field, value }));
}

export function toConsentPatch(wire: ConsentWriteWire): ConsentPatch {
  const { dnd, channels, inbound, reason } = wire;
  return {
    ...(dnd === undefined ? {} : { dnd }),
    ...(channels === undefined ? {} : { settings: channels }),
    ...(inbound === undefined
      ? {}
      : { inbound: inbound && { status: inbound.status, message: inbound.message ?? null } }),
    ...(reason === undefined ? {} : { reason }),
  };
}
