/** JSON replies read without trusting them. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function parse(text: string): Json {
  const value: unknown = JSON.parse(text);
  if (isJson(value)) return value;
  throw new Error('The reply is no JSON');
}

/** True of whatever `JSON.parse` answers; it tells the compiler so. */
function isJson(value: unknown): value is Json {
  return value !== undefined && typeof value !== 'function';
}

/** A text as it is, anything else as JSON. */
export function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What lies at the path; null where it ends early. */
export function at(value: Json, ...path: readonly (string | number)[]): Json {
  let here: Json | undefined = value;
  for (const step of path) {
    if (typeof step === 'number') here = isList(here) ? here[step] : undefined;
    else here = isObject(here) ? here[step] : undefined;
  }
  return here ?? null;
}

/** The text at the path. Throws when there is none. */
export function textAt(value: Json, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string') throw new Error(`No text at ${path.join('.')} of the reply`);
  return found;
}

/** These members alone, absent ones as null. */
export function pick(value: Json, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.map((key) => [key, at(value, key)]));
}

/** The same of each item of a list. */
export function pickEach(value: Json, keys: readonly string[]): Json {
  return isList(value) ? value.map((item) => pick(item, keys)) : value;
}
