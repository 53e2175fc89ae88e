/**
 * Where each page of a page-number list begins, as it was served last: a page deep in a long list is then sought by
 * key from the nearest known beginning instead of being counted from the start (an OFFSET of 200,000 rows costs 50
 * times as much). In the memory of the process; what is not known is counted, so that a restart costs time only.
 */
import { createHash } from 'node:crypto';
import type { ContactListQuery, SortKey } from '../../core/port/list-query.ts';
import type { TenantContext } from '../../core/tenant-context.ts';

/** The sort key of a page's first row, inclusive. */
export type Anchor = SortKey;

/** Most lists remembered; the one asked for longest ago goes first. */
const maxLists = 2_000;
/** Most pages remembered of one list; further ones are counted from the last. */
const maxPages = 20_000;

export class PageAnchors {
  readonly #lists = new Map<string, Map<number, Anchor>>();

  /** The nearest known beginning at or before the page, and how many rows to skip from there. */
  nearest(key: string, page: number, limit: number): { from?: SortKey; offset?: number } {
    const pages = this.#lists.get(key) ?? new Map<number, Anchor>();
    for (let known = page; known > 1; known--) {
      const from = pages.get(known);
      if (from) return { from, offset: (page - known) * limit };
    }
    return { offset: (page - 1) * limit };
  }

  put(key: string, page: number, anchor: Anchor): void {
    const pages = this.#lists.get(key) ?? new Map<number, Anchor>();
    this.#lists.delete(key);
    this.#lists.set(key, pages);
    if (pages.size < maxPages || pages.has(page)) pages.set(page, anchor);
    const oldest = this.#lists.size > maxLists ? this.#lists.keys().next().value : undefined;
    if (oldest !== undefined) this.#lists.delete(oldest);
  }
}

/**
 * Two calls share anchors when they ask for the same list with the same credential: one walker's pages then never
 * shift under another's.
 */
export function anchorKey(context: TenantContext, query: ContactListQuery): string {
  const { filters, sort, limit, include } = query;
  const asked = JSON.stringify([
    context.tenantId,
    context.credentialId,
    filters,
    sort,
    limit,
    include ?? 'live',
  ]);
  return createHash('sha256').update(asked).digest('base64url');
}
