/** Between ServiceTitan's relationships and the relations of the address book. */
import type { Relation } from '../../../core/account/relation.ts';
import type { RecordFilter, RecordListQuery } from '../../../core/port/list-query.ts';
import { normalizeUuid } from '../../../core/value/identifier.ts';
import { formatIsoMs } from '../../../core/value/instant.ts';
import { must } from '../list/must.ts';
import { dateFilters, toPageRequest, type PageRequest } from '../list/page.ts';
import { parseRelationshipType, targets, typeOfTarget } from './relationship-type.ts';
import type { RelationshipListParameters, RelationshipResponse } from './schema.ts';

export function toWire(relation: Relation): RelationshipResponse {
  const { typeName, typeSlug } = typeOfTarget(relation.targetKind);
  return {
    id: relation.id,
    relatedEntityId: relation.targetNumber ?? 0,
    typeName,
    typeSlug,
    createdOn: formatIsoMs(relation.createdAt),
    createdBy: relation.createdBy,
  };
}

export type RelationshipListRequest = PageRequest & RecordListQuery;

/** Those of one contact, from parameters that the schema has let through. */
export function toListRequest(
  contactId: string,
  wire: RelationshipListParameters,
): RelationshipListRequest {
  const page = toPageRequest(wire);
  // The vendor documents a sort by ModifiedOn, which a relationship does not show.
  const sort = { ...page.sort, field: page.sort.field === 'id' ? 'id' : 'createdAt' } as const;
  return { ...page, sort, filters: filtersOf(contactId, wire) };
}

function filtersOf(contactId: string, wire: RelationshipListParameters): RecordFilter[] {
  const { relatedEntityId, typeSlug, typeName } = wire;
  const filters: RecordFilter[] = [
    { field: 'contactId', op: 'eq', value: must(normalizeUuid(contactId)) },
    { field: 'active', op: 'eq', value: true },
    { field: 'targetKind', op: 'in', value: targets },
    // Every one that a number names: a booking may have come without.
    { field: 'targetNumber', op: 'gt', value: 0 },
  ];
  if (relatedEntityId !== undefined) {
    filters.push({ field: 'targetNumber', op: 'eq', value: relatedEntityId });
  }
  for (const text of [typeSlug, typeName]) {
    if (text === undefined) continue;
    const { target } = must(parseRelationshipType(text));
    filters.push({ field: 'targetKind', op: 'eq', value: target });
  }
  return [...filters, ...dateFilters(wire)];
}
