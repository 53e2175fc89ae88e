/** The id that a request has in logs, history and error bodies. */
import type { IncomingMessage } from 'node:http';
import { randomBytes } from '../../support/random.ts';

const acceptable = /^[A-Za-z0-9_-]{1,64}$/;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const headLength = 18;
const countLength = 8;

/**
 * The client's `X-Request-Id` if it is at most 64 characters of `[A-Za-z0-9_-]`, else `req_` and 26 base32 characters:
 * 18 drawn when the process starts, 8 counted.
 */
export function makeRequestIds(): (request: Pick<IncomingMessage, 'headers'>) => string {
  const head = `req_${[...randomBytes(headLength)].map((byte) => alphabet.charAt(byte % 32)).join('')}`;
  let count = 0;
  return ({ headers }) => {
    const given = headers['x-request-id'];
    if (typeof given === 'string' && acceptable.test(given)) return given;
    count += 1;
    return head + base32(count);
  };
}

function base32(count: number): string {
  let text = '';
  let rest = count;
  while (text.length < countLength) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
