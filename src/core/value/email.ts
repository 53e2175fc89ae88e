/** E-mail addresses: how they are matched, and a loose look at whether a text is one at all. */

const longestAddress = 320;

/** What is matched and compared: trimmed and lower-cased as a whole. */
export function emailKey(text: string): string {
  return text.trim().toLowerCase();
}

/**
 * True when the trimmed text has something on both sides of its last `@` and no white space or control characters.
 * Deliberately loose (`a@localhost`, quoted names and international domains pass): stricter patterns belong to the dialects.
 */
export function looksLikeEmail(text: string): boolean {
  const address = text.trim();
  const at = address.lastIndexOf('@');
  const bothSides = at > 0 && at < address.length - 1;
  return bothSides && address.length <= longestAddress && !/[\s\p{Cc}]/u.test(address);
}
