/** How lists are asked for: filters that are ANDed, one sort, and either a keyset position or a page number. */
import type { MethodKind } from '../contact/contact.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

/** Text compare is case-insensitive on trimmed text except `eqExact`; `contains` is a plain substring. */
export type TextOperator = 'eq' | 'ne' | 'contains' | 'eqExact';
export type InstantOperator = 'gte' | 'gt' | 'lt' | 'lte';

export type ContactTextField =
  'givenName' | 'familyName' | 'shownName' | 'jobTitle' | 'companyName' | 'account' | 'externalId';
export type ContactInstantField = 'createdAt' | 'updatedAt' | 'lastActivityAt';

export type ContactFilter =
  | { readonly field: ContactTextField; readonly op: TextOperator; readonly value: string }
  | { readonly field: ContactInstantField; readonly op: InstantOperator; readonly value: Instant }
  | { readonly field: 'archived'; readonly value: boolean }
  | { readonly field: 'accountId'; readonly value: Uuid }
  | { readonly field: 'tag'; readonly value: string }
  | { readonly field: 'method'; readonly kind: MethodKind; readonly key: string }
  /** Every word of the text occurs in the contact's search document (names, company, numbers, addresses, tags). */
  | { readonly field: 'text'; readonly value: string };

export type SortField = 'createdAt' | 'updatedAt' | 'id';
export interface Sort {
  readonly field: SortField;
  readonly direction: 'asc' | 'desc';
}

/** A position in a sorted list: the sort value and the id of the last row seen. `at` is ignored for sort by id. */
export interface SortKey {
  readonly at: Instant;
  readonly id: Uuid;
}

export interface ContactListQuery {
  readonly filters: readonly ContactFilter[];
  readonly sort: Sort;
  readonly limit: number;
  /** Rows strictly after this position in sort order. */
  readonly after?: SortKey;
  /** 1-based page number, for contracts that count pages; uses page anchors. Not together with `after`. */
  readonly page?: number;
  /** Deleted contacts too, or they alone; live ones by default. */
  readonly include?: 'live' | 'deleted' | 'all';
}

/** Lists of the other records: equality on a few columns, one sort. */
export interface RecordFilter {
  readonly field: string;
  readonly op: 'eq' | 'ne' | 'gt' | 'lt' | 'gte' | 'lte';
  readonly value: string | number | boolean;
}
export interface RecordListQuery {
  readonly filters: readonly RecordFilter[];
  readonly sort: Sort;
  readonly limit: number;
  readonly after?: SortKey;
  readonly page?: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
}
