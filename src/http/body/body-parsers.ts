/** Tells a dialect's scope which bodies it reads. */
import type { DialectApp, BodyRules } from '../plugin.ts';
import { parseForm } from './parse-form.ts';
import { parseJson } from './parse-json.ts';

/** 1 MiB; a route may set `bodyLimit` up to `mostBodyBytes`. */
export const bodyBytes = 1_048_576;
export const mostBodyBytes = 16 * bodyBytes;

const asBuffer = { parseAs: 'buffer' } as const;

/** Replaces Fastify's own parsers; a content type without a parser is refused by it. */
export function addBodyParsers(app: DialectApp, rules: BodyRules): void {
  app.removeAllContentTypeParsers();
  const jsonTypes = ['application/json', ...(rules.jsonTypes ?? [])];
  const jsonMatcher = rules.anyTypeIsJson === true ? '*' : jsonTypes;
  app.addContentTypeParser<Buffer>(jsonMatcher, asBuffer, (_request, body, done) => {
    parseWith(parseJson, body, done);
  });
  if (rules.form !== true) return;
  const form = 'application/x-www-form-urlencoded';
  app.addContentTypeParser<Buffer>(form, asBuffer, (_request, body, done) => {
    parseWith(parseForm, body, done);
  });
}

function parseWith(
  parse: (bytes: Buffer) => unknown,
  bytes: Buffer,
  done: (error: Error | null, body?: unknown) => void,
): void {
  let body: unknown;
  try {
    body = parse(bytes);
  } catch (error) {
    done(error instanceof Error ? error : new Error('Parsing failed', { cause: error }));
    return;
  }
  done(null, body);
}
