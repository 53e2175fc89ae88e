/** Finding people as people look for them: one query language, ranked answers, and why each was found. */
import { requireCapability } from '../capability.ts';
import type { Contact } from '../contact/contact.ts';
import { InvalidInput } from '../errors.ts';
import type { SortKey } from '../port/list-query.ts';
import {
  type FacetCounts,
  type MatchLevel,
  matchLevels,
  type SearchFacet,
  type SearchPosition,
  type SearchResult,
} from '../port/search-query.ts';
import type { Store } from '../port/store.ts';
import { matchReasons, type MatchReason } from '../search/match-reason.ts';
import { namesCustomField, planOf, soughtWords } from '../search/plan.ts';
import { parseQuery } from '../search/query.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { textProblem } from '../value/text.ts';

export interface SearchAsk {
  /** In the query language; empty for everybody. */
  readonly query: string;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: SearchPosition;
  readonly facets?: readonly SearchFacet[];
  /** Whether to count all that match, as facets always are. */
  readonly count?: boolean;
}

export interface SearchMatch {
  readonly contact: Contact;
  readonly level: MatchLevel;
  /** One for each word that found it; none when filters alone did. */
  readonly reasons: readonly MatchReason[];
  readonly position: SearchPosition;
}

export interface SearchAnswer {
  readonly matches: readonly SearchMatch[];
  /** Where the next page begins; null on the last one. */
  readonly next: SearchPosition | null;
  readonly total: SearchResult['total'];
  readonly facets: FacetCounts;
}

const fieldsPerPage = 500;

export class SearchService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * The live contacts that match, best first: by level, those not archived before the others, older before newer.
   * @throws InvalidInput of `q` with the place of what cannot be read, CapabilityMissing
   */
  async search(context: TenantContext, ask: SearchAsk): Promise<SearchAnswer> {
    requireCapability(context, 'person.read');
    const { query, limit, after, facets = [], count = false } = ask;
    if (textProblem(query) !== null) throw InvalidInput.of('q', 'has characters that are no text');
    const { region, timeZone } = context.workspace;
    const node = parseQuery(query, { now: this.#store.searches.now(context), timeZone });
    const fieldIds = namesCustomField(node) ? await this.#fieldIds(context) : new Map();
    const plan = planOf(node, { region, fieldIds });
    const place = after ? { after } : {};
    const found = await this.#store.searches.search(context, {
      plan,
      limit,
      facets,
      count,
      ...place,
    });
    const last = found.hits.at(-1);
    const contacts = await this.#contacts(context, found.hits);
    const words = soughtWords(plan);
    return {
      matches: found.hits.flatMap((position) => {
        const contact = contacts.get(position.id);
        const level = matchLevels[position.level];
        return contact && level
          ? [
              {
                contact,
                level,
                reasons: matchReasons(contact, words, level === 'similar'),
                position,
              },
            ]
          : [];
      }),
      next: found.hasMore && last ? last : null,
      total: found.total,
      facets: found.facets,
    };
  }

  /** Without those that were deleted meanwhile. */
  async #contacts(
    context: TenantContext,
    hits: readonly SearchPosition[],
  ): Promise<ReadonlyMap<Uuid, Contact>> {
    const ids = hits.map(({ id }) => id);
    const contacts = await this.#store.contacts.findMany(context, ids);
    return new Map(
      contacts.filter(({ deletedAt }) => deletedAt === null).map((one) => [one.id, one]),
    );
  }

  /** Whoever asks for a field by its key learns that it is there. */
  async #fieldIds(context: TenantContext): Promise<ReadonlyMap<string, Uuid>> {
    requireCapability(context, 'field.read');
    const ids = new Map<string, Uuid>();
    let place: { readonly after?: SortKey } = {};
    for (;;) {
      const page = await this.#store.customFields.list(context, {
        filters: [],
        sort: { field: 'createdAt', direction: 'asc' },
        limit: fieldsPerPage,
        ...place,
      });
      for (const field of page.items) ids.set(field.key, field.id);
      const last = page.items.at(-1);
      if (!page.hasMore || !last) return ids;
      place = { after: { at: last.createdAt, id: last.id } };
    }
  }
}
