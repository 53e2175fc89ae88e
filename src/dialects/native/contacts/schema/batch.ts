/** Many contacts in one call. */
import { type Static, Type } from 'typebox';
import { closed, id, integer, Problem } from '../../wire/schema.ts';
import type { ContactCreateWire } from './contact.ts';

/** Items a call may hold. */
const batchLimit = 1_000;

export const BatchCreate = Type.Object(
  {
    contacts: Type.Array(
      Type.Unsafe<ContactCreateWire>({
        description: 'As the body of POST /api/v1/contacts: checked one by one, not here',
      }),
      { minItems: 1, maxItems: batchLimit },
    ),
  },
  { title: 'BatchCreate', ...closed },
);

const Result = Type.Object(
  {
    index: integer,
    status: Type.Integer({ description: '201, or what the item alone would have been answered' }),
    id: Type.Optional(id),
    version: Type.Optional(integer),
    problem: Type.Optional(Problem),
  },
  { title: 'BatchResult' },
);

export const BatchReply = Type.Object(
  { created: integer, failed: integer, results: Type.Array(Result) },
  { title: 'BatchReply' },
);
export type BatchResultWire = Static<typeof Result>;
