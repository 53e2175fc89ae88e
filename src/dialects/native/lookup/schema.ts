/** Who is this number or address: no more than a caller-ID display shows, since this is the busiest route. */
import { type Static, Type } from 'typebox';
import { closed, id, oneOf, text, textOrNull } from '../wire/schema.ts';

export const LookupQuery = Type.Object(
  {
    phone: Type.Optional(
      Type.String({ minLength: 1, maxLength: 250, description: 'In any spelling' }),
    ),
    email: Type.Optional(Type.String({ minLength: 1, maxLength: 320 })),
  },
  closed,
);

const Match = Type.Object(
  {
    contactId: id,
    name: Type.Unsafe<string | null>({ type: ['string', 'null'], description: 'As shown' }),
    givenName: textOrNull,
    familyName: textOrNull,
    companyName: textOrNull,
    jobTitle: textOrNull,
    archived: Type.Boolean(),
    matched: Type.Object({
      kind: oneOf(['phone', 'email']),
      value: text,
      type: text,
      isPrimary: Type.Boolean(),
    }),
  },
  { title: 'LookupMatch' },
);

export const LookupReply = Type.Object({ data: Type.Array(Match) }, { title: 'LookupReply' });
export type LookupMatchWire = Static<typeof Match>;
