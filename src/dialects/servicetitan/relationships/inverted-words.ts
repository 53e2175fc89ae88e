/**
 * The three calls on a contact's relationships answer 409 where all others answer 404, and 404 to an address that cannot be
 * read, where all others answer 400 (the vendor's own table).
 */
import type { FastifyRequest } from 'fastify';
import type { Failure } from '../../../http/failure.ts';

interface InvertedWords {
  readonly status: number;
  readonly title: string;
}

/** Null for every other call, and for what is not inverted. */
export function invertedWords(failure: Failure, { url }: FastifyRequest): InvertedWords | null {
  if (!/\/contacts\/[^/?]+\/relationships(?:[/?]|$)/.test(url)) return null;
  if (failure.code === 'not_found') return missing[failure.entity] ?? null;
  if (failure.code !== 'validation_failed') return null;
  const isOfPath = failure.issues.every(({ where }) => where === 'params');
  return isOfPath ? { status: 404, title: 'Invalid URL parameter' } : null;
}

const missing: Readonly<Record<string, InvertedWords>> = {
  contact: { status: 409, title: 'Contact not found' },
  relation: { status: 409, title: 'Relationship not found' },
};
