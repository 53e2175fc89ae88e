/** A search: contacts with how and why they were found. */
import { type Static, Type } from 'typebox';
import { matchLevels, searchFacets } from '../../../core/port/search-query.ts';
import { matchedFields, matchKinds } from '../../../core/search/match-reason.ts';
import { longestQuery } from '../../../core/search/query.ts';
import { Contact } from '../contacts/schema/contact.ts';
import { closed, cursor, integer, limit, oneOf, text, textOrNull } from '../wire/schema.ts';

export const SearchQuery = Type.Object(
  {
    q: Type.String({
      maxLength: longestQuery,
      default: '',
      description: 'In the query language; empty for everybody',
    }),
    limit,
    cursor,
    facets: Type.Optional(
      Type.String({
        maxLength: 200,
        description: `Names of what to count by, with commas between them: ${searchFacets.join(', ')}`,
      }),
    ),
  },
  closed,
);

const Reason = Type.Object(
  {
    word: Type.String({ description: 'As it was looked for' }),
    field: oneOf(matchedFields),
    value: Type.String({ description: 'As stored' }),
    how: oneOf(matchKinds),
  },
  { title: 'SearchReason' },
);

const Match = Type.Object(
  {
    level: oneOf(matchLevels, {
      description: 'How well it matches; the list above gives the order',
    }),
    reasons: Type.Array(Reason, {
      description: 'One for each word; none where filters alone were asked',
    }),
    contact: Contact,
  },
  { title: 'SearchMatch' },
);

const Facet = Type.Object(
  {
    name: oneOf(searchFacets),
    values: Type.Array(Type.Object({ value: text, count: integer })),
  },
  { title: 'SearchFacet' },
);

export const SearchReply = Type.Object(
  {
    data: Type.Array(Match),
    nextCursor: textOrNull,
    total: Type.Object({
      count: integer,
      isExact: Type.Boolean({
        description: 'False: there are more than were counted, and the facets are of those counted',
      }),
    }),
    facets: Type.Array(Facet),
  },
  { title: 'SearchReply' },
);
export type SearchReplyWire = Static<typeof SearchReply>;
