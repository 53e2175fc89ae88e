/** Reads a form body into an object of texts, of lists of texts for names that are repeated. */
import { isUtf8 } from 'node:buffer';
import { MalformedBody } from '../failure.ts';
import { assertStorable } from './unstorable-text.ts';

const brokenEscape = /%(?![0-9a-fA-F]{2})/;

/** The value, or undefined for an empty body. Throws `MalformedBody`, or `ValidationFailure` for text that cannot be stored. */
export function parseForm(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString('latin1');
  if (brokenEscape.test(text)) throw new MalformedBody('The form has a broken escape');
  const fields = new Map<string, string[]>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const separator = pair.indexOf('=');
    const name = decode(separator === -1 ? pair : pair.slice(0, separator));
    const value = separator === -1 ? '' : decode(pair.slice(separator + 1));
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  const form = Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
  assertStorable(form, 'body');
  return form;
}

/** Percent-decodes to bytes first, so that what is no UTF-8 is refused instead of replaced. */
function decode(text: string): string {
  const plain = text.replaceAll('+', ' ');
  const latin1 = plain.replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const bytes = Buffer.from(latin1, 'latin1');
  if (!isUtf8(bytes)) throw new MalformedBody('The form is not valid UTF-8');
  return bytes.toString('utf8');
}
