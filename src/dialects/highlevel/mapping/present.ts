/** Leaving out what is not there. */

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** The record without the members that are null or undefined: this vendor omits what a contact has no value for. */
export function present<T extends object>(record: T): Present<T> {
  const kept: Present<T> = {};
  for (const key in record) {
    const value = record[key];
    if (value !== null && value !== undefined) kept[key] = value;
  }
  return kept;
}
