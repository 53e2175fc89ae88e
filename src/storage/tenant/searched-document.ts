/** What filters ask of the search document, whose index finds the few contacts that can hold a text. */
import type { ContactFilter, ContactTextField } from '../../core/port/list-query.ts';
import { searchPatterns } from './search-document.ts';

/** Texts that stand in the search document too. */
const documented: ReadonlySet<ContactFilter['field']> = new Set<ContactTextField>([
  'givenName',
  'familyName',
  'shownName',
  'companyName',
]);

/** The LIKE patterns that the document of every contact matches for which all the filters hold. */
export function documentPatterns(filters: readonly ContactFilter[]): string[] {
  return [...new Set(filters.flatMap(patternsOf))];
}

function patternsOf(filter: ContactFilter): string[] {
  if (filter.field === 'all') return filter.filters.flatMap(patternsOf);
  const text = documentText(filter);
  return text === null ? [] : searchPatterns(text);
}

/** The text whose words the document has for certain where the filter holds; null when nothing is certain. */
export function documentText(filter: ContactFilter): string | null {
  if (filter.field === 'text') return filter.value;
  const isPart = 'op' in filter && filter.op === 'contains' && documented.has(filter.field);
  return isPart ? filter.value : null;
}
