/** Text in the address that could not be stored or looked up: the database refuses NUL, and with it the whole batch. */
import type { FastifyRequest } from 'fastify';
import { ValidationFailure } from '../failure.ts';
import { assertStorable } from '../body/unstorable-text.ts';

/** Throws `ValidationFailure` naming the parameter; costs nothing for addresses without the escape. */
export function assertCleanUrl(request: FastifyRequest): void {
  if (!request.url.includes('%00')) return;
  assertStorable(request.params, 'params');
  assertStorable(request.query, 'query');
  const message = 'must not contain the NUL character';
  throw new ValidationFailure([
    { where: 'params', path: '', message, keyword: 'text', params: {} },
  ]);
}
