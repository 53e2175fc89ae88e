/**
 * Identifiers. Ours are version 7 UUIDs of 48 bits of time and 71 random bits; the three highest of the 62 bits after
 * the variant are zero. The version and variant being fixed, 119 bits remain, and 2^119 < 62^20: every one of ours is
 * exactly 20 base62 characters and back, in the same order. Any other UUID is written as 22 characters, all 128 bits.
 *
 *     tttttttt-tttt-7rrr-8rrr-rrrrrrrrrrrr     the digit after the 8 is 0–7
 */

/** A UUID of any version, lower-case, in the 8-4-4-4-12 form. */
export type Uuid = string & { readonly form: 'uuid' };

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** In ASCII order, so that sorting by characters sorts by number, and so by time. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const longestTime = 2 ** 48;
const randomLength = 9;

const ownLength = 20;
const foreignLength = 22;
const ownRandomBits = 71n;
const ownLimit = 1n << 119n;
const uuidLimit = 1n << 128n;

/** Base62 digits are cut off five at a time: 62^5 fits a double, and big integers are slow. */
const chunkLength = 5;
const chunkSize = 62n ** BigInt(chunkLength);

/** True for a UUID as this hub writes it: lower-case. Take `normalizeUuid` for what came from outside. */
export function isUuid(text: string): text is Uuid {
  return uuidForm.test(text);
}

/** A UUID of any version and case in lower case; null for any other text. */
export function normalizeUuid(text: string): Uuid | null {
  const lower = text.toLowerCase();
  return isUuid(lower) ? lower : null;
}

/**
 * A new id from milliseconds since 1970 and at least 9 random bytes (71 bits of them are used).
 * Throws RangeError when the time does not fit 48 bits or bytes are missing.
 */
export function uuidV7(timeMs: number, random: Uint8Array): Uuid {
  if (!Number.isSafeInteger(timeMs) || timeMs < 0 || timeMs >= longestTime) {
    throw new RangeError(`Not a time in milliseconds of 48 bits: ${timeMs}`);
  }
  if (random.length < randomLength) throw new RangeError('Too few random bytes');
  // Written digit by digit, not through big integers as the rest here: every record of every write gets one.
  const [first = 0, second = 0] = random;
  const time = timeMs.toString(16).padStart(12, '0');
  const middle = (((first & 0x7f) << 5) | (second >> 3)).toString(16).padStart(3, '0');
  const variant = 0x80 | (second & 0x7);
  return checked(
    `${time.slice(0, 8)}-${time.slice(8)}-7${middle}-${byteHex[variant]}${hexOf(random, 2, 3)}-${hexOf(random, 3, randomLength)}`,
  );
}

/** 20 characters for an id of ours, 22 for any other UUID. */
export function toBase62Id(uuid: Uuid): string {
  const all = BigInt(`0x${uuid.replaceAll('-', '')}`);
  const own = ownNumber(all);
  return own === null ? encode(all, foreignLength) : encode(own, ownLength);
}

/** The UUID that `toBase62Id` wrote so; null for every text that it never writes. */
export function fromBase62Id(text: string): Uuid | null {
  if (text.length !== ownLength && text.length !== foreignLength) return null;
  const number = decode(text);
  if (number === null) return null;
  if (text.length === ownLength)
    return number < ownLimit ? formatUuid(fromOwnNumber(number)) : null;
  return number < uuidLimit && ownNumber(number) === null ? formatUuid(number) : null;
}

/** 24 hexadecimal digits from at least 12 random bytes; throws RangeError when bytes are missing. */
export function hex24(random: Uint8Array): string {
  if (random.length < 12) throw new RangeError('Too few random bytes');
  return hexOf(random, 0, 12);
}

/**
 * `length` base62 characters from at least as many random bytes, all of which are used: two bits more than needed
 * per character keep the distribution even (within 2^-40 for 20). Throws RangeError when bytes are missing.
 */
export function randomBase62(length: number, random: Uint8Array): string {
  if (random.length < length) throw new RangeError('Too few random bytes');
  const number = BigInt(`0x0${hexOf(random, 0, random.length)}`);
  return encode(number % 62n ** BigInt(length), length);
}

/** Cuts the fixed bits out of a UUID of our layout; null when it is of another. */
function ownNumber(uuid: bigint): bigint | null {
  const version = (uuid >> 76n) & 0xfn;
  const variantAndZeros = (uuid >> 59n) & 0x1fn;
  if (version !== 7n || variantAndZeros !== 0x10n) return null;
  const low = uuid & ((1n << 59n) - 1n);
  const middle = (uuid >> 64n) & 0xfffn;
  return ((uuid >> 80n) << ownRandomBits) | (middle << 59n) | low;
}

function fromOwnNumber(own: bigint): bigint {
  const low = own & ((1n << 59n) - 1n);
  const middle = (own >> 59n) & 0xfffn;
  return ((own >> ownRandomBits) << 80n) | (0x7n << 76n) | (middle << 64n) | (0x10n << 59n) | low;
}

function encode(number: bigint, length: number): string {
  let text = '';
  let rest = number;
  while (text.length < length) {
    text = encodeChunk(Number(rest % chunkSize)) + text;
    rest /= chunkSize;
  }
  return text.slice(-length);
}

function encodeChunk(chunk: number): string {
  let text = '';
  let rest = chunk;
  for (let index = 0; index < chunkLength; index += 1) {
    text = alphabet.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

function decode(text: string): bigint | null {
  let number = 0n;
  for (let start = 0; start < text.length; start += chunkLength) {
    const part = text.slice(start, start + chunkLength);
    const chunk = decodeChunk(part);
    if (chunk === null) return null;
    number = number * BigInt(62 ** part.length) + BigInt(chunk);
  }
  return number;
}

function decodeChunk(text: string): number | null {
  let number = 0;
  for (const character of text) {
    const digit = alphabet.indexOf(character);
    if (digit === -1) return null;
    number = number * 62 + digit;
  }
  return number;
}

function formatUuid(number: bigint): Uuid {
  const hex = number.toString(16).padStart(32, '0');
  const [a, b, c, d] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return checked(`${a}-${b}-${c}-${d}-${hex.slice(20)}`);
}

function checked(text: string): Uuid {
  if (!isUuid(text)) throw new RangeError('Not a UUID');
  return text;
}

function hexOf(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let index = from; index < to; index += 1) text += byteHex[bytes[index] ?? 0] ?? '';
  return text;
}

const byteHex: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);
