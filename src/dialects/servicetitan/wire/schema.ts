/** The building blocks of ServiceTitan's wire: what a text, an id, a time or a refusal looks like, once for all shapes. */
import { Type, type Static, type TObject, type TUnsafe } from 'typebox';

export const NullableText = Type.Unsafe<string | null>({ type: ['string', 'null'] });
export const NullableInteger = Type.Unsafe<number | null>({ type: ['integer', 'null'] });

/** Not a union: what is wrong inside would be told beside "must be null". */
export function nullableObject<Shape extends TObject>(shape: Shape): TUnsafe<Static<Shape> | null> {
  return Type.Unsafe<Static<Shape> | null>({ ...shape, type: ['object', 'null'] });
}

/** int64, as a JSON number: ours stay below 2^53. */
export const Int64 = Type.Integer();
/** int64 as clients write it: a JSON number beyond 2^53 is read as another one, which must not be kept for it. */
const exact = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
export const ExactInt64 = Type.Integer(exact);
export const NullableExactInt64 = Type.Unsafe<number | null>({
  type: ['integer', 'null'],
  ...exact,
});
export const Guid = Type.String({ description: 'GUID, lower-case' });
export const DateTime = Type.String({ description: 'RFC 3339, UTC, milliseconds' });

export const ContactType = Type.Enum(['Phone', 'Email', 'Fax', 'MobilePhone']);
export type ContactType = Static<typeof ContactType>;
/** As clients write it: in any case. */
export const ContactTypeText = Type.String({
  format: 'contact-type',
  description: 'Phone, Email, Fax or MobilePhone',
});

/** A GUID in the path, in either case. */
export const GuidParam = Type.String({ format: 'guid' });
export const TenantParams = Type.Object({ tenant: Int64 });

/** `ApiErrorResponse`: all six members always, `errors` by the name of the field, `''` for what concerns none. */
export const ApiErrorResponse = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    traceId: Type.String(),
    errors: Type.Record(Type.String(), Type.Array(Type.String())),
    data: Type.Record(Type.String(), Type.Unknown()),
  },
  { title: 'ApiErrorResponse' },
);
export type ApiErrorResponse = Static<typeof ApiErrorResponse>;

/** The refusals that every call has, and those of calls that name a record. */
export const refused = { 400: ApiErrorResponse, 401: ApiErrorResponse, 403: ApiErrorResponse };
export const refusedOrMissing = { ...refused, 404: ApiErrorResponse };

/** A success without content. */
export const NoContent = Type.Unsafe<undefined>({ type: 'null', description: 'No body' });
