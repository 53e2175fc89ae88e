/** Merges, and the pairs of contacts that may have to be merged. */
import { type Static, Type } from 'typebox';
import { Contact } from '../contacts/schema/contact.ts';
import {
  bag,
  bagOrNull,
  closed,
  cursor,
  id,
  integer,
  limit,
  oneOf,
  pageOf,
  time,
  timeOrNull,
  written,
} from '../wire/schema.ts';

const fieldNames = [
  'name',
  'displayName',
  'kind',
  'namePrefix',
  'middleName',
  'nameSuffix',
  'nickname',
  'jobTitle',
  'companyName',
  'accountId',
  'externalId',
  'leadSource',
  'leadType',
  'website',
  'timeZone',
  'dateOfBirth',
  'gender',
  'language',
  'photo',
  'assignedTo',
  'notesText',
  'attribution',
  'customFields',
  'extra',
] as const;
const ruleNames = ['survivor', 'loser', 'recent', 'source', 'complete', 'both'] as const;
const states = ['open', 'merged', 'different', 'dismissed', 'withdrawn'] as const;

const anything = Type.Unsafe<unknown>({});
const rule = oneOf(ruleNames, {
  description:
    'survivor, loser: the value of that side; recent: of the contact written last; source: of the more trusted origin; ' +
    'complete: the one that says more; both: notesText only. Where one side has no value, the other always survives.',
});

export const MergeRules = Type.Object(
  {
    all: Type.Optional(rule),
    fields: Type.Optional(
      Type.Object(
        Object.fromEntries(fieldNames.map((field) => [field, Type.Optional(rule)])),
        closed,
      ),
    ),
    sources: Type.Optional(
      Type.Array(oneOf(['manual', 'import', 'api', 'sync']), {
        maxItems: 4,
        description: 'Origins from the most to the least trusted, for the rule source',
      }),
    ),
  },
  { ...closed, title: 'MergeRules' },
);

const contactId = Type.String({
  format: 'uuid',
  description: 'The contact that is merged into it',
});
const force = Type.Optional(
  Type.Boolean({ description: 'Also where somebody said that they are not the same person' }),
);

export const MergePreviewRequest = Type.Object(
  { contactId, rules: Type.Optional(MergeRules) },
  { ...closed, title: 'MergePreviewRequest' },
);
export const MergeCreate = Type.Object(
  {
    contactId,
    contactVersion: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Of that contact, as it was read' }),
    ),
    rules: Type.Optional(MergeRules),
    force,
  },
  { ...closed, title: 'MergeCreate' },
);
export const MergeUndo = Type.Object(
  {
    different: Type.Optional(
      Type.Boolean({
        description: 'Remember that they are not the same person; always so for an automatic merge',
      }),
    ),
  },
  { ...closed, title: 'MergeUndo' },
);

export const Merge = Type.Object(
  {
    id,
    survivorId: id,
    loserId: id,
    automatic: Type.Boolean(),
    reason: bagOrNull,
    undoneAt: timeOrNull,
    ...written,
  },
  { title: 'Merge' },
);
export const MergePage = pageOf(Merge, 'MergePage');
export const MergeQuery = Type.Object(
  {
    survivorId: Type.Optional(Type.String()),
    loserId: Type.Optional(Type.String()),
    sort: Type.Optional(oneOf(['createdAt', '-createdAt'])),
    limit,
    cursor,
  },
  closed,
);
export const MergeReply = Type.Object({ merge: Merge, contact: Contact }, { title: 'MergeReply' });
export const UndoReply = Type.Object(
  { merge: Merge, survivor: Contact, restored: Contact },
  { title: 'UndoReply' },
);

export const MergePreview = Type.Object(
  {
    contact: Contact,
    fields: Type.Array(
      Type.Object({
        field: oneOf(fieldNames),
        survivor: anything,
        loser: anything,
        result: anything,
        from: oneOf(['same', 'survivor', 'loser', 'both']),
      }),
    ),
    moves: Type.Object({
      methods: integer,
      hiddenMethods: Type.Integer({
        description: 'Equal to one of the survivor: kept out of sight',
      }),
      addresses: integer,
      tags: integer,
      notes: integer,
      tasks: integer,
      jobContacts: integer,
      relations: integer,
    }),
    warnings: Type.Array(
      oneOf([
        'not-the-same-person',
        'given-names-differ',
        'birth-dates-differ',
        'both-have-open-jobs',
      ]),
    ),
  },
  { title: 'MergePreview' },
);

export const Duplicate = Type.Object(
  {
    id,
    contactIds: Type.Array(id, { minItems: 2, maxItems: 2 }),
    score: Type.Number({ description: 'Higher is surer' }),
    explanation: bag,
    state: oneOf(states, {
      description: 'withdrawn: the contacts were changed, and no longer look alike',
    }),
    ...written,
  },
  { title: 'Duplicate' },
);
export const DuplicatePage = pageOf(Duplicate, 'DuplicatePage');
export const DuplicateQuery = Type.Object(
  {
    state: Type.Optional(oneOf(states, { default: 'open' })),
    contactId: Type.Optional(Type.String()),
    minScore: Type.Optional(Type.Number()),
    limit,
    cursor,
  },
  closed,
);
export const DuplicateMerge = Type.Object(
  { survivorId: Type.Optional(id), rules: Type.Optional(MergeRules), force },
  { ...closed, title: 'DuplicateMerge' },
);
export const Different = Type.Object(
  { contactId: Type.String({ format: 'uuid', description: 'Who is somebody else' }) },
  { ...closed, title: 'Different' },
);

export const MergePolicy = Type.Object(
  {
    automatic: Type.Boolean(),
    threshold: Type.Number({ description: 'Pairs of this score and above are merged' }),
    previewedThreshold: Type.Unsafe<number | null>({ type: ['number', 'null'] }),
    previewedAt: timeOrNull,
  },
  { title: 'MergePolicy' },
);
export const MergePolicyChange = Type.Object(
  { automatic: Type.Boolean(), threshold: Type.Optional(Type.Number()) },
  { ...closed, title: 'MergePolicyChange' },
);
export const MergePolicyPreviewRequest = Type.Object(
  { threshold: Type.Number() },
  { ...closed, title: 'MergePolicyPreviewRequest' },
);
export const MergePolicyPreview = Type.Object(
  {
    threshold: Type.Number(),
    merged: Type.Array(Duplicate),
    kept: Type.Array(Type.Object({ duplicate: Duplicate, reasons: Type.Array(Type.String()) }), {
      description:
        'Left to people: given-names-differ, birth-dates-differ, both-have-open-jobs, not-the-same-person, dismissed, ' +
        'not-one-group (no run has put the two into one group: others who look like them disagree, or it was not asked yet)',
    }),
    more: Type.Boolean({ description: 'There are more pairs than these, the surest' }),
    previewedAt: time,
  },
  { title: 'MergePolicyPreview' },
);

export const MatchRun = Type.Object(
  {
    id,
    state: oneOf(['running', 'done', 'failed', 'cancelled'], {
      description: 'running from the moment it is asked for',
    }),
    phase: oneOf(['waiting', 'reading', 'matching', 'suggesting', 'merging', 'done']),
    share: Type.Number({ description: 'How far it is, 0 to 1' }),
    contacts: integer,
    compared: Type.Integer({ description: 'Pairs that were compared' }),
    suggested: Type.Integer({ description: 'Duplicates put on the list or changed' }),
    merged: Type.Integer({ description: 'Automatic merges' }),
    ...written,
  },
  { title: 'MatchRun' },
);
export const MatchRunList = Type.Object(
  { data: Type.Array(MatchRun) },
  { title: 'MatchRunList', description: 'The newest first, at most 100' },
);

export type MatchRunWire = Static<typeof MatchRun>;
export type MergeWire = Static<typeof Merge>;
export type DuplicateWire = Static<typeof Duplicate>;
export type MergeRulesWire = Static<typeof MergeRules>;
export type MergePolicyWire = Static<typeof MergePolicy>;
