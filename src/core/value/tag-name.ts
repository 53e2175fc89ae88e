/** Tag names: one spelling per tag, so that two writers cannot make twins that differ in case or spacing. */

/** Trimmed, inner white space collapsed to one space, lower-cased; null when nothing is left. */
export function normalizeTagName(text: string): string | null {
  const name = text.trim().replaceAll(/\s+/gu, ' ').toLowerCase();
  return name === '' ? null : name;
}
