/** The few pages that the native API has of its own: no scripts but ours, and nothing is loaded from elsewhere. */
import type { ApiDocument } from '../../../http/plugin.ts';
import { helpTopics } from './help-topics.ts';
import { problemKinds } from '../problem/kind.ts';

/** Lets a page load from this server only; the reference sets styles from its script. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const style = `
:root { color-scheme: light dark; --ink: #1d2433; --soft: #5b6577; --line: #dfe3ea; --back: #fbfcfe; --card: #fff; --mark: #2456d6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eaf0; --soft: #9aa5b8; --line: #2c3444; --back: #12161f; --card: #1a202c; --mark: #8fb0ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 3.5rem 1.25rem 4rem; }
h1 { margin: 0; font-size: 2.4rem; letter-spacing: -0.02em; }
h2 { margin: 2.2rem 0 0.4rem; font-size: 1.15rem; scroll-margin-top: 1rem; }
p { margin: 0.4rem 0; } .soft { color: var(--soft); }
a { color: var(--mark); text-decoration-thickness: 1px; text-underline-offset: 3px; }
code { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: 0.9rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.table { overflow-x: auto; margin-top: 1rem; } table { width: 100%; border-collapse: collapse; background: var(--card); }
th, td { padding: 0.55rem 0.75rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
nav { display: flex; flex-wrap: wrap; gap: 0.4rem 1.4rem; margin: 1.4rem 0 1.6rem; }
`;

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body><main>
${content}
</main></body>
</html>
`;
}

const dialects = [
  ['ServiceM8', '/api_1.0/', 'job contacts, jobs'],
  ['Alloy unified CRM', '/crm/', 'contacts with credentialId'],
  ['ServiceTitan', '/crm/v2/', 'contacts of a tenant'],
  ['VoIPBIN', '/v1.0/', 'contacts, look-up'],
  ['HighLevel', '/contacts/', 'contacts, search, duplicates'],
  ['native', '/api/v1/', 'everything'],
] as const;

/** `mount` is the prefix that links need: `''` or `/native`. `base` as in `http://127.0.0.1:7070`. */
export function landingPage(base: string, mount: string): string {
  const rows = dialects.map(
    ([name, path, what]) =>
      `<tr><td>${name}</td><td><code>${path}</code></td><td>${what}</td></tr>`,
  );
  return page(
    'Polydex',
    `<h1>Polydex</h1>
<p class="soft">One address book that speaks five vendor contact APIs, on your machine.</p>
<nav>
<a href="${mount}/docs">API reference</a>
<a href="${mount}/api/v1/openapi.json">OpenAPI 3.1</a>
<a href="${mount}/docs/problems">Problems</a>
<a href="/healthz">Health</a>
</nav>
<p>There is one copy of each person. What a client writes through one of these APIs, every other reads at once.</p>
<div class="table"><table>
<thead><tr><th>API</th><th>answers at</th><th>speaks of</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>
<h2>First call</h2>
<p>The keys of the sandbox are in <code>sandbox.json</code> in the data folder.</p>
<pre><code>curl '${escapeHtml(base)}${mount}/api/v1/contacts?limit=5' \\
  -H 'Authorization: Bearer &lt;native.apiKey&gt;'</code></pre>
<p class="soft">Polydex is an independent project; it is not affiliated with the vendors named here.</p>`,
  );
}

export function problemsPage(): string {
  const kinds = Object.entries(problemKinds).map(
    ([name, { status, title, advice }]) => `<h2 id="${name}">${status} <code>${name}</code></h2>
<p>${title}.</p><p class="soft">${escapeHtml(advice)}</p>`,
  );
  return page(
    'Problems · Polydex',
    `<h1>Problems</h1>
<p class="soft">Every refusal of the native API is an <code>application/problem+json</code> (RFC 9457) of one of these types.</p>
${kinds.join('\n')}`,
  );
}

export function helpPage(): string {
  const topics = Object.entries(helpTopics).map(
    ([name, { title, text }]) => `<h2 id="${name}">${escapeHtml(title)}</h2>
<p>${escapeHtml(text)}</p>`,
  );
  return page(
    'Help · Polydex',
    `<h1>Why was it refused?</h1>
<p class="soft">Errors in Sandbox workspaces point here with a <code>Link</code> header; the reason of each stands in the
inspector, <code>GET /api/v1/sandbox/requests</code> or <code>polydex tail</code>.</p>
${topics.join('\n')}`,
  );
}

/** The reference proper is drawn by the script, from the documents that the head links to: our own first. */
export function referencePage(mount: string, documents: readonly ApiDocument[]): string {
  const links = documents.map(
    ({ title, path }) =>
      `<link rel="alternate" type="application/json" href="${path}" title="${escapeHtml(title)}">`,
  );
  const items = documents.map(
    ({ title, path }) => `<li><a href="${path}">${escapeHtml(title)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Polydex API reference</title>
<link rel="icon" href="data:,">
${links.join('\n')}
</head>
<body>
<div id="app"></div>
<noscript>This page needs JavaScript. The documents themselves: <ul>${items.join('')}</ul></noscript>
<script src="${mount}/docs/scalar.js"></script>
<script src="${mount}/docs/start.js"></script>
</body>
</html>
`;
}

/** Everything that would talk to anybody else is off; the page's policy forbids it besides. */
export const startScript = `
const links = [...document.querySelectorAll('link[rel=alternate]')];
Scalar.createApiReference('#app', {
  sources: links.map((link, at) => ({ title: link.title, url: link.href, default: at === 0 })),
  proxyUrl: '',
  telemetry: false,
  withDefaultFonts: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  persistAuth: false,
  documentDownloadType: 'json',
  metaData: { title: 'Polydex API reference' },
});
`;

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
