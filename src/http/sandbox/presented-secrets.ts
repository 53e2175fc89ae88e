/** What in a request may be a credential, wherever the APIs take them: for telling whose request it was. */
import type { FastifyRequest } from 'fastify';

/** Headers, the cookie and the parameter that any of the APIs reads; at most a handful, the likeliest first. */
export function presentedSecrets({ headers, query }: FastifyRequest): readonly string[] {
  const cookie = /(?:^|;\s*)accesskey=([^;]+)/.exec(headers.cookie ?? '')?.[1];
  const parameter =
    typeof query === 'object' && query !== null && 'accesskey' in query ? query.accesskey : null;
  const found = [
    headers['x-api-key'],
    headers.authorization?.replace(/^(?:bearer|basic)\s+/i, ''),
    cookie,
    parameter,
  ];
  return found.filter((text): text is string => typeof text === 'string' && text !== '');
}
