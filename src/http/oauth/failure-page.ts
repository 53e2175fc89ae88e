/** What a person is shown when the page where an app is let in cannot be. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Failure, isFailure, OAuthRefusal, RateLimited, statusOf } from '../failure.ts';
import { writePage } from '../html/document.ts';
import { problemPage } from './pages.ts';

/** Sets status and headers, and answers the page. */
export function writeFailure(reply: FastifyReply, failure: Failure): string {
  if (failure instanceof RateLimited) reply.header('retry-after', String(failure.retryAfter));
  const [title, message] = wordsFor(failure);
  const content = problemPage(title, message);
  return writePage(reply, { title, status: statusOf(failure), content });
}

/** What nobody foresaw goes on to the dialect's own handler, which logs it. */
export async function showFailure(
  error: unknown,
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (!isFailure(error)) throw error;
  return reply.send(writeFailure(reply, error));
}

function wordsFor(failure: Failure): readonly [title: string, message: string] {
  if (failure instanceof RateLimited) {
    return ['Too many attempts', 'Wait a moment, then go back and sign in again.'];
  }
  const told = failure.message.replaceAll('`', '');
  return failure instanceof OAuthRefusal
    ? [
        'This app cannot be let in',
        `Nothing was allowed. Whoever made the app needs to know: ${told}`,
      ]
    : ['This cannot be done', told];
}
