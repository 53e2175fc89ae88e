/** A search between the wire and the core. */
import { InvalidInput } from '../../../core/errors.ts';
import { type SearchFacet, searchFacets } from '../../../core/port/search-query.ts';
import type { SearchAnswer } from '../../../core/service/search-service.ts';
import { type FieldKeys, toWire } from '../contacts/mapping/to-wire.ts';
import type { SearchReplyWire } from './schema.ts';

/** @throws InvalidInput for a name that is no facet. */
export function toFacets(names: string | undefined): readonly SearchFacet[] {
  const given = (names ?? '').split(',').map((name) => name.trim());
  const facets = given.flatMap((name) => {
    const facet = searchFacets.find((one) => one === name);
    if (!facet && name !== '')
      throw InvalidInput.of('facets', `must be some of ${searchFacets.join(', ')}`);
    return facet ?? [];
  });
  return [...new Set(facets)];
}

export function toReply(
  { matches, total, facets }: SearchAnswer,
  nextCursor: string | null,
  keys: FieldKeys | null,
): SearchReplyWire {
  return {
    data: matches.map(({ contact, level, reasons }) => ({
      level,
      reasons: [...reasons],
      contact: toWire(contact, keys),
    })),
    nextCursor,
    total,
    facets: searchFacets.flatMap((name) => {
      const values = facets[name];
      return values ? [{ name, values: [...values] }] : [];
    }),
  };
}
