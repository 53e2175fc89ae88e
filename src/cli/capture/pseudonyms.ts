/** Replaces what may be somebody's: the same text by the same replacement, of the same form, and never the other way round. */

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const opaque = /^(?=.*\d)(?=.*[A-Za-z])[\w=-]{12,}$/;
const email = /[^\s@<>"',;]+@[^\s@<>"',;]+/g;
const wordsAndNumbers = /[\p{L}\p{M}]+|\p{N}+/gu;
const date = /^\d{4}-\d\d-\d\d(?:\D|$)/;
const phone = /^\+?[\d\s().-]{7,}$/;

export const redacted = 'REDACTED';

export class Pseudonyms {
  readonly #known = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  secret(value: string): string {
    return value === '' ? '' : this.#of('secret', value, (number) => `${redacted}-${number}`);
  }

  /** Names, addresses, notes, numbers, ids: whatever it is. */
  text(value: string): string {
    if (uuid.test(value))
      return this.#of('uuid', value.toLowerCase(), (number) => {
        return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
      });
    if (date.test(value))
      return this.#of('date', value.slice(0, 10), day) + zeroed(value.slice(10));
    if (phone.test(value)) return this.#phone(value);
    if (opaque.test(value))
      return this.#of(
        'id',
        value,
        (number) => `id${String(number).padStart(value.length - 2, '0')}`,
      );
    const parts = value.split(email);
    const emails = [...value.matchAll(email)].map(([found]) => this.#email(found));
    return parts.map((part, at) => this.#words(part) + (emails[at] ?? '')).join('');
  }

  /** A sentence of the server's: its words stay, but for those that were replaced elsewhere, and what looks like data. */
  sentence(value: string): string {
    return value
      .split(/(\s+)/)
      .map((word) => (/[\d@]/.test(word) ? this.text(word) : word))
      .join('')
      .replaceAll(wordsAndNumbers, (word) => {
        const known = this.#known.get(`word ${word.toLowerCase()}`);
        return known === undefined || word.length < 4 ? word : cased(known, word);
      });
  }

  number(value: number): number {
    const digits = String(Math.abs(Math.trunc(value)));
    return Number(this.#digits(digits)) * Math.sign(value);
  }

  #email(value: string): string {
    const at = value.lastIndexOf('@');
    const domain = this.#words(value.slice(at + 1)).replaceAll(/[^a-z\d.-]/gi, '');
    return `${this.#words(value.slice(0, at))}@${domain.replaceAll('.', '-')}.example.com`.toLowerCase();
  }

  /** The last seven digits, however they are spaced, so that both spellings of a number stay alike. */
  #phone(value: string): string {
    const digits = value.replaceAll(/\D/g, '');
    const last = digits.slice(-7);
    const own = this.#of('phone', last, (number) => String(5_550_000 + number).padStart(7, '0'));
    const replaced = digits.slice(0, -7).replaceAll(/\d/g, (digit) => digit) + own;
    let at = 0;
    return value.replaceAll(/\d/g, () => replaced.charAt(at++));
  }

  #words(value: string): string {
    return value.replaceAll(wordsAndNumbers, (word) =>
      /^\p{N}/u.test(word)
        ? this.#digits(word)
        : cased(this.#of('word', word.toLowerCase(), letters), word),
    );
  }

  #digits(value: string): string {
    if (value.length < 2) return value;
    return this.#of(`digits${value.length}`, value, (number) => {
      return `1${String(number).padStart(value.length - 1, '0')}`.slice(
        0,
        Math.max(value.length, 2),
      );
    });
  }

  #of(kind: string, value: string, make: (number: number) => string): string {
    const key = `${kind} ${value}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const number = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, number);
    const made = make(number);
    this.#known.set(key, made);
    return made;
  }
}

/** 1 → `wordb`, 27 → `wordbb`: no word of anybody's. */
function letters(number: number): string {
  const last = String.fromCodePoint(97 + (number % 26));
  return number < 26 ? `word${last}` : `${letters(Math.floor(number / 26))}${last}`;
}

/** A day of 1950 or later. */
function day(number: number): string {
  const year = 1950 + Math.floor(number / 336);
  return `${year}-${twoDigits(1 + (Math.floor(number / 28) % 12))}-${twoDigits(1 + (number % 28))}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function zeroed(text: string): string {
  return text.replaceAll(/\d/g, '0');
}

function cased(replacement: string, like: string): string {
  if (like.length > 1 && like === like.toUpperCase()) return replacement.toUpperCase();
  const first = like.charAt(0);
  if (first === first.toLowerCase()) return replacement;
  return replacement.charAt(0).toUpperCase() + replacement.slice(1);
}
