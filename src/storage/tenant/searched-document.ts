/** What filters ask of the search document, whose index finds the few contacts that can hold a text. */
import type { ContactFilter, ContactTextField } from '../../core/port/list-query.ts';
import type { Parameters } from './list/parameters.ts';
import { searchTexts } from './search-document.ts';

/** Texts that stand in the search document too. */
const documented: ReadonlySet<ContactFilter['field']> = new Set<ContactTextField>([
  'givenName',
  'familyName',
  'shownName',
  'companyName',
]);

/** What the document of every contact holds for which all the filters hold. */
export function documentTexts(filters: readonly ContactFilter[]): string[] {
  return [...new Set(filters.flatMap(textsOf))];
}

function textsOf(filter: ContactFilter): string[] {
  if (filter.field === 'all') return filter.filters.flatMap(textsOf);
  const text = documentText(filter);
  return text === null ? [] : searchTexts(text);
}

/** The text whose words the document has for certain where the filter holds; null when nothing is certain. */
export function documentText(filter: ContactFilter): string | null {
  if (filter.field === 'text') return filter.value;
  const isPart = 'op' in filter && filter.op === 'contains' && documented.has(filter.field);
  return isPart ? filter.value : null;
}

/** As many as the function of the database takes. */
const textsAtOnce = 3;

/** A query of `contact_id`, of the connection's workspace: whose document holds all the texts, at least one. */
export function documentsWith(texts: readonly string[], parameters: Parameters): string {
  const calls: string[] = [];
  for (let at = 0; at < texts.length; at += textsAtOnce) {
    const parts = texts.slice(at, at + textsAtOnce).map((text) => parameters.add(text, 'text'));
    calls.push(`select contact_id from own_contact_search(${parts.join(', ')})`);
  }
  return calls.join(' intersect ');
}
