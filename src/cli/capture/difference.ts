/** What differs between a reply as it was recorded and as it is here. */
import { birthName, timeName } from './field-rules.ts';

/** Values that a server makes up: recorded → here, from the first time that both are seen. */
export class Bindings {
  readonly #here = new Map<string, string>();
  readonly #sent = new Set<string>();
  readonly #sentWords = new Set<string>();
  readonly #words = new Map<string, string>();

  /** Values that a program sends before any server has: it chose them, and they come back as they are. */
  send(values: readonly string[]): void {
    for (const value of values) {
      if (this.#here.has(value)) continue;
      this.#sent.add(value);
      // The parts of an address are words of others, too: com, mail.
      if (value.includes('@')) continue;
      for (const one of wordsOf(value)) this.#sentWords.add(one.toLowerCase());
    }
  }

  bind(recorded: string, here: string): void {
    if (recorded !== '') this.#here.set(recorded, here);
  }

  /** Whether `here` may stand for what was recorded. */
  accepts(recorded: string, here: string): boolean {
    if (recorded === here) return true;
    const bound = this.#here.get(recorded);
    if (bound !== undefined) return bound === here;
    if (this.#sent.has(recorded) || here === '') return false;
    if (!isMadeUp(recorded)) return this.#isSaidAlike(recorded, here);
    this.#here.set(recorded, here);
    return true;
  }

  /** A recording replaces the server's own words too: each stands for one word here, everywhere. What a program sent stays. */
  #isSaidAlike(recorded: string, here: string): boolean {
    const words = wordsOf(recorded);
    const wordsHere = wordsOf(here);
    if (recorded.replaceAll(word, '') !== here.replaceAll(word, '')) return false;
    if (words.length !== wordsHere.length) return false;
    return words.every((one, at) => {
      const key = one.toLowerCase();
      const other = wordsHere[at]?.toLowerCase() ?? '';
      if (this.#sentWords.has(key) || !replacedWord.test(key)) return key === other;
      const known = this.#words.get(key) ?? other;
      this.#words.set(key, known);
      return known === other;
    });
  }

  /** A text with what was recorded replaced by what is here. */
  translate(text: string): string {
    let translated = text;
    for (const [recorded, here] of this.#here) translated = translated.replaceAll(recorded, here);
    return translated;
  }
}

const word = /[\p{L}\p{M}]+|\p{N}+/gu;
/** A word or a long number, as a recording has them. */
const replacedWord = /^(?:word[a-z]+|1\d+)$/;

function wordsOf(text: string): readonly string[] {
  return text.match(word) ?? [];
}

/** Ids and tokens, as a recording has them. */
function isMadeUp(text: string): boolean {
  return /^(?:REDACTED-\d+|id\d{6,}|1\d{3,}|[\da-f]{8}-[\da-f-]{27})$/.test(text);
}

/** Of one request alone: whatever it is. */
const requestName = /^(?:request|trace)_?id$/i;
const isoTime = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d)/;

/** One line a difference; the order of members tells nothing. */
export function differences(
  path: string,
  recorded: unknown,
  here: unknown,
  bindings: Bindings,
): readonly string[] {
  if (isObject(recorded) && isObject(here) && Array.isArray(recorded) === Array.isArray(here))
    return memberDifferences(path, recorded, here, bindings);
  const name = path.slice(path.lastIndexOf('.') + 1);
  const isSame =
    recorded === here ||
    isSameText(recorded, here, bindings) ||
    isSameNumber(name, recorded, here) ||
    (requestName.test(name) && typeof recorded === typeof here);
  return isSame ? [] : [`${path}: ${shown(recorded)} recorded, ${shown(here)} here`];
}

type Members = Readonly<Record<string, unknown>>;

function memberDifferences(path: string, recorded: Members, here: Members, bindings: Bindings) {
  const names = new Set([...Object.keys(recorded), ...Object.keys(here)]);
  return [...names].flatMap((name) => {
    const at = `${path}.${name}`;
    if (!(name in here)) return [`${at}: ${shown(recorded[name])} recorded, absent here`];
    if (!(name in recorded)) return [`${at}: absent in the recording, ${shown(here[name])} here`];
    return differences(at, recorded[name], here[name], bindings);
  });
}

function isSameText(recorded: unknown, here: unknown, bindings: Bindings): boolean {
  if (typeof recorded !== 'string' || typeof here !== 'string') return false;
  return isSameTime(recorded, here) || bindings.accepts(recorded, here);
}

/** Times and the long numbers that a recording replaces are whatever they are. */
function isSameNumber(name: string, recorded: unknown, here: unknown): boolean {
  if (typeof recorded !== 'number' || typeof here !== 'number') return false;
  return timeName.test(name) || birthName.test(name) || Math.abs(recorded) >= 1000;
}

function isSameTime(recorded: string, here: string): boolean {
  if (!isoTime.test(recorded) || !isoTime.test(here)) return false;
  return form(recorded) === form(here);
}

function form(text: string): string {
  // Some leave out the zeros at the end of a fraction.
  return text.replace(/\.\d+/, '.0').replaceAll(/\d/g, '0');
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
