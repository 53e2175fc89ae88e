/** A search: contacts with how and why they were found. */
import { type Static, Type } from 'typebox';
import { Contact } from '../contacts/schema/contact.ts';
import { closed, cursor, integer, limit, oneOf, text, textOrNull } from '../wire/schema.ts';

const longestQuery = 500;
const levels = ['exact', 'name', 'name-start', 'word', 'part', 'similar'] as const;
const searchFacets = ['tag', 'origin', 'source', 'company', 'city', 'archived'] as const;
const fields = ['name', 'company', 'title', 'phone', 'email', 'tag', 'externalId'] as const;
const kinds = ['exact', 'word', 'start', 'part', 'similar'] as const;

export const SearchQuery = Type.Object(
  {
    q: Type.String({
      maxLength: longestQuery,
      default: '',
      description: 'In the query language; empty for everybody',
    }),
    limit,
    cursor,
    count: Type.Optional(
      Type.Boolean({
        description:
          'True: all that match are counted, up to 10,000, as facets always are; else no more than the page needs',
      }),
    ),
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
    field: oneOf(fields),
    value: Type.String({ description: 'As stored' }),
    how: oneOf(kinds),
  },
  { title: 'SearchReason' },
);

const Match = Type.Object(
  {
    level: oneOf(levels, {
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
        description: 'False: there are at least so many; facets are of those counted',
      }),
    }),
    facets: Type.Array(Facet),
  },
  { title: 'SearchReply' },
);
export type SearchReplyWire = Static<typeof SearchReply>;
