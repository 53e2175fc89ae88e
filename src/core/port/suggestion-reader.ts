/** How the queue of suggestions is read. */
import type { Suggestion, SuggestionState } from '../merge/suggestion.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Page } from './list-query.ts';

export interface SuggestionQuery {
  readonly state: SuggestionState;
  /** Those of one contact alone. */
  readonly contactId?: Uuid;
  /** At least so sure. */
  readonly minScore?: number;
  readonly limit: number;
  /** After this one: the surest come first, and of equal ones the older. */
  readonly after?: { readonly score: number; readonly id: Uuid };
}

export interface SuggestionReader {
  find(context: TenantContext, id: Uuid): Promise<Suggestion | undefined>;
  /** Open ones only while both contacts are there: what was merged or deleted meanwhile is left out. */
  list(context: TenantContext, query: SuggestionQuery): Promise<Page<Suggestion>>;
}
