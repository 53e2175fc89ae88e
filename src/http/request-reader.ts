/** Reads what dialects look for in a request before anything is validated. */
import type { FastifyRequest } from 'fastify';

/** A header that is given once; undefined when absent. `name` in lower case. */
export function singleHeader(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

/** The token of `Authorization: Bearer …`, scheme in any case; undefined when the header is absent or has another scheme. */
export function bearerToken(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined || header.length < 8 || header.charAt(6) !== ' ') return undefined;
  if (!header.startsWith('Bearer ') && header.slice(0, 6).toLowerCase() !== 'bearer') {
    return undefined;
  }
  const token = header.slice(7).trim();
  return token === '' ? undefined : token;
}

/** A query parameter that is text and not empty; the first of repeated ones. */
export function queryText(request: FastifyRequest, name: string): string | undefined {
  const { query } = request;
  if (typeof query !== 'object' || query === null) return undefined;
  const found: unknown = Object.hasOwn(query, name) ? Reflect.get(query, name) : undefined;
  const value: unknown = Array.isArray(found) ? found[0] : found;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A cookie's value, not empty; undefined when absent. */
export function cookie(request: FastifyRequest, name: string): string | undefined {
  const header = request.headers.cookie;
  if (header === undefined) return undefined;
  for (const pair of header.split(';')) {
    const separator = pair.indexOf('=');
    if (pair.slice(0, separator).trim() !== name) continue;
    const value = unquote(pair.slice(separator + 1).trim());
    return value === '' ? undefined : value;
  }
  return undefined;
}

function unquote(text: string): string {
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
