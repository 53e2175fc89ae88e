/** Pages for people: the headers that keep a page from being used against its reader. */
import type { FastifyReply } from 'fastify';

export interface HtmlRules {
  /** What the page may load besides what comes from this server, as a content security policy: `img-src 'self' data:`. */
  readonly policy?: readonly string[];
}

const strictPolicy = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
] as const;

/** Sets a page's headers and answers what is to be sent. A directive in `policy` takes the place of the strict one of the same name. */
export function writeHtml(
  reply: FastifyReply,
  html: string,
  { policy = [] }: HtmlRules = {},
): string {
  const named = new Set(policy.map(directive));
  const kept = strictPolicy.filter((rule) => !named.has(directive(rule)));
  reply.headers({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [...kept, ...policy].join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  return html;
}

function directive(rule: string): string {
  return rule.split(' ', 1).join('');
}
