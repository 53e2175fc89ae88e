/** The history of a record and the feed of all changes. */
import { type Static, Type } from 'typebox';
import {
  bagOrNull,
  closed,
  cursor,
  id,
  idOrNull,
  limit,
  pageOf,
  text,
  time,
} from '../wire/schema.ts';

export const Event = Type.Object(
  {
    seq: Type.Integer({ description: 'Per workspace, in commit order, without gaps' }),
    at: time,
    entityType: text,
    entityId: id,
    type: Type.String({
      description: 'created, updated, deleted, restored, ended, consent-relaxed, …',
    }),
    version: Type.Integer({ description: 'Of the record after the change' }),
    after: Type.Unsafe<Readonly<Record<string, unknown>> | null>({
      ...bagOrNull,
      description: 'Of a creation: the record, without what is empty',
    }),
    changes: Type.Unsafe<Readonly<Record<string, unknown>> | null>({
      ...bagOrNull,
      description:
        'Of an update: {field: {from, to}}; lists of records as {added, removed, changed: [{id, from, to}]}',
    }),
    note: Type.Unsafe<Readonly<Record<string, unknown>> | null>({ ...bagOrNull }),
    actor: Type.Integer({ description: 'Number of the person or program who did it' }),
    credentialId: id,
    dialect: Type.String({ description: 'The API that the change came through' }),
    connectionId: idOrNull,
    causeId: idOrNull,
    requestId: text,
  },
  { title: 'Event' },
);

export const HistoryQuery = Type.Object({ limit, cursor }, closed);
export const HistoryPage = pageOf(Event, 'HistoryPage');

export const ChangesQuery = Type.Object(
  {
    after: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        default: 0,
        description: 'lastSeq of the page before; 0: from the beginning',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 100 })),
  },
  closed,
);
export const ChangesPage = Type.Object(
  {
    data: Type.Array(Event),
    lastSeq: Type.Integer({ description: 'Continue with after=lastSeq: nothing is missed' }),
    hasMore: Type.Boolean(),
  },
  { title: 'ChangesPage' },
);

export type EventWire = Static<typeof Event>;
