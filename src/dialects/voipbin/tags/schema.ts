/** VoIPBIN's tags, member by member in the vendor's order. */
import { Type, type Static } from 'typebox';
import { Id, NullableText, text } from '../schema.ts';

export const Tag = Type.Object({
  id: Type.String(),
  customer_id: Type.String(),
  name: Type.String(),
  detail: Type.String(),
  tm_create: Type.String(),
  tm_update: NullableText,
  tm_delete: NullableText,
});
export type Tag = Static<typeof Tag>;

export const TagList = Type.Object({
  result: Type.Array(Tag),
  next_page_token: Type.String({ description: 'tm_create of the last row; empty without rows' }),
});

export const TagCreate = Type.Object({
  name: Type.String({ pattern: '\\S', maxLength: 255 }),
  detail: text(),
});

/** Left out or null stays. */
export const TagChange = Type.Object({
  name: Type.Optional(
    Type.Unsafe<string | null>({ type: ['string', 'null'], pattern: '\\S', maxLength: 255 }),
  ),
  detail: text(),
});

export const TagParams = Type.Object({ id: Id });
