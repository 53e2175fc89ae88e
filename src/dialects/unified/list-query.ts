/** The list's parameters: what each may look like, and what they ask of the core. */
import { parseMethodValue } from '../../core/contact/method-key.ts';
import type {
  ContactFilter,
  ContactInstantField,
  ContactListQuery,
  ContactTextField,
  InstantOperator,
  SortKey,
  TextOperator,
} from '../../core/port/list-query.ts';
import { isUuid, normalizeUuid, type Uuid } from '../../core/value/identifier.ts';
import {
  instant,
  instantFromMs,
  instantToMs,
  parseIsoInstant,
  type Instant,
} from '../../core/value/instant.ts';
import type { Region } from '../../core/workspace/workspace.ts';
import { decodeCursor, encodeCursor } from '../../http/page.ts';
import { ValidationFailure } from '../../http/failure.ts';
import { isUnset } from './auth.ts';
import type { ContactListParameters } from './schema.ts';

const defaultPageSize = 50;
const mostPageSize = 100;
const cursorKind = 'unified/contacts';

/** From parameters that the schema has let through; `remoteId` apart, since the core does not filter by id. */
export interface ContactListRequest extends ContactListQuery {
  /** Undefined: not asked for; null: an id that no contact can have. */
  readonly remoteId?: Uuid | null;
}

/** A page by number, or by cursor where one is given. @throws ValidationFailure for a foreign cursor */
export function toListRequest(wire: ContactListParameters, region: Region): ContactListRequest {
  const { cursor, remoteId, pageNumber = 1, pageSize = defaultPageSize } = wire;
  return {
    filters: [...textFilters(wire), ...instantFilters(wire), ...methodFilters(wire, region)],
    sort: { field: 'createdAt', direction: 'asc' },
    limit: Math.min(pageSize, mostPageSize),
    include: isTrue(wire.includeDeleted) ? 'all' : 'live',
    ...(cursor === undefined ? { page: pageNumber } : { after: parseCursor(cursor) }),
    ...(remoteId === undefined ? {} : { remoteId: normalizeUuid(remoteId) }),
  };
}

const textFields = { firstName: 'givenName', lastName: 'familyName', account: 'account' } as const;
const textRules = (['firstName', 'lastName', 'account'] as const).flatMap(
  (name) =>
    [
      [name, textFields[name], 'eq'],
      [`${name}Contains`, textFields[name], 'contains'],
      [`${name}NotEquals`, textFields[name], 'ne'],
    ] as const satisfies readonly (readonly [string, ContactTextField, TextOperator])[],
);

function textFilters(wire: ContactListParameters): ContactFilter[] {
  return textRules.flatMap(([name, field, op]) => {
    const text = wire[name];
    if (text === undefined) return [];
    // Accounts match by id too, which is stored in lower case.
    const value = field === 'account' ? (normalizeUuid(text) ?? text) : text;
    return [{ field, op, value }];
  });
}

/** For the built-in credential the app's times are the contact's own. From inclusive, to exclusive. */
const instantRules = [
  ['remoteCreatedAtMin', 'createdAt', 'gte'],
  ['remoteCreatedAtMax', 'createdAt', 'lt'],
  ['remoteUpdatedAtMin', 'updatedAt', 'gte'],
  ['remoteUpdatedAtMax', 'updatedAt', 'lt'],
  ['createdAtMin', 'createdAt', 'gte'],
  ['createdAtMax', 'createdAt', 'lt'],
  ['updatedAtMin', 'updatedAt', 'gte'],
  ['updatedAtMax', 'updatedAt', 'lt'],
] as const satisfies readonly (readonly [string, ContactInstantField, InstantOperator])[];

const oneMillisecond = 1_000;

function instantFilters(wire: ContactListParameters): ContactFilter[] {
  const ranges: ContactFilter[] = instantRules.flatMap(([name, field, op]) => {
    const text = wire[name];
    return text === undefined ? [] : [{ field, op, value: must(parseTimestamp(text)) }];
  });
  if (wire.lastActivityAt === undefined) return ranges;
  const from = must(parseTimestamp(wire.lastActivityAt));
  return [
    ...ranges,
    { field: 'lastActivityAt', op: 'gte', value: from },
    { field: 'lastActivityAt', op: 'lt', value: instant(from + oneMillisecond) },
  ];
}

function methodFilters(wire: ContactListParameters, region: Region): ContactFilter[] {
  const { emailAddress, phoneNumber } = wire;
  const filters: ContactFilter[] = [];
  if (emailAddress !== undefined) {
    const { key } = parseMethodValue('email', emailAddress, region);
    filters.push({ field: 'method', kind: 'email', key });
  }
  if (phoneNumber !== undefined) {
    const { key } = parseMethodValue('phone', withLeadingPlus(phoneNumber), region);
    filters.push({ field: 'method', kind: 'phone', key });
  }
  return filters;
}

/** A plus sign that was not escaped arrives as a space. */
function withLeadingPlus(text: string): string {
  return text.replace(/^ (?=\d)/, '+');
}

function withOffsetPlus(text: string): string {
  return text.replace(/(?<=^.{11,}) (\d\d:?\d\d)$/, '+$1');
}

/** RFC 3339, a date alone, or no zone (UTC), in the whole milliseconds that replies show. */
export function parseTimestamp(text: string): Instant | null {
  const at = parseIsoInstant(withOffsetPlus(text));
  return at === null ? null : instantFromMs(instantToMs(at));
}

/** The position of a row in the list. */
export function cursorOf(row: { readonly createdAt: Instant; readonly id: Uuid }): string {
  return encodeCursor(cursorKind, [row.createdAt, row.id]);
}

function parseCursor(text: string): SortKey {
  const [at, id, ...rest] = decodeCursor(cursorKind, text) ?? [];
  if (rest.length === 0 && Number.isSafeInteger(at) && typeof id === 'string' && isUuid(id)) {
    return { at: instant(Number(at)), id };
  }
  const message = 'must be the nextCursor of a reply';
  throw new ValidationFailure([
    { where: 'query', path: 'cursor', message, keyword: 'format', params: {} },
  ]);
}

/** Takes away the parameters that say nothing, as the SDKs send them for what nobody set. */
export function dropUnset(query: object): void {
  for (const [name, value] of Object.entries(query)) {
    if (isUnset(value)) Reflect.deleteProperty(query, name);
  }
}

export function isTrue(word: string | undefined): boolean {
  return word?.toLowerCase() === 'true';
}

/** The formats that `schema.ts` names. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  timestamp: (text) => parseTimestamp(text) !== null,
  'true-or-false': (text) => /^(?:true|false)$/i.test(text),
};

function must<T>(value: T | null): T {
  if (value === null) throw new RangeError('A parameter passed its format and cannot be read');
  return value;
}
