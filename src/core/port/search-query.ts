/** Finding contacts by what people type: a tree of words and filters, answered best match first. */
import type { ContactKind, ContactOrigin } from '../contact/contact.ts';
import type { SearchWord } from '../search/search-node.ts';
import type { WordPatterns } from '../search/word-pattern.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { ContactFilter } from './list-query.ts';

/** A word and how it is looked for. */
export interface PlannedWord extends SearchWord {
  readonly patterns: WordPatterns;
}

export type SearchPlan =
  | { readonly kind: 'all' | 'any'; readonly nodes: readonly SearchPlan[] }
  | { readonly kind: 'not'; readonly node: SearchPlan }
  | PlannedWord
  | { readonly kind: 'filter'; readonly filter: ContactFilter }
  | { readonly kind: 'origin'; readonly value: ContactOrigin }
  | { readonly kind: 'contact-kind'; readonly value: ContactKind };

/**
 * How well a contact matches, best first: a number, address or external id exactly; a whole word of the name; the
 * beginning of one; of any word, or a tag; a part; a similar word. The worst of the words that must all match counts,
 * the best of alternatives. Without words, all match exactly.
 */
export const matchLevels = ['exact', 'name', 'name-start', 'word', 'part', 'similar'] as const;
export type MatchLevel = (typeof matchLevels)[number];

/** Where a match stands among all: by level, live before archived, older before newer. */
export interface SearchPosition {
  /** Of `matchLevels`. */
  readonly level: number;
  readonly isArchived: boolean;
  readonly id: Uuid;
}

export const searchFacets = ['tag', 'origin', 'source', 'company', 'city', 'archived'] as const;
export type SearchFacet = (typeof searchFacets)[number];

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** The most frequent values, at most ten; none for who has no value. */
export type FacetCounts = Readonly<Partial<Record<SearchFacet, readonly FacetCount[]>>>;

export interface SearchRequest {
  readonly plan: SearchPlan;
  readonly limit: number;
  readonly after?: SearchPosition;
  readonly facets: readonly SearchFacet[];
  /** Whether all that match are counted, as facets always are, up to `mostCounted`. */
  readonly count?: boolean;
}

export interface SearchResult {
  readonly hits: readonly SearchPosition[];
  readonly hasMore: boolean;
  /** When it is not exact there are at least so many, and the facets are of so many of them. */
  readonly total: { readonly count: number; readonly isExact: boolean };
  readonly facets: FacetCounts;
}

/** How many matches are counted at most, by facet and in all. */
export const mostCounted = 10_000;

export interface SearchReader {
  /** By whose clock `created:7d` is read. */
  now(context: TenantContext): Instant;
  /** Live contacts alone. */
  search(context: TenantContext, request: SearchRequest): Promise<SearchResult>;
}
