/** The pages that a person meets between an app and the hub: one card, no script, nothing loaded from anywhere. */
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { Markup, markup } from './markup.ts';
import { writeHtml } from './write-html.ts';

const style = `
:root { color-scheme: light dark; --ink: #1d2433; --soft: #566074; --line: #d5dae3; --back: #f3f5f9; --card: #fff;
  --mark: #1f4fc9; --on-mark: #fff; --bad: #a3161b; --bad-back: #fdeeee; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eaf0; --soft: #a3aec0; --line: #3a4456; --back: #12161f;
  --card: #1a202c; --mark: #8fb0ff; --on-mark: #10182b; --bad: #ff9d9d; --bad-back: #3a1f24; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; place-items: center; padding: 1.25rem;
  background: var(--back); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { width: 100%; max-width: 30rem; padding: 1.75rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 14px; }
.brand { margin: 0 0 1.1rem; color: var(--soft); font-size: 0.9rem; }
h1 { margin: 0 0 0.6rem; font-size: 1.45rem; line-height: 1.25; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { margin: 1.3rem 0 0.4rem; font-size: 1rem; }
p { margin: 0.5rem 0; overflow-wrap: anywhere; }
.soft, details { color: var(--soft); font-size: 0.925rem; }
ul { margin: 0.4rem 0; padding-left: 1.2rem; } li { margin: 0.25rem 0; }
summary { cursor: pointer; padding: 0.3rem 0; }
label { display: block; margin: 0.9rem 0 0; font-weight: 600; }
label.choice { display: flex; gap: 0.6rem; align-items: baseline; margin: 0.5rem 0; font-weight: 400; }
fieldset { margin: 1.3rem 0 0; padding: 0; border: 0; } legend { padding: 0; font-weight: 600; }
input:not([type=radio], [type=checkbox]) { width: 100%; margin-top: 0.3rem; padding: 0.65rem 0.75rem; font: inherit; font-weight: 400;
  color: inherit; background: var(--back); border: 1px solid var(--soft); border-radius: 8px; }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 1.5rem; }
.actions button { flex: 1 1 8rem; }
button { min-height: 2.9rem; padding: 0.6rem 1.1rem; font: inherit; font-weight: 600; color: var(--ink);
  background: transparent; border: 1px solid var(--soft); border-radius: 8px; cursor: pointer; }
button.main { color: var(--on-mark); background: var(--mark); border-color: var(--mark); }
button.link { min-height: 0; padding: 0.25rem 0; font-weight: 400; color: var(--mark); text-decoration: underline;
  text-underline-offset: 3px; border: 0; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
.alert { margin: 1rem 0 0; padding: 0.7rem 0.9rem; color: var(--bad); background: var(--bad-back); border-radius: 8px; }
.who { margin-top: 1.4rem; padding-top: 0.9rem; border-top: 1px solid var(--line); }
@media (max-width: 30rem) { body { padding: 0; place-items: stretch; background: var(--card); }
  main { border: 0; border-radius: 0; padding: 1.5rem 1.25rem 2rem; } }
`;

const styleElement = new Markup(`<style>${style}</style>`);
const styleHash = createHash('sha256').update(style).digest('base64');

export interface PageOptions {
  readonly title: string;
  readonly content: Markup;
  readonly status?: number;
  /** Where its forms may lead besides this server, as sources of a content security policy. */
  readonly formTargets?: readonly string[];
}

/** Sends the page; browsers keep no copy of it. */
export function sendPage(reply: FastifyReply, options: PageOptions): FastifyReply {
  return reply.send(writePage(reply, options));
}

/** Sets the page's status and headers, and answers its text. */
export function writePage(reply: FastifyReply, options: PageOptions): string {
  const { title, content, status = 200, formTargets = [] } = options;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Polydex</title>
<link rel="icon" href="data:,">
${styleElement}
</head>
<body><main>
<p class="brand">Polydex</p>
${content}
</main></body>
</html>
`;
  reply.code(status).header('cache-control', 'no-store');
  return writeHtml(reply, page.text, {
    policy: [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      'img-src data:',
      ["form-action 'self'", ...formTargets].join(' '),
    ],
  });
}
