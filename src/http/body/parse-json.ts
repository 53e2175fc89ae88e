/** Reads a JSON body strictly: valid UTF-8, valid JSON, nothing that cannot be stored, no `__proto__`. */
import { isUtf8 } from 'node:buffer';
import { MalformedBody } from '../failure.ts';
import { assertStorable } from './unstorable-text.ts';

/**
 * NUL and lone surrogates can only be written as escapes: raw, the one is no JSON and the other no UTF-8. Escaped ASCII
 * letters could spell `__proto__`. Also matches harmless text, which the closer look lets pass.
 */
const suspect = /\\u(?:0000|00[567]|[dD][89a-fA-F])|__proto__/;
/** A body with fewer brackets cannot be nested too deeply. */
const fewBrackets = 100;

/** The value, or undefined for an empty body. Throws `MalformedBody`, or `ValidationFailure` for text that cannot be stored. */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw new MalformedBody('The body is not valid UTF-8');
  const text = bytes.toString('utf8');
  const value = parse(text);
  if (suspect.test(text) || hasManyBrackets(text)) assertStorable(value, 'body');
  return value;
}

function parse(text: string): unknown {
  try {
    // A byte order mark is no JSON, but some clients send one and nothing is lost by it.
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    // The parser's message quotes the body.
    throw new MalformedBody('The body is not valid JSON');
  }
}

function hasManyBrackets(text: string): boolean {
  let count = 0;
  for (const bracket of ['{', '['] as const) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      count += 1;
      if (count > fewBrackets) return true;
    }
  }
  return false;
}
