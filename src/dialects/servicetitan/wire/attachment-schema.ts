/** The values that clients' apps attach to customers and locations: external data, custom fields, tag types. */
import { Type, type Static } from 'typebox';
import { ExactInt64, Int64, nullableObject, NullableText } from './schema.ts';

const KeyValue = Type.Object({ key: Type.String(), value: Type.String() });
const ExternalDataResponse = Type.Array(KeyValue);

const ExternalDataRequest = Type.Object({
  applicationGuid: Type.String({ format: 'guid' }),
  externalData: Type.Array(KeyValue),
});
/** `Replace`, the default, is about the entries of that application alone; `Merge` replaces those of equal keys. */
const ExternalDataPatch = Type.Object({
  patchMode: Type.Optional(Type.String({ format: 'patch-mode' })),
  ...ExternalDataRequest.properties,
});
export type ExternalDataPatch = Static<typeof ExternalDataPatch>;

const CustomFieldRequest = Type.Object({
  typeId: ExactInt64,
  value: Type.Optional(NullableText),
});
const CustomFieldResponse = Type.Object({ typeId: Int64, value: NullableText });

/** What a client may attach, in a creation. */
export const attachments = {
  customFields: Type.Optional(Type.Array(CustomFieldRequest)),
  tagTypeIds: Type.Optional(Type.Array(ExactInt64)),
  externalData: Type.Optional(nullableObject(ExternalDataRequest)),
};
/** In a PATCH; lists are replaced. */
export const attachmentPatches = {
  ...attachments,
  externalData: Type.Optional(nullableObject(ExternalDataPatch)),
};
const AttachmentPatches = Type.Object(attachmentPatches);
export type AttachmentPatches = Static<typeof AttachmentPatches>;

export const attached = {
  customFields: Type.Array(CustomFieldResponse),
  tagTypeIds: Type.Array(Int64),
  externalData: ExternalDataResponse,
};
const Attached = Type.Object(attached);
export type Attached = Static<typeof Attached>;
