/** Wire shapes of contact tags. */
import { Type, type Static } from 'typebox';

const strict = { additionalProperties: false } as const;
const texts = Type.Array(Type.String());
const named = Type.Array(Type.String(), { maxItems: 500 });
const optionalTexts = Type.Optional(texts);
const traceId = Type.String();

export const TagsBody = Type.Object({ tags: named }, strict);
export const AddedTags = Type.Object({ tags: texts, tagsAdded: texts, traceId });
export const RemovedTags = Type.Object({ tags: texts, tagsRemoved: texts, traceId });

export const BulkTagsParams = Type.Object({ type: Type.Enum(['add', 'remove']) });
export const BulkTagsBody = Type.Object(
  {
    contacts: Type.Array(Type.String(), { maxItems: 1000 }),
    tags: named,
    locationId: Type.String({ minLength: 1 }),
    removeAllTags: Type.Optional(Type.Boolean()),
  },
  strict,
);

const BulkTagsOutcome = Type.Object({
  contactId: Type.String(),
  message: Type.String(),
  type: Type.String(),
  oldTags: optionalTexts,
  tagsAdded: optionalTexts,
  tagsRemoved: optionalTexts,
});
export type BulkTagsOutcome = Static<typeof BulkTagsOutcome>;
export const BulkTagsReply = Type.Object({
  succeded: Type.Boolean(),
  succeeded: Type.Boolean(),
  errorCount: Type.Integer(),
  responses: Type.Array(BulkTagsOutcome),
  traceId,
});
