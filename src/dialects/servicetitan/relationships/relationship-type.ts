/** The vendor's relationship types, and what of the address book they lead to. */
import type { RelationTarget } from '../../../core/account/relation.ts';
import type { RelationshipResponse } from './schema.ts';

export type RelationshipType = Pick<RelationshipResponse, 'typeName' | 'typeSlug'> & {
  readonly target: RelationTarget;
};

const types: readonly RelationshipType[] = [
  { typeName: 'Customer', typeSlug: 'customer', target: 'account' },
  { typeName: 'Location', typeSlug: 'location', target: 'site' },
  { typeName: 'Booking', typeSlug: 'booking', target: 'booking' },
];

/** What can be related here. A relation to a job is shown by no call. */
export const targets: readonly RelationTarget[] = types.map(({ target }) => target);

/** By slug or by name, ignoring case: they are the same words. */
export function parseRelationshipType(text: string): RelationshipType | null {
  return types.find(({ typeSlug }) => typeSlug === text.toLowerCase()) ?? null;
}

export function typeOfTarget(target: RelationTarget): RelationshipType {
  const type = types.find((known) => known.target === target);
  if (!type) throw new RangeError(`No relationship type leads to a ${target}`);
  return type;
}
