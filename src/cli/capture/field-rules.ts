/** Which names stand before what: secrets, words of the API's own, times. */

/** A value of such a name opens something, or did. */
export const secretName =
  /token|secret|passw|pwd|api[-_]?key|accesskey|app-key|authorization|cookie|session|signature|assertion|^code$|verifier|challenge|jwt|credential$/i;

/** Words of the vendor: kept if they look like one. */
const vocabularyName =
  /^(?:type|status|direction|sort|order|orderby|operator|scope|currency|country|source|method|entity|event|object|active|grant_type|token_type|sortby|filter_type|dnd|deleted|field|group|resource|format)$/i;
const vocabularyWord = /^[A-Za-z][A-Za-z _.-]{0,30}$/;

const numberName =
  /^(?:limit|page|pagesize|pagelimit|page_size|\$top|count|total|totalcount|size|offset|skip|cursor|errorcode|statuscode|code|status|active)$/i;
export const timeName =
  /(?:^|_)(?:date|time|tm)(?:_|$)|date|(?:At|On|Time|Before|After|Since)$|^startAfter$|^exp/;
export const birthName = /birth|^dob$/i;
const time = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** Sentences in which a server says what was wrong. */
export const sentenceName = /^(?:message|msg|error|error_description|title|detail|errors|reason)$/i;

export function isVocabulary(name: string, value: string): boolean {
  return vocabularyName.test(name) && vocabularyWord.test(value);
}

export function isTime(name: string, value: string): boolean {
  return time.test(value) && !birthName.test(name);
}

/** Short numbers tell nothing; long ones may be of a telephone or an account. */
export function isHarmlessNumber(name: string, value: number): boolean {
  if (birthName.test(name)) return false;
  return numberName.test(name) || timeName.test(name) || Math.abs(value) < 1000;
}

/** Headers that a capture keeps; of the others not even the names. */
export const keptHeaders: ReadonlySet<string> = new Set([
  'accept',
  'allow',
  'content-type',
  'location',
  'retry-after',
  'version',
  'www-authenticate',
  'x-next-cursor',
  'x-record-uuid',
]);

/** Kept by name, so that a replay knows where a credential stood. */
export const credentialHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'st-app-key',
  'x-api-key',
]);
