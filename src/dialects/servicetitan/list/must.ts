/** For what a schema's format has let through: it can be read, or the format is at fault. */
export function must<T>(value: T | null): T {
  if (value === null) throw new RangeError('A parameter passed its format and cannot be read');
  return value;
}
