/** Wire shapes of businesses. */
import { Type, type Static } from 'typebox';

const strict = { additionalProperties: false } as const;
const text = Type.String();
const shown = Type.Optional(text);
const nullable = Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'] }));
const name = Type.String({ minLength: 1 });
const traceId = text;

const fields = {
  phone: nullable,
  email: nullable,
  website: nullable,
  address: nullable,
  city: nullable,
  postalCode: nullable,
  state: nullable,
  country: nullable,
  description: nullable,
};
export const CreateBusinessBody = Type.Object(
  { ...fields, name, locationId: Type.String({ minLength: 1 }) },
  strict,
);
export const UpdateBusinessBody = Type.Object({ ...fields, name: Type.Optional(name) }, strict);
export type BusinessFields = Static<typeof UpdateBusinessBody>;

/** Without paging all come: the documents have none, the published client has `limit` and `skip`. */
export const BusinessesQuery = Type.Object(
  {
    locationId: Type.String({ minLength: 1 }),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 1000 }),
    skip: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
  },
  strict,
);

const Business = Type.Object({
  id: text,
  locationId: text,
  name: text,
  phone: shown,
  email: shown,
  website: shown,
  address: shown,
  city: shown,
  postalCode: shown,
  state: shown,
  country: shown,
  description: shown,
  createdAt: text,
  updatedAt: text,
});
export type WireBusiness = Static<typeof Business>;

export const BusinessReply = Type.Object({ business: Business, traceId });
export const BusinessesReply = Type.Object({ businesses: Type.Array(Business), traceId });
/** `buiseness` is how the vendor spells it; the other is for who reads what is meant. */
export const WrittenBusinessReply = Type.Object({
  success: Type.Boolean(),
  buiseness: Business,
  business: Business,
  traceId,
});
export const DeletedBusinessReply = Type.Object({ success: Type.Boolean(), traceId });
