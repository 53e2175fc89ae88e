/**
 * The browser's cookie: the token of whoever is signed in, or a random text before. What a form must bring along is
 * derived from it, so that no other page can send our forms (no other page can read the cookie or the form).
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionSeconds } from '../../auth/session/browser-sessions.ts';
import { hashToken } from '../../auth/token/token-hash.ts';
import { newOpaqueToken } from '../../auth/token/token-form.ts';
import { cookie } from '../request-reader.ts';

const name = 'polydex_browser';
const form = /^[0-9A-Za-z]{43}$/;

/** The cookie's value; undefined when there is none of ours. */
export function readBrowser(request: FastifyRequest): string | undefined {
  const value = cookie(request, name);
  return value !== undefined && form.test(value) ? value : undefined;
}

/** Sets the cookie to the token, or to a new random text, and answers it. */
export function writeBrowser(
  reply: FastifyReply,
  base: string,
  token: string = newOpaqueToken(),
): string {
  const secure = base.startsWith('https:') ? '; Secure' : '';
  const rules = `Path=/; Max-Age=${sessionSeconds}; HttpOnly; SameSite=Lax${secure}`;
  void reply.header('set-cookie', `${name}=${token}; ${rules}`);
  return token;
}

/** What forms on pages for this browser carry. */
export function formKeyOf(browser: string): string {
  return hashToken(`form ${browser}`);
}

/** Whether one of our own pages, shown in this browser, sent the form. */
export function isOwnForm(
  request: FastifyRequest,
  browser: string | undefined,
  key: string | undefined,
): boolean {
  const site = request.headers['sec-fetch-site'];
  // Old browsers do not say; what they bring along decides for them too.
  const isForeign = site !== undefined && site !== 'same-origin';
  return !isForeign && browser !== undefined && key === formKeyOf(browser);
}
