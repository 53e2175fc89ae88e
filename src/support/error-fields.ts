/** What of an unforeseen error may be logged: its class, its code and the place in our code, never its message. */
import type { LogFields } from './log.ts';

const ownFrame =
  /\((?:file:\/\/)?[^()]*\/((?:src|bench|test|scripts)\/[^()]+:\d+:\d+)\)|at (?:async )?(?:file:\/\/)?\/\S*\/(src\/\S+:\d+:\d+)/;
const codeForm = /^[A-Za-z0-9_]{1,40}$/;

/** PostgreSQL quotes the offending row in message and detail, so neither leaves this function. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const place = ownFrame.exec(framesOf(error));
  const code = codeOf(error);
  return {
    errorName: error.name,
    ...(code !== undefined && { errorCode: code }),
    ...(place !== null && { errorPlace: place[1] ?? place[2] ?? '' }),
  };
}

function codeOf(error: Error): string | undefined {
  if (!('code' in error) || typeof error.code !== 'string') return undefined;
  return codeForm.test(error.code) ? error.code : undefined;
}

/** The stack without the message at its head, which may look like a stack itself. */
function framesOf({ stack = '', message }: Error): string {
  const start = stack.indexOf(message);
  return start === -1 ? '' : stack.slice(start + message.length);
}
