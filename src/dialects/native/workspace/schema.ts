/** Workspaces with their settings, their keys, and who is asking. */
import { type Static, Type } from 'typebox';
import { closed, id, line, oneOf, text, textOrNull, time, timeOrNull } from '../wire/schema.ts';

const policies = ['allow', 'refuse'] as const;

export const Workspace = Type.Object(
  {
    id,
    number: Type.Integer({ description: 'The tenant number that ServiceTitan clients use' }),
    locationId: Type.String({ description: 'The location id that HighLevel clients use' }),
    name: text,
    region: Type.String({ description: 'Country whose numbers need no country code: US' }),
    timeZone: text,
    duplicates: oneOf(policies, {
      description: 'Whether APIs that can refuse a second contact with a known number shall do so',
    }),
    sandbox: Type.Boolean(),
    createdAt: time,
    numbers: Type.Optional(
      Type.Object(
        {
          examined: Type.Integer({ description: 'Numbers whose reading depends on the region' }),
          changed: Type.Integer({ description: 'Those that the region reads differently' }),
        },
        { description: 'Only in the reply to a change of region, and in its preview' },
      ),
    ),
  },
  { title: 'Workspace' },
);
export const ChangeQuery = Type.Object(
  {
    preview: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Count what a new region would change; write nothing',
      }),
    ),
  },
  closed,
);
export const WorkspaceList = Type.Object(
  { data: Type.Array(Workspace), nextCursor: textOrNull },
  { title: 'WorkspaceList' },
);
export const WorkspaceChange = Type.Object(
  {
    name: Type.Optional(line),
    region: Type.Optional(line),
    timeZone: Type.Optional(line),
    duplicates: Type.Optional(oneOf(policies)),
  },
  { title: 'WorkspaceChange', ...closed },
);

const roles = ['owner', 'admin', 'editor', 'viewer'] as const;

const keyParts = {
  id,
  audience: Type.String({ description: 'The API that accepts it: native, servicem8, …' }),
  kind: oneOf(['api-key', 'client'], {
    description: 'client: an id and a secret that tokens are issued to',
  }),
  label: text,
  shown: Type.String({ description: 'What may be shown of it' }),
  scopes: Type.Array(text),
  createdAt: time,
  expiresAt: timeOrNull,
  revokedAt: timeOrNull,
  lastUsedAt: timeOrNull,
};
export const Key = Type.Object(keyParts, { title: 'Key' });
export const KeyList = Type.Object(
  { data: Type.Array(Key), nextCursor: textOrNull },
  { title: 'KeyList' },
);
export const NewKey = Type.Object(
  {
    ...keyParts,
    secrets: Type.Object(
      {
        apiKey: Type.Optional(text),
        clientId: Type.Optional(text),
        clientSecret: Type.Optional(text),
        appKey: Type.Optional(text),
      },
      { description: 'Shown this once: only hashes are stored' },
    ),
  },
  { title: 'NewKey' },
);
export const Grant = Type.Object(
  {
    id,
    audience: Type.String({ description: 'The API that the app calls: servicem8, …' }),
    app: text,
    grantedBy: Type.String({ description: 'Who let it in' }),
    scopes: Type.Array(text),
    createdAt: time,
    lastUsedAt: timeOrNull,
  },
  { title: 'Grant' },
);
export const GrantList = Type.Object(
  { data: Type.Array(Grant), nextCursor: textOrNull },
  { title: 'GrantList' },
);
export const KeyCreate = Type.Object(
  {
    label: Type.String({ minLength: 1, maxLength: 200 }),
    audience: Type.Optional(line),
    scopes: Type.Optional(
      Type.Array(line, {
        minItems: 1,
        maxItems: 100,
        description: "In the audience's words; of native: capabilities. Absent: everything",
      }),
    ),
    role: Type.Optional(oneOf(roles, { description: 'The most that the key may do' })),
    expiresAt: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'] })),
    appKey: Type.Optional(line),
  },
  { title: 'KeyCreate', ...closed },
);

export const Me = Type.Object(
  {
    workspace: Type.Object({ id, number: Type.Integer(), name: text, sandbox: Type.Boolean() }),
    principal: Type.Object({ id, number: Type.Integer() }),
    credentialId: id,
    capabilities: Type.Array(text),
  },
  { title: 'Me' },
);

export type WorkspaceWire = Static<typeof Workspace>;
export type KeyWire = Static<typeof Key>;
export type GrantWire = Static<typeof Grant>;
export type KeyCreateWire = Static<typeof KeyCreate>;
export type MeWire = Static<typeof Me>;
