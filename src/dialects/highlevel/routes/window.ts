/** Lists that clients page by `skip` over the hub's numbered pages. */

export interface Part {
  readonly limit: number;
  readonly skip: number;
}

/** The rows from `skip` on, out of the one or two pages (1-based) that they stand on. */
export async function windowOf<T>(
  { limit, skip }: Part,
  list: (page: number, limit: number) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const page = Math.floor(skip / limit) + 1;
  const offset = skip % limit;
  const items = await list(page, limit);
  if (offset === 0) return items;
  const next = await list(page + 1, limit);
  return [...items.slice(offset), ...next.slice(0, offset)];
}
