/** Unpredictable bytes. */
import { randomFillSync } from 'node:crypto';

/** One call to the generator per byte string would cost more than the rest of making an id. */
const pool = new Uint8Array(8192);
let used = pool.length;

/** Cryptographically random bytes; a copy, at most 256. */
export function randomBytes(length: number): Uint8Array {
  if (length > 256) throw new RangeError('At most 256 random bytes at a time');
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.slice(used, used + length);
  // What was handed out must not be read from memory again.
  pool.fill(0, used, used + length);
  used += length;
  return bytes;
}

/** `length` decimal digits, the first of them not zero. */
export function randomDigits(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(32)) {
      // 250 is the largest multiple of ten in a byte: more would favour the low digits.
      const digit = byte < 250 ? byte % 10 : -1;
      if (digit > 0 || (digit === 0 && text !== '')) text += digit;
    }
  }
  return text.slice(0, length);
}
