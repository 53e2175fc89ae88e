/** Whom a contact looks like. */
import { type Static, Type } from 'typebox';
import { bag, closed, id } from '../../wire/schema.ts';
import { Contact } from './contact.ts';

export const Likeness = Type.Object(
  {
    contactId: id,
    name: Type.String({ description: 'Blank for somebody without any name' }),
    score: Type.Number({ description: 'As of a duplicate: higher is surer' }),
    explanation: bag,
  },
  { title: 'Likeness' },
);
export const LikenessList = Type.Object(
  { data: Type.Array(Likeness) },
  { title: 'LikenessList', description: 'The surest first' },
);

export const CreateQuery = Type.Object(
  {
    looksLike: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Say in the answer whom the contact looks like',
      }),
    ),
  },
  closed,
);
export const CreatedContact = Type.Object(
  {
    ...Contact.properties,
    looksLike: Type.Optional(
      Type.Array(Likeness, { description: 'Where it was asked for; the surest first' }),
    ),
  },
  { title: 'CreatedContact' },
);

export type LikenessWire = Static<typeof Likeness>;
