/** `ETag`, `If-Match` and `If-None-Match` (RFC 9110): a record's version, so that two editors cannot overwrite each other. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidInput } from '../../../core/errors.ts';

interface Versioned {
  readonly version: number;
}

/** `"v7"`. */
function entityTag(record: Versioned): string {
  return `"v${record.version}"`;
}

/** Tags the reply and gives the record back. */
export function tagged<T extends Versioned>(reply: FastifyReply, record: T): T {
  void reply.header('etag', entityTag(record));
  return record;
}

/** True, and a 304 is sent, when the client has this version already. */
export function isUnchanged(
  request: FastifyRequest,
  reply: FastifyReply,
  record: Versioned,
): boolean {
  const known = request.headers['if-none-match'];
  if (known === undefined) return false;
  const tags = known.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (!tags.includes(entityTag(record)) && known.trim() !== '*') return false;
  void reply.code(304).header('etag', entityTag(record)).send();
  return true;
}

/** No version has this number: a well-formed tag that is none of ours matches nothing. */
const noVersion = -1;
const tagForm = /^(?:W\/)?"([\x21\x23-\x7e\u0080-\u00ff]*)"$/;

/**
 * `{ifVersion}` for a write; `{}` without `If-Match` or for `*`. A weak tag counts like its strong form, since proxies
 * that compress weaken tags and ours name versions exactly. @throws InvalidInput for a list of tags or no tag at all.
 */
export function ifMatch(request: FastifyRequest): { readonly ifVersion?: number } {
  const header = request.headers['if-match']?.trim();
  if (header === undefined || header === '*') return {};
  const tag = tagForm.exec(header)?.[1];
  if (tag === undefined) throw InvalidInput.of('If-Match', 'must be one entity tag such as "v3"');
  return { ifVersion: /^v\d{1,15}$/.test(tag) ? Number(tag.slice(1)) : noVersion };
}
