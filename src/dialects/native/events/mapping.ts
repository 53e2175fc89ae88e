/** Events in the native API's words: what a contact's history calls a field is what its record calls it. */
import type { HubEvent } from '../../../core/event/event.ts';
import { instant } from '../../../core/value/instant.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/value/json.ts';
import { isJsonList, toTime } from '../wire/mapping.ts';
import type { EventWire } from './schema.ts';

type Bag = Record<string, JsonValue>;

/** `fieldKeys`: keys of custom fields by definition id; ids stand for those it lacks. */
export function toWire(event: HubEvent, fieldKeys: ReadonlyMap<string, string>): EventWire {
  const { body, entityType } = event;
  const translate = (record: JsonValue | undefined): Bag | null =>
    isJsonObject(record) ? toShown(record, entityType, fieldKeys) : null;
  const note = body?.['note'];
  return {
    seq: event.seq,
    at: toTime(event.at),
    entityType,
    entityId: event.entityId,
    type: event.type,
    version: event.version,
    after: translate(body?.['after']),
    changes: translate(body?.['changes']),
    note: isJsonObject(note) ? note : null,
    actor: event.actor,
    credentialId: event.credentialId,
    dialect: event.dialect,
    connectionId: event.connectionId,
    causeId: event.causeId,
    requestId: event.requestId,
  };
}

/** Fields of the core that another part of the wire record says, or none. */
const unseen = new Set(['touchedAt', 'extra']);
const consentNames: Readonly<Record<string, string>> = {
  dnd: 'consent.dnd',
  dndSettings: 'consent.channels',
  inboundDnd: 'consent.inbound',
};

/** One record or one set of changes: both are objects by field name. */
function toShown(
  record: JsonObject,
  entityType: HubEvent['entityType'],
  fieldKeys: ReadonlyMap<string, string>,
): Bag {
  const shown: Bag = {};
  for (const [name, value] of Object.entries(record)) {
    if (unseen.has(name)) continue;
    if (entityType === 'contact' && name === 'methods') Object.assign(shown, methodsOf(value));
    else if (entityType === 'contact' && name === 'customFields')
      shown[name] = named(value, fieldKeys);
    else shown[consentNames[name] ?? name] = plain(value, name);
  }
  return shown;
}

/** Phones and e-mails are one list in the core and two on the wire; a change of either names only its own entries. */
function methodsOf(value: JsonValue): Bag {
  const shown: Bag = {};
  for (const [name, kind] of [
    ['phones', 'phone'],
    ['emails', 'email'],
  ] as const) {
    const part = onlyKind(value, kind);
    if (part !== null) shown[name] = plain(part, name);
  }
  return shown;
}

function onlyKind(value: JsonValue, kind: string): JsonValue | null {
  if (isJsonList(value)) {
    const items = value.filter((item) => isOfKind(item, kind));
    return items.length === 0 ? null : items;
  }
  if (!isJsonObject(value)) return null;
  const parts: Bag = {};
  for (const [name, list] of Object.entries(value)) {
    const items = isJsonList(list) ? list.filter((item) => isOfKind(item, kind)) : [];
    if (items.length > 0) parts[name] = items;
  }
  return Object.keys(parts).length === 0 ? null : { added: [], removed: [], changed: [], ...parts };
}

/** An entry, or a change of one: `{id, from, to}`. */
function isOfKind(item: JsonValue, kind: string): boolean {
  if (!isJsonObject(item)) return false;
  const entry = isJsonObject(item['to']) ? item['to'] : item;
  return entry['kind'] === kind;
}

/** What of a list entry is bookkeeping, or follows from the rest. */
const unseenInEntries = new Set([
  'kind',
  'key',
  'stripped',
  'position',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'fromContactId',
  'shadowOf',
]);

const phoneOnly = new Set(['e164', 'inferred', 'ext']);

function plain(value: JsonValue, name: string): JsonValue {
  if (typeof value === 'number' && name.endsWith('At')) return toTime(instant(value));
  if (isJsonList(value)) return value.map((item) => plainEntry(item));
  if (!isJsonObject(value)) return value;
  const shown: Bag = {};
  for (const [inner, part] of Object.entries(value))
    shown[inner] = plain(part, inner === 'from' || inner === 'to' ? name : inner);
  return shown;
}

function plainEntry(item: JsonValue): JsonValue {
  if (!isJsonObject(item)) return item;
  const isEmail = item['kind'] === 'email';
  const shown: Bag = {};
  for (const [name, value] of Object.entries(item)) {
    if (unseenInEntries.has(name) || (isEmail && phoneOnly.has(name))) continue;
    if (name === 'from' || name === 'to') shown[name] = plainEntry(value);
    else
      shown[name] =
        typeof value === 'number' && name.endsWith('At') ? toTime(instant(value)) : value;
  }
  return shown;
}

/** `{id: value}`, or `{from: {id: value}, to: {id: value}}`, by key. */
function named(value: JsonValue, fieldKeys: ReadonlyMap<string, string>): JsonValue {
  if (!isJsonObject(value)) return value;
  const shown: Bag = {};
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'from' || name === 'to') shown[name] = named(inner, fieldKeys);
    else shown[fieldKeys.get(name) ?? name] = inner;
  }
  return shown;
}
