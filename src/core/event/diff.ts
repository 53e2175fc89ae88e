/** What changed between two states of a record, in the form that history shows and undo reads (DESIGN §3). */
import type { JsonObject, JsonValue } from '../value/json.ts';
import { isJsonObject } from '../value/json.ts';

/** Must not be read in a history, not even encrypted. */
const unspoken = 'sealedSecret';
/** Whole contacts, whose own history tells of them, and why two were thought to be one. */
const toldElsewhere = ['images', 'explanation'];

/** Bookkeeping that moves with every write and says nothing by itself. */
const bookkeeping = new Set([
  'version',
  'updatedAt',
  'updatedBy',
  'touchedAt',
  unspoken,
  ...toldElsewhere,
]);

/** Deep equality of plain data. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => key in b && isSame(a[key], b[key]))
  );
}

/** The keys whose values differ, without the bookkeeping. */
export function changedKeys<T extends object>(before: T, after: T): (keyof T & string)[] {
  const changed: (keyof T & string)[] = [];
  for (const key in after)
    if (!bookkeeping.has(key) && !isSame(before[key], after[key])) changed.push(key);
  return changed;
}

/** `{changes: {field: {from, to}}}`; lists of records with ids as `{added, removed, changed}` by element. */
export function changesBody(before: object, after: object): JsonObject {
  const from = toJson(before);
  const to = toJson(after);
  const changes: Record<string, JsonValue> = {};
  for (const key of changedKeys(before, after)) {
    changes[key] = describe(from[key] ?? null, to[key] ?? null);
  }
  return { changes };
}

/** `{after}`: the record as made, without what is empty, in its lists too. Shares the record's values: none ever changes. */
export function creationBody(record: object): JsonObject {
  return { after: withoutEmpty(record) };
}

function withoutEmpty(record: object): JsonObject {
  const said: Record<string, JsonValue> = {};
  const values: Readonly<Record<string, unknown>> = { ...record };
  for (const key in values) {
    const value = values[key];
    if (!isSaid(value) || bookkeeping.has(key)) continue;
    said[key] = Array.isArray(value) ? value.map(elementWithoutEmpty) : value;
  }
  return said;
}

function elementWithoutEmpty(element: JsonValue): JsonValue {
  return isJsonObject(element) ? withoutEmpty(element) : element;
}

/** Not empty. Records hold nothing but plain data, all the way down, so what is said is JSON. */
function isSaid(value: unknown): value is JsonValue {
  if (value === null || value === undefined || value === '') return false;
  if (typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.length > 0;
  for (const _key in value) return true;
  return false;
}

/** Records hold nothing but plain data, so the walk is a copy that narrows the type. */
function toJson(record: object): JsonObject {
  // Not by assignment: a bag may have a member called `__proto__`.
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, toJsonValue(value)]),
  );
}

function toJsonValue(value: unknown): JsonValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) return value.map(toJsonValue);
  return typeof value === 'object' ? toJson(value) : null;
}

function describe(from: JsonValue, to: JsonValue): JsonValue {
  if (!isIdentified(from) || !isIdentified(to)) return { from, to };
  const known = new Map(from.map((item) => [item.id, item]));
  const kept = new Set(to.map((item) => item.id));
  const changed: JsonValue[] = [];
  for (const item of to) {
    const former = known.get(item.id);
    if (former && !isSame(former, item)) changed.push({ id: item.id, from: former, to: item });
  }
  return {
    added: to.filter((item) => !known.has(item.id)),
    removed: from.filter((item) => !kept.has(item.id)),
    changed,
  };
}

type Identified = JsonObject & { readonly id: string };

function isIdentified(value: JsonValue): value is readonly Identified[] {
  return (
    Array.isArray(value) &&
    value.every((item) => isJsonObject(item) && typeof item['id'] === 'string')
  );
}
