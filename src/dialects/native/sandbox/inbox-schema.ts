/** The webhook inbox on the wire. */
import { Type } from 'typebox';
import { closed, idOrNull, oneOf, text, textOrNull, time } from '../wire/schema.ts';

const integerOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'] });

export const InboxWebhook = Type.Object(
  {
    number: Type.Integer({ description: 'Go on after it with after; never given twice' }),
    at: time,
    dialect: text,
    event: Type.String({
      description: 'In the vendor’s words: ContactCreate, job.created, job; challenge',
    }),
    subscriptionId: idOrNull,
    recordId: idOrNull,
    seq: Type.Unsafe<number | null>({
      type: ['integer', 'null'],
      description: 'Number of the event that is told, as in the feed of changes',
    }),
    attempt: Type.Integer({ description: 'At this delivery, from 1; each is an entry of its own' }),
    replayOf: integerOrNull,
    method: text,
    url: text,
    headers: Type.Record(Type.String(), text, { description: 'As they were sent, signatures too' }),
    body: Type.String({ description: 'As it was sent, byte by byte' }),
    outcome: oneOf(['delivered', 'failed'], { description: 'delivered: the answer was 2xx' }),
    status: integerOrNull,
    failure: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'refused, unresolved, unreachable or timeout, when nobody answered',
    }),
  },
  { title: 'InboxWebhook' },
);

export const InboxPage = Type.Object(
  { data: Type.Array(InboxWebhook), nextCursor: textOrNull },
  { title: 'InboxWebhookList' },
);

export const InboxQuery = Type.Object(
  {
    after: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'Those after this number; the newest of all if absent',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
    dialect: Type.Optional(Type.String({ maxLength: 40 })),
    event: Type.Optional(Type.String({ maxLength: 100 })),
  },
  closed,
);

export const InboxParams = Type.Object({
  number: Type.Integer({ maximum: Number.MAX_SAFE_INTEGER }),
});

export const ReplayOrder = Type.Object(
  {
    url: Type.Optional(
      Type.String({ maxLength: 1000, description: 'Instead of to the subscriber' }),
    ),
  },
  { title: 'WebhookReplay', ...closed },
);
