/** The wire shapes of preferences, member by member as the vendor documents them. */
import { Type, type Static } from 'typebox';
import { Guid, GuidParam, Int64, NullableText } from '../wire/schema.ts';

const methodParams = { tenant: Int64, contactId: GuidParam, contactMethodId: GuidParam };
export const MethodPreferencesParams = Type.Object(methodParams);
export const MethodPreferenceParams = Type.Object({
  ...methodParams,
  preferenceName: Type.String(),
});

const DataType = Type.Enum(['Bool']);

/** `Crm.V2.PreferenceMetadataResponse`. */
export const PreferenceTypeResponse = Type.Object(
  { id: Guid, name: Type.String(), description: NullableText, dataType: DataType },
  { title: 'PreferenceTypeResponse' },
);
export type PreferenceTypeResponse = Static<typeof PreferenceTypeResponse>;
export const PreferenceTypeList = Type.Array(PreferenceTypeResponse);

/** `Crm.V2.PreferenceResponse`: a Bool is the text `true` or `false`, null where nobody has said. */
export const PreferenceResponse = Type.Object(
  { name: Type.String(), dataType: DataType, value: NullableText },
  { title: 'PreferenceResponse' },
);
export type PreferenceResponse = Static<typeof PreferenceResponse>;
export const PreferenceList = Type.Array(PreferenceResponse);

/** `Crm.V2.UpdatePreferenceRequest`: left out stays, null takes back. */
export const UpdatePreferenceRequest = Type.Object(
  {
    value: Type.Optional(
      Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'true-or-false' }),
    ),
  },
  { title: 'UpdatePreferenceRequest' },
);
