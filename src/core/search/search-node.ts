/** What a search asks for, as a tree: the meaning of a query, before tags, fields and numbers of the workspace are known. */
import type { ContactKind, ContactOrigin } from '../contact/contact.ts';
import type { ContactInstantField, ContactTextField, InstantOperator } from '../port/list-query.ts';
import type { Instant } from '../value/instant.ts';
import type { Uuid } from '../value/identifier.ts';

/** Where a word is looked for; `any`: in names, company, role, numbers, addresses, external id and tags. */
export type WordScope = 'any' | 'name' | 'company' | 'phone' | 'email';

export interface SearchWord {
  readonly kind: 'word';
  readonly scope: WordScope;
  /** Folded; of a phrase, several words with one blank between them. */
  readonly text: string;
  /** Written in quotation marks: found as it is, without forgiving typing errors. */
  readonly isPhrase: boolean;
}

/** What `has:` and `no:` can ask for. */
export type PresentField = Extract<
  ContactTextField,
  | 'email'
  | 'phone'
  | 'tagName'
  | 'account'
  | 'jobTitle'
  | 'city'
  | 'externalId'
  | 'leadSource'
  | 'assignedTo'
>;

export type SearchCondition =
  /** The text is somewhere in the field, ignoring case. */
  | { readonly kind: 'text'; readonly field: TextConditionField; readonly value: string }
  | { readonly kind: 'external-id'; readonly value: string }
  | { readonly kind: 'tag'; readonly name: string }
  | { readonly kind: 'origin'; readonly value: ContactOrigin }
  | { readonly kind: 'contact-kind'; readonly value: ContactKind }
  | { readonly kind: 'flag'; readonly field: 'archived' | 'dnd' }
  | { readonly kind: 'present'; readonly field: PresentField }
  | { readonly kind: 'id'; readonly id: Uuid }
  | { readonly kind: 'time'; readonly field: ContactInstantField; readonly span: TimeSpan }
  /** `op` null: the contact has any value. */
  | {
      readonly kind: 'custom-field';
      readonly key: string;
      readonly op: 'eq' | InstantOperator | null;
      readonly value: string;
      /** Where it stands in the query, from 1, for the message when there is no such field. */
      readonly position: number;
    };

export type TextConditionField = Extract<
  ContactTextField,
  | 'accountName'
  | 'jobTitle'
  | 'leadSource'
  | 'assignedTo'
  | 'street'
  | 'city'
  | 'state'
  | 'postalCode'
  | 'country'
>;

/** From an instant up to, not including, another; null: without that bound. */
export interface TimeSpan {
  readonly from: Instant | null;
  readonly before: Instant | null;
}

export type SearchNode =
  | { readonly kind: 'all' | 'any'; readonly nodes: readonly SearchNode[] }
  | { readonly kind: 'not'; readonly node: SearchNode }
  | SearchWord
  | SearchCondition;
