/** A query parameter that was left blank. */

/** Left blank is left out, as the vendor's host binds parameters. */
export function dropBlank(query: unknown): void {
  if (typeof query !== 'object' || query === null) return;
  for (const [name, value] of Object.entries(query)) {
    if (value === '') Reflect.deleteProperty(query, name);
  }
}
