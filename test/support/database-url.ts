/** The URL of another database on the same server. */
export function databaseUrl(url: string, database: string): string {
  // Not by `URL`: a socket folder in the place of the host is percent-encoded, and it would decode it.
  return url.replace(/\/[^/]*$/, `/${database}`);
}
