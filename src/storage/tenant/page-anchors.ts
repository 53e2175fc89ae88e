/**
 * Where each page of a page-number list begins, as it was served last: a page deep in a long list is then sought by
 * key from the nearest known beginning instead of being counted from the start (an OFFSET of 200,000 rows costs 50
 * times as much). In the memory of the process; what is not known is counted, so that a restart costs time only.
 */
import { createHash } from 'node:crypto';
import type { SortKey } from '../../core/port/list-query.ts';
import type { TenantContext } from '../../core/tenant-context.ts';

/** Most pages remembered of one list; further ones are counted from the last. */
const maxPagesOfList = 20_000;
/** Most pages remembered of all lists, some 20 MB; the list asked for longest ago goes first. */
const maxPages = 100_000;

interface AskedPage {
  readonly page: number;
  readonly limit: number;
}

/** An anchor is the sort key of a page's first row, inclusive. */
export class PageAnchors<Anchor = SortKey> {
  readonly #lists = new Map<string, Map<number, Anchor>>();
  #pages = 0;

  /** The nearest known beginning at or before the page, and how many rows to skip from there. */
  nearest(key: string, page: number, limit: number): { from?: Anchor; offset?: number } {
    const pages = this.#lists.get(key) ?? new Map<number, Anchor>();
    const known = pages.has(page) ? page : nearestPage(pages, page);
    // The first page begins where the list does, not where it once did.
    const from = known > 1 ? pages.get(known) : undefined;
    const offset = Math.min((page - known) * limit, Number.MAX_SAFE_INTEGER);
    return from ? { from, offset } : { offset };
  }

  /** Remembers where this page and the next begin, or that there is no next. `rows` are those of the page and one more. */
  note<R>(key: string, asked: AskedPage, rows: readonly R[], anchorOf: (row: R) => Anchor): void {
    const { page, limit } = asked;
    const [first, next] = [rows[0], rows[limit]];
    if (first !== undefined) this.#put(key, page, anchorOf(first));
    if (next === undefined) this.#end(key, first === undefined ? page - 1 : page);
    else this.#put(key, page + 1, anchorOf(next));
  }

  /** Forgets everything: what is in a workspace was replaced as a whole. */
  clear(): void {
    this.#lists.clear();
    this.#pages = 0;
  }

  #put(key: string, page: number, anchor: Anchor): void {
    const pages = this.#touch(key);
    if (pages.has(page)) pages.set(page, anchor);
    else if (pages.size < maxPagesOfList) {
      pages.set(page, anchor);
      this.#pages += 1;
    }
    while (this.#pages > maxPages) this.#forgetOldest();
  }

  /** The list ends with this page: what was known of later ones is of a time when it was longer. */
  #end(key: string, page: number): void {
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
function nearestPage(pages: ReadonlyMap<number, unknown>, page: number): number {
  let nearest = 1;
  for (const known of pages.keys()) if (known < page && known > nearest) nearest = known;
  return nearest;
}

/**
 * Two calls share anchors when they ask for the same list with the same credential: one walker's pages then never
 * shift under another's.
 */
export function anchorKey(context: TenantContext, list: AnchoredList): string {
  const asked = JSON.stringify([
    context.tenantId,
    context.credentialId,
    list.of,
    list.filters,
    list.sort,
    list.limit,
  ]);
  return createHash('sha256').update(asked).digest('base64url');
}

/** What makes two lists the same. */
interface AnchoredList {
  /** Which rows are listed: `live contacts`. */
  readonly of: string;
  readonly filters: readonly unknown[];
  readonly sort: unknown;
  readonly limit: number;
}
