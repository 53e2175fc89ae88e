/** The wire shapes that all objects of the vendor share. */
import { Type, type Static } from 'typebox';

/** 0 or 1, also as text: forms have nothing else, and some clients quote it in JSON too. */
export const WrittenFlag = Type.Enum([0, 1, '0', '1']);
export const Flag = Type.Unsafe<0 | 1>({ type: 'integer', enum: [0, 1] });

/** A uuid that the client may choose; left blank is left out. */
export const ChosenUuid = Type.String({ format: 'record-uuid-or-blank' });

/** The path `/{object}/{uuid}.json`. What is no UUID is an unknown record. */
export const RecordParams = Type.Object({ uuid: Type.String() });

/** `$filter` and `cursor` of the vendor's guides, `$top` of its own clients; everything else is ignored. */
export const ListParameters = Type.Object({
  $filter: Type.Optional(Type.String()),
  cursor: Type.Optional(Type.String()),
  $top: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type ListParameters = Static<typeof ListParameters>;

/** Answers every write. */
export const Result = Type.Object(
  {
    errorCode: Type.Integer(),
    message: Type.String(),
  },
  { title: 'Result' },
);
export type Result = Static<typeof Result>;

export const ErrorResult = Type.Object(
  {
    errorCode: Type.Integer(),
    message: Type.String(),
    error: Type.Optional(Type.String()),
  },
  { title: 'ErrorResult' },
);
export type ErrorResult = Static<typeof ErrorResult>;

/** There are no tax rates. */
export const NoRecords = Type.Array(Type.Object({}), { maxItems: 0 });

/** Read by the grant itself, in OAuth's own names. */
export const TokenRequest = Type.Record(Type.String(), Type.Unknown());

export const TokenResponse = Type.Object({
  access_token: Type.String(),
  expires_in: Type.Integer(),
  token_type: Type.String(),
  scope: Type.String(),
  refresh_token: Type.Optional(Type.String()),
});

/** An empty object, for clients that parse every reply. */
export const Nothing = Type.Object({});

export const TokenError = Type.Object({
  error: Type.String(),
  error_description: Type.Optional(Type.String()),
});
