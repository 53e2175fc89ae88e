/** Where an app's answers may be sent: to the letter what it registered, but for programs on the person's own machine. */

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);
const anyPath = '/*';
const printable = /^[\u0021-\u007e]{1,2000}$/;
/** Private-use schemes are domain names read backwards (RFC 8252 §7.1), so they have a dot. */
const privateScheme = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:$/;

/**
 * True for the registered text itself; for `http` on the loopback host also on any other port (RFC 8252 §7.3), and with
 * any path where `/*` is registered.
 */
export function redirectMatches(registered: string, asked: string): boolean {
  if (!printable.test(asked)) return false;
  const known = loopbackUrl(registered);
  if (known === null) return registered === asked;
  const wanted = loopbackUrl(asked);
  if (wanted === null || wanted.hostname !== known.hostname) return false;
  return known.pathname === anyPath || pathOf(wanted) === pathOf(known);
}

/** Why the text cannot be registered; null when it can. */
export function redirectProblem(text: string): string | null {
  const url = printable.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null) return 'must be an absolute address';
  const isExact = url.protocol === 'https:' || privateScheme.test(url.protocol);
  const checks: readonly [boolean, string][] = [
    [!text.includes('#'), 'must have no fragment'],
    [`${url.username}${url.password}` === '', 'must have no user name'],
    [
      isExact || loopbackUrl(text) !== null,
      'must be https, or http on 127.0.0.1, [::1] or localhost',
    ],
    [!isExact || !text.includes('*'), 'must be exact: only loopback addresses may end in /*'],
  ];
  return checks.find(([isFine]) => !isFine)?.[1] ?? null;
}

/** The address with these parameters added to its query; `undefined` ones are left out. */
export function withParameters(
  uri: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, value);
  }
  return `${uri}${uri.includes('?') ? '&' : '?'}${query.toString()}`;
}

function loopbackUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:' || !loopback.has(url.hostname)) return null;
  return url.username === '' && url.password === '' && !text.includes('#') ? url : null;
}

function pathOf(url: URL): string {
  return url.pathname + url.search;
}
