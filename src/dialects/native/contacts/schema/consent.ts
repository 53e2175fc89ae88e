/** Do-not-disturb: as a whole, per channel, and for what comes in. */
import { type Static, Type } from 'typebox';
import { closed, line, lineOrNull, oneOf, textOrNull } from '../../wire/schema.ts';

const Setting = Type.Object(
  {
    status: oneOf(['active', 'inactive', 'permanent'], {
      description: 'active and permanent: do not contact on this channel',
    }),
    message: textOrNull,
    code: textOrNull,
  },
  { title: 'ChannelConsent' },
);
const SettingWrite = Type.Object(
  {
    status: oneOf(['active', 'inactive', 'permanent']),
    message: Type.Optional(lineOrNull),
    code: Type.Optional(lineOrNull),
  },
  closed,
);

const Channels = Type.Object({
  call: Type.Optional(Setting),
  email: Type.Optional(Setting),
  sms: Type.Optional(Setting),
  whatsapp: Type.Optional(Setting),
  gmb: Type.Optional(Setting),
  fb: Type.Optional(Setting),
  rcs: Type.Optional(Setting),
});
const ChannelsWrite = Type.Object(
  {
    call: Type.Optional(SettingWrite),
    email: Type.Optional(SettingWrite),
    sms: Type.Optional(SettingWrite),
    whatsapp: Type.Optional(SettingWrite),
    gmb: Type.Optional(SettingWrite),
    fb: Type.Optional(SettingWrite),
    rcs: Type.Optional(SettingWrite),
  },
  closed,
);

const inboundType = { type: ['object', 'null'], required: ['status'] };
const inboundStatus = { type: 'string', enum: ['active', 'inactive'] };
type InboundStatus = 'active' | 'inactive';

export const Consent = Type.Object(
  {
    dnd: Type.Boolean(),
    channels: Channels,
    inbound: Type.Unsafe<{ status: InboundStatus; message: string | null } | null>({
      ...inboundType,
      properties: { status: inboundStatus, message: { type: ['string', 'null'] } },
    }),
  },
  { title: 'Consent' },
);

export const ConsentWrite = Type.Object(
  {
    dnd: Type.Optional(Type.Boolean()),
    channels: Type.Optional(ChannelsWrite),
    inbound: Type.Optional(
      Type.Unsafe<{ status: InboundStatus; message?: string | null } | null>({
        ...inboundType,
        properties: {
          status: inboundStatus,
          message: { type: ['string', 'null'], maxLength: 2_000 },
        },
        additionalProperties: false,
      }),
    ),
    reason: Type.Optional({
      ...line,
      description: 'Required when something that was blocked is allowed again',
    }),
  },
  {
    title: 'ConsentWrite',
    description: 'What is not named stays: absence never lifts a do-not-disturb.',
    ...closed,
  },
);

export type ConsentWire = Static<typeof Consent>;
export type ConsentWriteWire = Static<typeof ConsentWrite>;
