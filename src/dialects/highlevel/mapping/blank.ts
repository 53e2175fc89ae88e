/** Null and a blank text both say that there is nothing. */
export function blankToNull(value: string | null): string | null {
  return value === null || value.trim() === '' ? null : value;
}
