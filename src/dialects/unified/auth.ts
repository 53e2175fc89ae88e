/** How clients of the unified API say who they are and which connection they mean. */
import type { FastifyRequest } from 'fastify';
import { ValidationFailure } from '../../http/failure.ts';
import type { PresentedCredential, ScopeTable } from '../../http/plugin.ts';
import { bearerToken } from '../../http/request-reader.ts';

/** The vendor's keys have no scopes: each can do all that the dialect can. */
export const scopes: ScopeTable = {
  '*': [
    'person.read',
    'person.write',
    'person.delete',
    'account.read',
    'account.write',
    'tag.read',
    'tag.write',
    'field.read',
    'lookup',
    'connection.use',
    'webhook.manage',
  ],
};

const kinds = ['api-key'] as const;

/** `Authorization: bearer KEY`; the SDKs write `Bearer`. */
export function readCredential(request: FastifyRequest): PresentedCredential | null {
  const secret = bearerToken(request);
  return secret === undefined ? null : { secret, kinds };
}

/** What the SDKs send for a value that nobody set. */
const unsetWords: ReadonlySet<unknown> = new Set(['', 'null', 'undefined', 'None']);

export function isUnset(value: unknown): boolean {
  return unsetWords.has(value);
}

/** The two names of one parameter: the newer documents have the first, both SDKs the second. */
const selectors: readonly string[] = ['credentialId', 'connectionId'];

/** The connection that the query names. @throws ValidationFailure when it names none, or two. */
export function readSelector(request: Pick<FastifyRequest, 'query'>): string {
  const { query } = request;
  const pairs = typeof query === 'object' && query !== null ? Object.entries(query) : [];
  const named = pairs
    .filter(([name]) => selectors.includes(name))
    .flatMap(([, value]: [string, unknown]): unknown[] => (Array.isArray(value) ? value : [value]))
    .filter((value) => !isUnset(value));
  const [first, ...others] = new Set(named);
  if (typeof first !== 'string') throw selectorFailure('required', 'is required');
  if (others.length > 0) {
    throw selectorFailure('const', 'and connectionId name one credential, and these two differ');
  }
  return first.toLowerCase();
}

function selectorFailure(keyword: string, message: string): ValidationFailure {
  const path = 'credentialId';
  return new ValidationFailure([{ where: 'query', path, message, keyword, params: {} }]);
}
