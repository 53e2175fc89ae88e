/** The parameters and the envelope of the vendor's lists. The formats are this dialect's own (`formats.ts`). */
import { Type, type Static, type TArray, type TObject, type TSchema } from 'typebox';
import { Int64, NullableInteger } from '../wire/schema.ts';

const Timestamp = Type.Optional(Type.String({ format: 'timestamp' }));

/** Of every list. */
export const pageNumbers = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
  pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
  includeTotal: Type.Optional(Type.String({ format: 'true-or-false' })),
};

/** The parameters of every list that can be sorted. */
export const pageParameters = {
  ...pageNumbers,
  sort: Type.Optional(Type.String({ format: 'sort' })),
};
const PageParameters = Type.Object(pageParameters);
export type PageParameters = Static<typeof PageParameters>;

export const createdParameters = { createdBefore: Timestamp, createdOnOrAfter: Timestamp };
export const dateParameters = {
  ...createdParameters,
  modifiedBefore: Timestamp,
  modifiedOnOrAfter: Timestamp,
};
const DateParameters = Type.Object(dateParameters);
export type DateParameters = Static<typeof DateParameters>;

/** Comma-separated, once or repeated. */
export const IdList = Type.Optional(Type.Array(Type.String({ format: 'id-list' })));

/** `true`, `false` or `Any`, in any case. */
export const FlagFilter = Type.Optional(Type.String({ format: 'flag-filter' }));

const Text = Type.Optional(Type.String());

/** What customers and locations are filtered by, beside dates. */
export const recordParameters = {
  ids: IdList,
  name: Text,
  street: Text,
  unit: Text,
  city: Text,
  state: Text,
  zip: Text,
  country: Text,
  latitude: Type.Optional(Type.Number()),
  longitude: Type.Optional(Type.Number()),
  active: FlagFilter,
  externalDataApplicationGuid: Type.Optional(Type.String({ format: 'guid' })),
  externalDataKey: Text,
  externalDataValues: Type.Optional(Type.String({ description: 'Comma-separated' })),
};
const RecordParameters = Type.Object(recordParameters);
export type RecordParameters = Static<typeof RecordParameters>;

/** `PaginatedResponse_Of_…`: page and size echo the request, the total is null unless it was asked for. */
export function pageOf<T extends TSchema>(item: T): PageSchema<T> {
  return Type.Object({
    page: Int64,
    pageSize: Int64,
    hasMore: Type.Boolean(),
    totalCount: NullableInteger,
    data: Type.Array(item),
  });
}

type PageSchema<T extends TSchema> = TObject<{
  page: typeof Int64;
  pageSize: typeof Int64;
  hasMore: ReturnType<typeof Type.Boolean>;
  totalCount: typeof NullableInteger;
  data: TArray<T>;
}>;
