/** For values that a schema's format has let through: that they cannot be read then is a fault of ours. */
export function passed<T>(value: T | null): T {
  if (value === null) throw new RangeError('A value passed its format and cannot be read');
  return value;
}
