/** Fault rules on the wire. */
import { type Static, Type } from 'typebox';
import { closed, id, line, text, textOrNull } from '../wire/schema.ts';

const parts = {
  fault: Type.String({
    maxLength: 200,
    description: 'A fault and its options: rate-limit; retry-after=5',
  }),
  dialect: Type.Optional(Type.String({ maxLength: 40, description: 'highlevel, servicem8, …' })),
  method: Type.Optional(Type.String({ maxLength: 10 })),
  route: Type.Optional(
    Type.String({
      maxLength: 300,
      description:
        'As the inspector shows it: /contacts/:contactId; with a star at the end, all that begins so',
    }),
  ),
  nth: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Only the matching call of this number' }),
  ),
  share: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, description: 'Of the matching calls: 0.1 is a tenth' }),
  ),
  seed: Type.Optional(Type.Integer({ description: 'Which calls the share strikes; 1 if absent' })),
  times: Type.Optional(Type.Integer({ minimum: 1, description: 'So many calls at most' })),
};

export const FaultRuleCreate = Type.Object(parts, { title: 'FaultRuleCreate', ...closed });
export const FaultRule = Type.Object(
  {
    id,
    ...parts,
    matched: Type.Integer({ description: 'Calls that the rule was about so far' }),
    struck: Type.Integer({ description: 'Those that went wrong by it' }),
  },
  { title: 'FaultRule' },
);
export const FaultRuleList = Type.Object(
  { data: Type.Array(FaultRule), nextCursor: textOrNull },
  { title: 'FaultRuleList' },
);
export type FaultRuleWire = Static<typeof FaultRule>;

export const FaultList = Type.Object(
  {
    data: Type.Array(
      Type.Object({ name: text, kind: text, does: text, options: Type.Array(line) }),
    ),
    nextCursor: textOrNull,
  },
  { title: 'FaultList' },
);
