/** Accounts, and the relations that contacts have with them. */
import { type Static, Type } from 'typebox';
import {
  closed,
  cursor,
  id,
  idOrNull,
  limit,
  line,
  lineOrNull,
  oneOf,
  pageOf,
  text,
  textOrNull,
  written,
} from '../wire/schema.ts';

const sorts = ['createdAt', '-createdAt', 'updatedAt', '-updatedAt', 'id', '-id'] as const;
const targets = ['account', 'site', 'booking', 'job'] as const;
const name = Type.String({ maxLength: 2_000, pattern: String.raw`\S` });

export const Account = Type.Object(
  {
    id,
    number: Type.Integer({ description: 'Counted up within the workspace' }),
    name: text,
    website: textOrNull,
    phone: textOrNull,
    email: textOrNull,
    street: textOrNull,
    unit: textOrNull,
    city: textOrNull,
    state: textOrNull,
    postalCode: textOrNull,
    country: textOrNull,
    address: textOrNull,
    billingAddress: textOrNull,
    externalId: textOrNull,
    active: Type.Boolean(),
    ...written,
  },
  { title: 'Account' },
);

const accountFields = {
  website: Type.Optional(lineOrNull),
  phone: Type.Optional(lineOrNull),
  email: Type.Optional(lineOrNull),
  street: Type.Optional(lineOrNull),
  unit: Type.Optional(lineOrNull),
  city: Type.Optional(lineOrNull),
  state: Type.Optional(lineOrNull),
  postalCode: Type.Optional(lineOrNull),
  country: Type.Optional(lineOrNull),
  address: Type.Optional(lineOrNull),
  billingAddress: Type.Optional(lineOrNull),
  externalId: Type.Optional(lineOrNull),
};
export const AccountCreate = Type.Object(
  { name, ...accountFields },
  { title: 'AccountCreate', ...closed },
);
export const AccountChange = Type.Object(
  {
    name: Type.Optional(name),
    ...accountFields,
    active: Type.Optional(Type.Boolean({ description: 'true brings a deleted account back' })),
  },
  { title: 'AccountChange', ...closed },
);
export const AccountQuery = Type.Object(
  {
    name: Type.Optional(Type.String({ description: 'Ignoring case' })),
    externalId: Type.Optional(Type.String({ description: 'Ignoring case' })),
    active: Type.Optional(Type.Boolean()),
    updatedSince: Type.Optional(Type.String()),
    sort: Type.Optional(oneOf(sorts, { default: 'createdAt' })),
    limit,
    cursor,
  },
  closed,
);
export const AccountPage = pageOf(Account, 'AccountPage');

export const Relation = Type.Object(
  {
    id,
    contactId: id,
    targetKind: oneOf(targets),
    targetId: idOrNull,
    targetNumber: Type.Unsafe<number | null>({
      type: ['integer', 'null'],
      description: 'The number of the account, site or job in its workspace, or of the booking',
    }),
    role: text,
    isPrimary: Type.Boolean({ description: "The target's primary contact" }),
    isMain: Type.Boolean({ description: "The contact's main account: its accountId" }),
    active: Type.Boolean({ description: 'False once ended' }),
    ...written,
  },
  { title: 'Relation' },
);
const relationFields = {
  role: Type.Optional(line),
  isPrimary: Type.Optional(Type.Boolean()),
  isMain: Type.Optional(Type.Boolean()),
};
export const RelationCreate = Type.Object(
  {
    contactId: line,
    targetKind: Type.Optional(oneOf(targets, { default: 'account' })),
    targetId: line,
    ...relationFields,
  },
  { title: 'RelationCreate', ...closed },
);
export const RelationChange = Type.Object(
  {
    ...relationFields,
    active: Type.Optional(Type.Boolean({ description: 'true brings an ended relation back' })),
  },
  { title: 'RelationChange', ...closed },
);
export const RelationQuery = Type.Object(
  {
    contactId: Type.Optional(Type.String()),
    targetKind: Type.Optional(oneOf(targets)),
    targetId: Type.Optional(Type.String()),
    role: Type.Optional(Type.String()),
    isMain: Type.Optional(Type.Boolean()),
    active: Type.Optional(Type.Boolean({ default: true })),
    updatedSince: Type.Optional(Type.String()),
    sort: Type.Optional(oneOf(sorts, { default: 'createdAt' })),
    limit,
    cursor,
  },
  closed,
);
export const RelationPage = pageOf(Relation, 'RelationPage');

export type AccountWire = Static<typeof Account>;
export type RelationWire = Static<typeof Relation>;
export type RelationCreateWire = Static<typeof RelationCreate>;
