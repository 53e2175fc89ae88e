/** The inspector on the wire. */
import { Type } from 'typebox';
import { closed, id, integer, text, textOrNull, time } from '../wire/schema.ts';

const names = Type.Array(text);

const InspectedRequest = Type.Object(
  {
    number: Type.Integer({ description: 'Go on after it with after' }),
    at: time,
    requestId: text,
    dialect: text,
    method: text,
    route: Type.String({ description: 'The template; * for a path that no route has' }),
    query: Type.Array(text, { description: 'Names of parameters; never their values' }),
    body: Type.Array(text, { description: 'Names of the members of the body' }),
    credential: Type.String({
      description:
        'Whose it was: of highlevel; api-key of native when it was the wrong one; unknown; none',
    }),
    status: integer,
    milliseconds: Type.Number(),
    reason: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'Why it was refused: scope contacts.write missing',
    }),
    help: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'Where it is explained',
    }),
    fault: textOrNull,
    attributed: Type.Boolean({
      description:
        'false: it came with no credential that is known, so it may have been meant for another Sandbox',
    }),
    changes: Type.Array(
      Type.Object({ seq: integer, entity: text, id, type: text, fields: names }),
      {
        description:
          'What was made of it: the first 25 events, with the fields in the hub’s own words',
      },
    ),
    changeCount: Type.Integer({ description: 'How many events there were' }),
  },
  { title: 'InspectedRequest' },
);

export const RequestPage = Type.Object(
  { data: Type.Array(InspectedRequest), nextCursor: textOrNull },
  { title: 'InspectedRequestList' },
);

export const RequestQuery = Type.Object(
  {
    after: Type.Optional(
      Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }),
    ),
    dialect: Type.Optional(Type.String({ maxLength: 40 })),
    refused: Type.Optional(Type.Boolean({ description: 'Only those that were refused' })),
    attributed: Type.Optional(
      Type.Boolean({
        description:
          'Only those of this Sandbox for certain: a suite whose files run side by side does not see the calls of others',
      }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1000, default: 1000, description: 'The newest so many' }),
    ),
  },
  closed,
);
