/** How the contact methods of all contacts are listed: filters that are ANDed, a sort, a page. */
import type { ContactMethod, MethodKind } from '../contact/contact.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { InstantOperator, Sort } from './list-query.ts';

/** A contact method with the contact that has it. */
export type OwnedMethod = ContactMethod & { readonly contactId: Uuid };

export type MethodFilter =
  | { readonly field: 'contactId'; readonly value: Uuid }
  /** To the letter. */
  | { readonly field: 'referenceId'; readonly value: string }
  /** Of the kind, and its type one of `among`, or none of `butNot`, where they are given. */
  | {
      readonly field: 'type';
      readonly kind: MethodKind;
      readonly among?: readonly string[];
      readonly butNot?: readonly string[];
    }
  /** Matched by one of the keys, or by one of the stripped forms. */
  | {
      readonly field: 'value';
      readonly keys: readonly string[];
      readonly stripped: readonly string[];
    }
  | {
      readonly field: 'createdAt' | 'updatedAt';
      readonly op: InstantOperator;
      readonly value: Instant;
    };

export interface MethodListQuery {
  readonly filters: readonly MethodFilter[];
  /** Absent: the contacts in the order of their creation, and of each its methods likewise; what indexes serve. */
  readonly sort?: Sort;
  readonly limit: number;
  /** 1-based; pages are remembered by where they begin. */
  readonly page: number;
}
