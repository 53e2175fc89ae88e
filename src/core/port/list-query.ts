/** How lists are asked for: filters that are ANDed, one sort, and either a keyset position or a page number. */
import type { Contact, MethodKind } from '../contact/contact.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';

/** Text compare is case-insensitive on trimmed text except `eqExact`; `contains` is a plain substring. */
export type TextOperator = 'eq' | 'ne' | 'contains' | 'eqExact';
export type InstantOperator = 'gte' | 'gt' | 'lt' | 'lte';

export type ContactTextField =
  | 'givenName'
  | 'familyName'
  | 'shownName'
  | 'jobTitle'
  | 'companyName'
  | 'account'
  | 'externalId'
  | 'leadSource'
  | 'assignedTo'
  /** The main account's. */
  | 'accountName'
  /** Of the primary address; the country as its code, else as entered. */
  | 'street'
  | 'city'
  | 'state'
  | 'postalCode'
  | 'country'
  /** The keys of all e-mails and phones, the names of all tags, all followers: one of them is enough. */
  | 'email'
  | 'phone'
  | 'tagName'
  | 'follower';
export type ContactInstantField = 'createdAt' | 'updatedAt' | 'lastActivityAt';

export type ContactFilter =
  | { readonly field: ContactTextField; readonly op: TextOperator; readonly value: string }
  | { readonly field: ContactInstantField; readonly op: InstantOperator; readonly value: Instant }
  /** There is such a text, and it is not blank. */
  | { readonly field: ContactTextField; readonly op: 'present' }
  | CustomFieldFilter
  /** Also holds where what it denies has no value. */
  | { readonly field: 'not'; readonly filter: ContactFilter }
  | { readonly field: 'all' | 'any'; readonly filters: readonly ContactFilter[] }
  | { readonly field: 'id'; readonly value: Uuid }
  | { readonly field: 'dnd' | 'archived'; readonly value: boolean }
  | { readonly field: 'accountId'; readonly value: Uuid }
  /** An active relation leads to the account, site or booking of this number. */
  | { readonly field: 'relatedTo'; readonly value: number }
  | { readonly field: 'tag'; readonly value: string }
  | { readonly field: 'method'; readonly kind: MethodKind; readonly key: string }
  /** Every word of the text occurs in the contact's search document (names, company, numbers, addresses, tags). */
  | { readonly field: 'text'; readonly value: string };

/** The value of a custom field by the id of its definition; of a list one element is enough. Order: numbers, else bytes. */
export type CustomFieldFilter = { readonly field: 'customField'; readonly id: Uuid } & (
  | { readonly op: 'present' }
  | { readonly op: 'eq'; readonly value: string | number | boolean }
  | { readonly op: 'contains'; readonly value: string }
  | { readonly op: InstantOperator; readonly value: string | number }
);

export type SortField = 'createdAt' | 'updatedAt' | 'id';
export interface Sort {
  readonly field: SortField;
  readonly direction: 'asc' | 'desc';
}

/** In lower case by code points, those without a value as `''`; `email`: the primary one. Only the first 100 characters count. */
export type ContactTextSort = 'givenName' | 'familyName' | 'email' | 'leadSource' | 'dnd';
export interface ContactSort extends Omit<Sort, 'field'> {
  readonly field: SortField | ContactTextSort;
}

/** A position in a sorted list: the sort value and the id of the last row seen. `at` is ignored for sort by id or number. */
export interface SortKey {
  readonly at: Instant;
  readonly id: Uuid;
  /** In lists sorted by it. */
  readonly number?: number;
  /** In lists sorted by a text. */
  readonly text?: string;
}

export interface ContactListQuery {
  readonly filters: readonly ContactFilter[];
  readonly sort: ContactSort;
  readonly limit: number;
  /** Rows strictly after this position in sort order. */
  readonly after?: SortKey;
  /** 1-based page number, for contracts that count pages; uses page anchors. Not together with `after`. */
  readonly page?: number;
  /** Deleted contacts too, or they alone; live ones by default. */
  readonly include?: 'live' | 'deleted' | 'all';
}

export type FilterValue = string | number | boolean;

/**
 * Lists of the other records: conditions on a column, or on a key of a vendor's bag (`extra.servicem8.badges`). Jobs,
 * accounts and tasks have the field `text` besides: `eq` a word that is somewhere in them.
 */
export type RecordFilter =
  | {
      readonly field: string;
      readonly op: 'eq' | 'ne' | 'gt' | 'lt' | 'gte' | 'lte';
      readonly value: FilterValue;
    }
  /** A plain substring, ignoring case. */
  | { readonly field: string; readonly op: 'contains'; readonly value: string }
  /** Of a list in a vendor's bag: it holds an element with all the members of one of these. */
  | { readonly field: string; readonly op: 'includes'; readonly value: readonly JsonObject[] }
  /** One of these; of no values, nothing. */
  | { readonly field: string; readonly op: 'in'; readonly value: readonly FilterValue[] };

/** Records that are counted can be sorted by their number. */
export interface RecordSort extends Omit<Sort, 'field'> {
  readonly field: SortField | 'number';
}
export interface RecordListQuery {
  readonly filters: readonly RecordFilter[];
  readonly sort: RecordSort;
  readonly limit: number;
  readonly after?: SortKey;
  readonly page?: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
}

/** With where each item stands in the sort, for those who go on from there. */
export interface ContactPage extends Page<Contact> {
  readonly positions: readonly SortKey[];
}

export interface CountedPage extends ContactPage {
  /** Of all pages. */
  readonly total: number;
}
