/** The wire shapes of relationships, member by member as the vendor documents them. */
import { Type, type Static } from 'typebox';
import { createdParameters, pageOf, pageParameters } from '../list/schema.ts';
import { DateTime, Guid, GuidParam, Int64 } from '../wire/schema.ts';

/** A customer's, location's or booking's int64. */
const RelatedId = Type.Integer({ minimum: 1 });

const ownerParams = { tenant: Int64, contactId: GuidParam };
export const OwnerParams = Type.Object(ownerParams);
export const LinkParams = Type.Object({
  ...ownerParams,
  relatedEntityId: RelatedId,
  typeSlug: Type.String({ description: 'customer, location or booking' }),
});
export type LinkParams = Static<typeof LinkParams>;

/** `Crm.V2.ContactRelationshipResponse`. */
export const RelationshipResponse = Type.Object(
  {
    id: Guid,
    relatedEntityId: Int64,
    typeName: Type.Enum(['Customer', 'Location', 'Booking']),
    typeSlug: Type.Enum(['customer', 'location', 'booking']),
    createdOn: DateTime,
    createdBy: Int64,
  },
  { title: 'RelationshipResponse' },
);
export type RelationshipResponse = Static<typeof RelationshipResponse>;

const TypeText = Type.Optional(Type.String({ format: 'relationship-type' }));

export const RelationshipListParameters = Type.Object({
  ...pageParameters,
  ...createdParameters,
  relatedEntityId: Type.Optional(RelatedId),
  typeSlug: TypeText,
  typeName: TypeText,
});
export type RelationshipListParameters = Static<typeof RelationshipListParameters>;

/** `PaginatedResponse_Of_Crm.V2.ContactRelationshipResponse`. */
export const RelationshipPage = pageOf(RelationshipResponse);
