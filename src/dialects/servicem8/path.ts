/** The vendor's paths: `/api_1.0/{object}.json` and `/api_1.0/{object}/{uuid}.json`, objects in any letter case. */

export const authorizePath = '/oauth/authorize';
export const tokenPath = '/oauth/access_token';
export const revokePath = '/oauth/revoke';

const objectSegment = /^(\/api_1\.0\/)([^/]+)/;

/** The path with its object in lower case, as the routes have it. */
export function normalizePath(path: string): string {
  return path.replace(objectSegment, (_, base: string, segment: string) => {
    return base + segment.toLowerCase();
  });
}

/** The object that a request's URL names, as it was written; null when it names none. */
export function objectOf(url: string): string | null {
  const [, segment] = /^[^?]*\/api_1\.0\/([^/?]+)/.exec(url) ?? [];
  return segment === undefined ? null : decoded(segment).replace(/\.json$/i, '');
}

/** Whether clients expect failures in OAuth's words there. */
export function isTokenUrl(url: string): boolean {
  return /\/oauth\/(?:access_token|revoke)\/?(?:\?|$)/.test(url);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
