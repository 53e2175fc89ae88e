/** Sandboxes on the wire: what may be done in them alone. */
import { Type } from 'typebox';
import { closed, id, line, oneOf, text, textOrNull, time } from '../wire/schema.ts';

const duration = Type.String({
  maxLength: 40,
  description: 'ISO 8601, of weeks, days, hours, minutes and seconds: PT16M, P1DT12H',
});

export const WorkspaceOrder = Type.Object(
  {
    expiresIn: Type.Optional(duration),
    name: Type.Optional(line),
    region: Type.Optional(line),
    timeZone: Type.Optional(line),
    duplicates: Type.Optional(oneOf(['allow', 'refuse'])),
  },
  { title: 'SandboxOrder', ...closed },
);

const members = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, text]));

/** As docs/sandbox-json.md has it, and when it ends. */
export const NewSandbox = Type.Object(
  {
    schemaVersion: Type.Integer(),
    baseUrl: text,
    region: text,
    workspace: Type.Object({ id, number: Type.Integer(), locationId: text }),
    native: Type.Object(members('apiKey')),
    servicem8: Type.Object(
      members('clientBaseUrl', 'apiKey', 'clientId', 'clientSecret', 'accessToken', 'refreshToken'),
    ),
    unified: Type.Object(members('clientBaseUrl', 'apiKey', 'userId', 'credentialId')),
    servicetitan: Type.Object({
      ...members('clientBaseUrl', 'clientId', 'clientSecret', 'appKey'),
      tenant: Type.Integer(),
    }),
    voipbin: Type.Object(
      members('clientBaseUrl', 'customerId', 'username', 'password', 'accesskey'),
    ),
    highlevel: Type.Object(
      members('clientBaseUrl', 'locationId', 'accessToken', 'clientId', 'clientSecret'),
    ),
    expiresAt: time,
  },
  { title: 'NewSandbox' },
);

export const SandboxList = Type.Object(
  {
    data: Type.Array(
      Type.Object(
        { id, number: Type.Integer(), name: text, createdAt: time, expiresAt: time },
        { title: 'ThrowawayWorkspace' },
      ),
    ),
    nextCursor: textOrNull,
  },
  { title: 'ThrowawayWorkspaceList' },
);

export const Snapshot = Type.Object(
  {
    name: text,
    takenAt: Type.String({ format: 'date-time', description: 'By the clock of the workspace' }),
    rows: Type.Integer({ description: 'Of all tables' }),
  },
  { title: 'Snapshot' },
);
export const SnapshotList = Type.Object(
  { data: Type.Array(Snapshot), nextCursor: textOrNull },
  { title: 'SnapshotList' },
);
export const SnapshotParams = Type.Object({ name: Type.String() });

export const Clock = Type.Object(
  {
    now: Type.String({
      format: 'date-time',
      description: 'What the workspace takes the time to be',
    }),
    aheadSeconds: Type.Number({ description: 'Of the machine; negative when it is behind' }),
  },
  { title: 'Clock' },
);
export const ClockSetting = Type.Object(
  {
    now: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'A time; null puts the clock right',
    }),
  },
  { title: 'ClockSetting', ...closed },
);
export const ClockAdvance = Type.Object({ by: duration }, { title: 'ClockAdvance', ...closed });
