/** The filters of a search, from the wire to the hub's. */
import type { ContactFilter, InstantOperator } from '../../../core/port/list-query.ts';
import { instantFromMs, parseIsoInstant, type Instant } from '../../../core/value/instant.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/value/json.ts';
import type { Region } from '../../../core/value/phone.ts';
import { VendorFailure } from '../../../http/failure.ts';
import { unprocessable } from '../routes/check.ts';
import { searchField, type Scalar, type SearchField } from './field.ts';

/** So that nobody can ask a question that takes all day to plan; the vendor states no such limits. */
const deepest = 5;
const mostFilters = 100;
const mostValues = 500;
const longestText = 75;

const operators = ['eq', 'not_eq', 'contains', 'not_contains', 'exists', 'not_exists', 'range'];

/** @throws VendorFailure naming the filter that cannot be answered: 400 for an unknown field, else 422. */
export function toFilters(wire: readonly JsonValue[], region: Region): ContactFilter[] {
  const reader = new FilterReader(region);
  return wire.map((item, index) => reader.read(item, `filters.${index}`, 1));
}

class FilterReader {
  readonly #region: Region;
  #count = 0;

  constructor(region: Region) {
    this.#region = region;
  }

  read(wire: JsonValue, path: string, depth: number): ContactFilter {
    this.#count += 1;
    if (this.#count > mostFilters)
      throw unprocessable([`filters must contain no more than ${mostFilters} elements`]);
    if (!isJsonObject(wire)) throw unprocessable([`${path} must be an object`]);
    return 'group' in wire ? this.#group(wire, path, depth) : this.#condition(wire, path);
  }

  #group(wire: JsonObject, path: string, depth: number): ContactFilter {
    assertKeys(wire, ['group', 'filters'], path);
    const { group, filters } = wire;
    if (group !== 'AND' && group !== 'OR')
      throw unprocessable([`${path}.group must be a valid enum value`]);
    if (!Array.isArray(filters) || filters.length === 0)
      throw unprocessable([`${path}.filters should not be empty`]);
    if (depth > deepest)
      throw unprocessable([`${path} must not be nested deeper than ${deepest} groups`]);
    const read = filters.map((item: JsonValue, index) =>
      this.read(item, `${path}.filters.${index}`, depth + 1),
    );
    return { field: group === 'AND' ? 'all' : 'any', filters: read };
  }

  #condition(wire: JsonObject, path: string): ContactFilter {
    assertKeys(wire, ['field', 'operator', 'value'], path);
    const { field: name, operator, value } = wire;
    if (typeof name !== 'string') throw unprocessable([`${path}.field must be a string`]);
    if (typeof operator !== 'string' || !operators.includes(operator))
      throw unprocessable([`${path}.operator must be a valid enum value`]);
    const field = searchField(name);
    if (field === null)
      throw new VendorFailure('unknown-field', `Invalid field ${name.slice(0, 100)}`);
    const negated = operator.startsWith('not_');
    const plain = operator.replace(/^not_/, '');
    const filter = this.#plain({ name, field, path }, plain, value);
    return negated ? { field: 'not', filter } : filter;
  }

  #plain(asked: Asked, operator: string, value: JsonValue | undefined): ContactFilter {
    const { equal, contains, present } = asked.field;
    switch (operator) {
      case 'eq':
        return oneOf(
          valuesOf(asked, value).map((one) => taken(asked, equal, 'eq')(one, this.#region)),
        );
      case 'contains':
        return oneOf(
          valuesOf(asked, value).map((one) =>
            taken(asked, contains, 'contains')(textOf(asked, one)),
          ),
        );
      case 'exists':
        return taken(asked, present, 'exists');
      default:
        return rangeOf(asked, value);
    }
  }
}

interface Asked {
  readonly name: string;
  readonly field: SearchField;
  readonly path: string;
}

function assertKeys(wire: JsonObject, known: readonly string[], path: string): void {
  const unknown = Object.keys(wire).filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  throw unprocessable(
    unknown.map((key) => `${path}.property ${key.slice(0, 100)} should not exist`),
  );
}

/** @throws VendorFailure when the field does not take the operator. */
function taken<T>({ name, path }: Asked, part: T | undefined, operator: string): T {
  if (part === undefined)
    throw unprocessable([`${path}.operator ${operator} does not apply to ${name}`]);
  return part;
}

function oneOf(filters: readonly ContactFilter[]): ContactFilter {
  const [only] = filters;
  return filters.length === 1 && only ? only : { field: 'any', filters };
}

/** One value or a list of them, of which one is enough. */
function valuesOf({ path }: Asked, value: JsonValue | undefined): Scalar[] {
  const list = Array.isArray(value) ? value : [value];
  if (value === undefined || value === null || list.length === 0)
    throw unprocessable([`${path}.value should not be empty`]);
  if (list.length > mostValues)
    throw unprocessable([`${path}.value must contain no more than ${mostValues} elements`]);
  return list.map((one: JsonValue | undefined) => {
    if (typeof one !== 'string' && typeof one !== 'number' && typeof one !== 'boolean')
      throw unprocessable([`${path}.value must be a string, a number or a boolean value`]);
    if (typeof one === 'string') assertText(one, path);
    return one;
  });
}

function assertText(text: string, path: string): void {
  if (text.length > longestText)
    throw unprocessable([
      `${path}.value must be shorter than or equal to ${longestText} characters`,
    ]);
}

function textOf({ path }: Asked, value: Scalar): string {
  if (typeof value !== 'string') throw unprocessable([`${path}.value must be a string`]);
  if (value.trim() === '') throw unprocessable([`${path}.value should not be empty`]);
  return value;
}

const bounds: Readonly<Record<string, InstantOperator>> = {
  gte: 'gte',
  lte: 'lte',
  gt: 'gt',
  lt: 'lt',
  from: 'gte',
  to: 'lte',
};

function rangeOf(asked: Asked, value: JsonValue | undefined): ContactFilter {
  const { field, path } = asked;
  const boundOf = taken(asked, boundReader(field), 'range');
  if (!isJsonObject(value) || Object.keys(value).length === 0)
    throw unprocessable([`${path}.value must be an object`]);
  assertKeys(value, Object.keys(bounds), `${path}.value`);
  const filters = Object.entries(value).map(([key, bound]) =>
    boundOf(bounds[key] ?? 'gte', bound, `${path}.value.${key}`),
  );
  return { field: 'all', filters };
}

type BoundReader = (op: InstantOperator, bound: JsonValue, path: string) => ContactFilter;

/** Times for some fields, numbers or texts for others; undefined for those without an order. */
function boundReader({ between, range }: SearchField): BoundReader | undefined {
  if (between) return (op, bound, path) => between(op, instantOf(bound, path));
  if (range) return (op, bound, path) => range(op, scalarBound(bound, path));
  return undefined;
}

function scalarBound(bound: JsonValue, path: string): string | number {
  if (typeof bound !== 'string' && typeof bound !== 'number')
    throw unprocessable([`${path} must be a string or a number`]);
  if (typeof bound === 'string') assertText(bound, path);
  return bound;
}

/** ISO 8601, a bare day being its midnight in UTC, or milliseconds since 1970. */
function instantOf(bound: JsonValue, path: string): Instant {
  const at = typeof bound === 'string' ? parseIsoInstant(bound) : fromMs(bound);
  if (at === null) throw unprocessable([`${path} must be a valid ISO 8601 date string`]);
  return at;
}

function fromMs(ms: JsonValue): Instant | null {
  const isMs = Number.isInteger(ms) && Number.isSafeInteger(Number(ms) * 1000);
  return isMs ? instantFromMs(Number(ms)) : null;
}
