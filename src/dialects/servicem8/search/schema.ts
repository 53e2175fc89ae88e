/** Wire shapes of searches. */
import { Type, type Static } from 'typebox';

const text = Type.String({ minLength: 1, maxLength: 100 });

export const GeneralQuery = Type.Object({
  q: text,
  limit: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
});

export const ObjectQuery = Type.Object({
  q: text,
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
});

export const ObjectParams = Type.Object({ objectType: Type.String() });

/** `highlights`: of each field that holds a word of the query, the text around it. */
export const SearchResult = Type.Object(
  {
    uuid: Type.String(),
    type: Type.String(),
    title: Type.String(),
    highlights: Type.Record(Type.String(), Type.String()),
  },
  { title: 'SearchResult' },
);
export type SearchResult = Static<typeof SearchResult>;

const found = { results: Type.Array(SearchResult), query: Type.String(), count: Type.Integer() };

export const SearchResponse = Type.Object(found);
export const ObjectSearchResponse = Type.Object({ ...found, objectType: Type.String() });
