/** What the parameters of contact lists ask of the core. */
import type {
  ContactFilter,
  ContactListQuery,
  ContactTextField,
  TextOperator,
} from '../../../core/port/list-query.ts';
import { dateFilters, flagOf, toPageRequest, type PageRequest } from '../list/page.ts';
import type { ContactListParameters } from './schema.ts';

export type ContactListRequest = PageRequest & ContactListQuery;

/** From parameters that the schema has let through. */
export function toListRequest(wire: ContactListParameters): ContactListRequest {
  return {
    ...toPageRequest(wire),
    filters: [...textFilters(wire), ...archiveFilter(wire.isArchived), ...dateFilters(wire)],
  };
}

type TextRule = readonly ['name' | 'title' | 'referenceId', ContactTextField, TextOperator];

const textRules: readonly TextRule[] = [
  ['name', 'shownName', 'contains'],
  ['title', 'jobTitle', 'contains'],
  ['referenceId', 'externalId', 'eqExact'],
];

function textFilters(wire: ContactListParameters): ContactFilter[] {
  return textRules.flatMap(([name, field, op]) => {
    const value = wire[name];
    return value === undefined ? [] : [{ field, op, value }];
  });
}

function archiveFilter(word: string | undefined): ContactFilter[] {
  const value = word === undefined ? null : flagOf(word);
  return value === null ? [] : [{ field: 'archived', value }];
}
