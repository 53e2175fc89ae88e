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

/** Most pages remembered of one list; further ones are counted from the last. */
const maxPagesOfList = 20_000;
/** Most pages remembered of all lists, some 20 MB; the list asked for longest ago goes first. */
const maxPages = 100_000;

export class PageAnchors {
  readonly #lists = new Map<string, Map<number, Anchor>>();
  #pages = 0;

  /** The nearest known beginning at or before the page, and how many rows to skip from there. */
  nearest(key: string, page: number, limit: number): { from?: SortKey; offset?: number } {
    const pages = this.#lists.get(key) ?? new Map<number, Anchor>();
    const known = pages.has(page) ? page : nearestPage(pages, page);
    // The first page begins where the list does, not where it once did.
    const from = known > 1 ? pages.get(known) : undefined;
    const offset = Math.min((page - known) * limit, Number.MAX_SAFE_INTEGER);
    return from ? { from, offset } : { offset };
  }

  put(key: string, page: number, anchor: Anchor): void {
    const pages = this.#touch(key);
    if (pages.has(page)) pages.set(page, anchor);
    else if (pages.size < maxPagesOfList) {
      pages.set(page, anchor);
      this.#pages += 1;
    }
    while (this.#pages > maxPages) this.#forgetOldest();
  }

  /** The list ends with this page: what was known of later ones is of a time when it was longer. */
  end(key: string, page: number): void {
    const pages = this.#lists.get(key) ?? new Map<number, Anchor>();
    for (const known of pages.keys()) if (known > page && pages.delete(known)) this.#pages -= 1;
  }

  #touch(key: string): Map<number, Anchor> {
    const pages = this.#lists.get(key) ?? new Map<number, Anchor>();
    this.#lists.delete(key);
    this.#lists.set(key, pages);
    return pages;
  }

  #forgetOldest(): void {
    const [oldest] = this.#lists;
    if (!oldest) return;
    this.#lists.delete(oldest[0]);
    this.#pages -= oldest[1].size;
  }
}

/** The highest known page before this one, else the first. */
function nearestPage(pages: ReadonlyMap<number, Anchor>, page: number): number {
  let nearest = 1;
  for (const known of pages.keys()) if (known < page && known > nearest) nearest = known;
  return nearest;
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
