/** The spellings of one path: bare, below `/one`, below a version, and below both. */
import type { FastifyRequest } from 'fastify';

/** `/2024-03/one/crm/contacts` and its shorter forms → `/crm/contacts`. */
export function normalizePath(path: string): string {
  const plain = path.replace(/^\/\d{4}-\d{2}(?=\/|$)/, '').replace(/^\/one(?=\/|$)/, '');
  return plain === '' ? '/' : plain;
}

/** The last version of the API whose records have `createdTimestamp` and `updatedTimestamp`. */
const lastLegacyVersion = '2023-12';

/** True when the path names a version of before the four times; a path without a version means the newest. */
export function isLegacy(request: Pick<FastifyRequest, 'originalUrl'>): boolean {
  const version = /^(?:\/unified)?\/(\d{4}-\d{2})(?=[/?]|$)/.exec(request.originalUrl)?.[1];
  return version !== undefined && version <= lastLegacyVersion;
}
