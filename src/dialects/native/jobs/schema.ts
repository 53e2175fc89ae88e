/** Jobs, and the job contacts that link people to them. */
import { type Static, Type } from 'typebox';
import {
  closed,
  cursor,
  id,
  idOrNull,
  limit,
  line,
  lineOrNull,
  longText,
  oneOf,
  pageOf,
  text,
  textOrNull,
  written,
} from '../wire/schema.ts';

const statuses = ['quote', 'work-order', 'unsuccessful', 'completed'] as const;
const roles = ['job', 'billing', 'property-manager'] as const;
const sorts = ['createdAt', '-createdAt', 'updatedAt', '-updatedAt', 'id', '-id'] as const;

const Values = Type.Object(
  { first: text, last: text, phone: text, mobile: text, email: text },
  { title: 'JobContactValues' },
);

export const Job = Type.Object(
  {
    id,
    number: Type.Integer({ description: 'Counted up within the workspace' }),
    status: oneOf(statuses),
    date: textOrNull,
    description: text,
    workDone: text,
    address: text,
    billingAddress: text,
    accountId: idOrNull,
    contactInformation: Type.Object(
      { job: Values, billing: Values, propertyManager: Values },
      { description: 'The values of the job contact that was written last, per role' },
    ),
    active: Type.Boolean(),
    ...written,
  },
  { title: 'Job' },
);

const jobFields = {
  date: Type.Optional(
    Type.Unsafe<string | null>({
      type: ['string', 'null'],
      format: 'date',
      examples: ['2026-03-01'],
    }),
  ),
  description: Type.Optional(longText),
  workDone: Type.Optional(longText),
  address: Type.Optional(line),
  billingAddress: Type.Optional(line),
  accountId: Type.Optional(lineOrNull),
};
export const JobCreate = Type.Object(
  { status: oneOf(statuses), ...jobFields },
  { title: 'JobCreate', ...closed },
);
export const JobChange = Type.Object(
  {
    status: Type.Optional(oneOf(statuses)),
    ...jobFields,
    active: Type.Optional(Type.Boolean({ description: 'true brings a deleted job back' })),
  },
  { title: 'JobChange', ...closed },
);
export const JobQuery = Type.Object(
  {
    status: Type.Optional(oneOf(statuses)),
    accountId: Type.Optional(Type.String()),
    active: Type.Optional(Type.Boolean()),
    updatedSince: Type.Optional(Type.String()),
    sort: Type.Optional(oneOf(sorts, { default: 'createdAt' })),
    limit,
    cursor,
  },
  closed,
);
export const JobPage = pageOf(Job, 'JobPage');

export const JobContact = Type.Object(
  {
    id,
    jobId: id,
    role: oneOf(roles),
    contactId: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      format: 'uuid',
      description: 'The person; null while all five values are empty',
    }),
    first: text,
    last: text,
    phone: text,
    mobile: text,
    email: text,
    active: Type.Boolean(),
    ...written,
  },
  { title: 'JobContact' },
);

const linkValues = {
  first: Type.Optional(line),
  last: Type.Optional(line),
  phone: Type.Optional(line),
  mobile: Type.Optional(line),
  email: Type.Optional(line),
};
export const JobContactCreate = Type.Object(
  {
    jobId: line,
    role: Type.Optional(oneOf(roles, { default: 'job' })),
    contactId: Type.Optional({
      ...line,
      description: 'Links this person; values that are not given are theirs',
    }),
    ...linkValues,
  },
  { title: 'JobContactCreate', ...closed },
);
export const JobContactChange = Type.Object(
  {
    role: Type.Optional(oneOf(roles)),
    ...linkValues,
    active: Type.Optional(Type.Boolean({ description: 'true brings an ended link back' })),
  },
  { title: 'JobContactChange', ...closed },
);
export const JobContactQuery = Type.Object(
  {
    jobId: Type.Optional(Type.String()),
    contactId: Type.Optional(Type.String()),
    role: Type.Optional(oneOf(roles)),
    active: Type.Optional(Type.Boolean()),
    updatedSince: Type.Optional(Type.String()),
    sort: Type.Optional(oneOf(sorts, { default: 'createdAt' })),
    limit,
    cursor,
  },
  closed,
);
export const JobContactPage = pageOf(JobContact, 'JobContactPage');

export type JobWire = Static<typeof Job>;
export type JobCreateWire = Static<typeof JobCreate>;
export type JobChangeWire = Static<typeof JobChange>;
export type JobContactWire = Static<typeof JobContact>;
export type JobContactCreateWire = Static<typeof JobContactCreate>;
