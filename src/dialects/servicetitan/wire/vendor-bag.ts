/** What only this vendor knows of a customer or location: kept in the record's bag, whose values nobody else writes. */
import type { JsonObject, JsonValue } from '../../../core/value/json.ts';
import { isJsonObject } from '../../../core/value/json.ts';

/** The bag's key in `extra`: this dialect's name. */
export const bagName = 'servicetitan';

export class VendorBag {
  readonly #values: JsonObject;

  constructor(record: { readonly extra: Readonly<Record<string, JsonObject>> }) {
    this.#values = record.extra[bagName] ?? {};
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  number(name: string): number | null {
    const value = this.#values[name];
    return typeof value === 'number' ? value : null;
  }

  text(name: string): string | null {
    const value = this.#values[name];
    return typeof value === 'string' ? value : null;
  }

  numbers(name: string): number[] {
    return this.#list(name).filter((value) => typeof value === 'number');
  }

  objects(name: string): JsonObject[] {
    return this.#list(name).filter((value) => isJsonObject(value));
  }

  #list(name: string): readonly JsonValue[] {
    const value = this.#values[name] ?? null;
    return isJsonList(value) ? value : [];
  }
}

function isJsonList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The text member of an object of the bag; `''` when there is none. */
export function textIn(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}
