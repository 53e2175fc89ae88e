/** Wire shapes of job contacts, in the vendor's order. */
import { Type, type Static } from 'typebox';
import { ChosenUuid, Flag, WrittenFlag } from '../schema.ts';

const written = {
  first: Type.Optional(Type.String()),
  last: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
  mobile: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  type: Type.Optional(Type.String({ format: 'job-contact-type' })),
  is_primary_contact: Type.Optional(Type.Unknown({ deprecated: true })),
  uuid: Type.Optional(ChosenUuid),
  active: Type.Optional(WrittenFlag),
};

export const JobContactCreate = Type.Object({
  job_uuid: Type.String({ format: 'record-uuid' }),
  ...written,
});
export type JobContactCreate = Static<typeof JobContactCreate>;

/** Sparse: what is absent stays, `""` clears. */
export const JobContactUpdate = Type.Object({
  job_uuid: Type.Optional(Type.String({ format: 'record-uuid' })),
  ...written,
});
export type JobContactUpdate = Static<typeof JobContactUpdate>;

export const JobContactRecord = Type.Object({
  uuid: Type.String(),
  active: Flag,
  edit_date: Type.String(),
  job_uuid: Type.String(),
  first: Type.String(),
  last: Type.String(),
  phone: Type.String(),
  mobile: Type.String(),
  email: Type.String(),
  type: Type.String(),
});
export type JobContactRecord = Static<typeof JobContactRecord>;
