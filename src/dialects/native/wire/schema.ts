/** The building blocks of the native wire: what a text, a time, an id or a page looks like, once for all shapes. */
import { type TObject, type TSchema, Type } from 'typebox';

/** JSON as a type, for the few bags that stay open. */
export type Json = string | number | boolean | null | readonly Json[] | JsonBag;
export interface JsonBag {
  readonly [key: string]: Json;
}

/** Bodies name their unknown members instead of ignoring them. */
export const closed = { additionalProperties: false } as const;

const lineLength = 2_000;
const textLength = 100_000;

/** Written texts. `null` clears, as JSON Merge Patch has it. */
export const line = Type.String({ maxLength: lineLength });
export const lineOrNull = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  maxLength: lineLength,
});
export const longText = Type.String({ maxLength: textLength });
export const longTextOrNull = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  maxLength: textLength,
});

/** Shown texts. */
export const text = Type.String();
export const textOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
export const integer = Type.Integer();
export const id = Type.String({ format: 'uuid' });
export const idOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'uuid' });
export const time = Type.String({
  format: 'date-time',
  description: 'UTC, up to six decimals: 2026-03-01T12:00:00.123456Z',
});
export const timeOrNull = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  format: 'date-time',
});
export const bag = Type.Unsafe<JsonBag>({ type: 'object', additionalProperties: true });
export const bagOrNull = Type.Unsafe<JsonBag | null>({
  type: ['object', 'null'],
  additionalProperties: true,
});

/** One word of a closed list. */
export function oneOf<const T extends readonly string[]>(
  values: T,
  options: { description?: string; default?: T[number] } = {},
): ReturnType<typeof Type.Unsafe<T[number]>> {
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...options });
}

/** A page of a list; `nextCursor` is null on the last one. */
export function pageOf<T extends TSchema>(
  item: T,
  title: string,
): TObject<{
  data: ReturnType<typeof Type.Array<T>>;
  nextCursor: typeof textOrNull;
}> {
  return Type.Object({ data: Type.Array(item), nextCursor: textOrNull }, { title });
}

export const limit = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'Items per page' }),
);
export const cursor = Type.Optional(
  Type.String({ maxLength: 2_000, description: 'nextCursor of the page before, unchanged' }),
);

export const IdParams = Type.Object({ id: Type.String() });

export const written = {
  createdAt: time,
  createdBy: Type.Integer({ description: 'Number of the person or program who wrote it' }),
  updatedAt: time,
  updatedBy: integer,
  version: Type.Integer({ description: 'Grows with every change; the ETag is "v<version>"' }),
};

const Issue = Type.Object({
  path: Type.String({
    description: 'Dotted: phones[0].value; the name of a header or query parameter',
  }),
  message: text,
});

/** RFC 9457. */
export const Problem = Type.Object(
  {
    type: Type.String({ format: 'uri-reference' }),
    title: text,
    status: integer,
    detail: Type.Optional(text),
    instance: Type.Optional(text),
    requestId: Type.Optional(text),
    errors: Type.Optional(Type.Array(Issue)),
  },
  { title: 'Problem' },
);
