/** VoIPBIN's access keys, member by member in the vendor's order. */
import { Type, type Static } from 'typebox';
import { Id, NullableText, text } from '../schema.ts';

const described = {
  id: Type.String(),
  customer_id: Type.String(),
  name: Type.String(),
  detail: Type.String(),
};
const dated = {
  token_prefix: Type.String({ description: 'The first eleven characters of the key' }),
  tm_expire: NullableText,
  tm_create: Type.String(),
  tm_update: NullableText,
  tm_delete: NullableText,
};

export const AccessKey = Type.Object({ ...described, ...dated });
export type AccessKey = Static<typeof AccessKey>;

export const NewAccessKey = Type.Object({
  ...described,
  token: Type.String({ description: 'The key itself: shown now and never again' }),
  ...dated,
});
export type NewAccessKey = Static<typeof NewAccessKey>;

export const AccessKeyList = Type.Object({
  result: Type.Array(AccessKey),
  next_page_token: Type.String({ description: 'tm_create of the last row; empty without rows' }),
});

/** A day, in seconds: the vendor makes no key for less. */
const shortestLife = 86_400;
/** A hundred years. */
const longestLife = 3_155_760_000;

export const AccessKeyCreate = Type.Object({
  name: text(200),
  detail: text(2000),
  expire: Type.Integer({
    minimum: shortestLife,
    maximum: longestLife,
    description: 'Seconds that the key is good for, a day at least',
  }),
});

/** Left out or null stays. */
export const AccessKeyChange = Type.Object({ name: text(200), detail: text(2000) });

export const AccessKeyParams = Type.Object({ id: Id });
