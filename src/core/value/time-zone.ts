/** Names of time zones, as the IANA database has them, aliases included. */

const longestName = 64;
const nameShape = /^[A-Za-z][A-Za-z0-9_+\-/]*$/;

/** The three-letter names that IANA has. The runtime knows 25 more (IST, BST, PST …), each ambiguous between countries. */
const threeLetterNames: ReadonlySet<string> = new Set(
  'CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET'.split(' '),
);
/** Names that the runtime keeps though IANA never had them or dropped them. */
const notIana = /^(?:systemv\/.*|us\/pacific-new)$/i;

/** Asking the runtime takes 20–100 µs; the bound keeps made-up names from filling the memory. */
const remembered = new Map<string, boolean>();
const mostRemembered = 2000;

/** True for an IANA time zone name or alias (`America/Chicago`, `US/Central`, `Asia/Calcutta`), in any case; not for offsets. */
export function isTimeZone(text: string): boolean {
  if (text.length > longestName) return false;
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const answer = looksLikeName(text) && runtimeKnows(text);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(text, answer);
  return answer;
}

function looksLikeName(text: string): boolean {
  if (text.length === 3) return threeLetterNames.has(text.toUpperCase());
  return nameShape.test(text) && !notIana.test(text);
}

function runtimeKnows(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
