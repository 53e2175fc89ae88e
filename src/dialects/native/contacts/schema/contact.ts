/** A contact as the native API shows and takes it. */
import { type Static, Type } from 'typebox';
import {
  bag,
  bagOrNull,
  closed,
  id,
  idOrNull,
  integer,
  lineOrNull,
  longTextOrNull,
  oneOf,
  text,
  textOrNull,
  time,
  timeOrNull,
  written,
} from '../../wire/schema.ts';
import { Address, AddressWrite } from './address.ts';
import { Consent, ConsentWrite } from './consent.ts';
import { Email, MethodWrite, Phone } from './method.ts';

const kinds = ['person', 'organisation'] as const;
const origins = ['manual', 'import', 'api', 'sync'] as const;

const programs = ['campaign', 'workflow'] as const;
const Membership = Type.Object(
  {
    id,
    program: oneOf(programs),
    programId: text,
    eventStartAt: timeOrNull,
    addedAt: time,
    addedBy: integer,
  },
  {
    title: 'Membership',
    description: 'In a campaign or workflow of a vendor; joined and left through its API',
  },
);

export const Contact = Type.Object(
  {
    id,
    kind: oneOf(kinds),
    givenName: textOrNull,
    familyName: textOrNull,
    fullName: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'The parts joined, or as a single-field writer wrote it',
    }),
    displayName: Type.String({ description: 'What to call the contact: label, else full name' }),
    namePrefix: textOrNull,
    middleName: textOrNull,
    nameSuffix: textOrNull,
    nickname: textOrNull,
    jobTitle: textOrNull,
    companyName: textOrNull,
    accountId: idOrNull,
    externalId: textOrNull,
    origin: oneOf(origins),
    leadSource: textOrNull,
    leadType: textOrNull,
    website: textOrNull,
    timeZone: textOrNull,
    dateOfBirth: Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date' }),
    gender: textOrNull,
    language: textOrNull,
    photo: textOrNull,
    assignedTo: textOrNull,
    notesText: textOrNull,
    phones: Type.Array(Phone),
    emails: Type.Array(Email),
    addresses: Type.Array(Address),
    tags: Type.Array(text),
    followers: Type.Array(text),
    memberships: Type.Array(Membership),
    customFields: bag,
    consent: Consent,
    attribution: bagOrNull,
    archived: Type.Boolean(),
    archivedAt: timeOrNull,
    deletedAt: timeOrNull,
    lastActivityAt: timeOrNull,
    ...written,
  },
  { title: 'Contact' },
);

const list = <T extends typeof MethodWrite | typeof AddressWrite>(
  item: T,
  most: number,
): ReturnType<typeof Type.Unsafe<readonly Static<T>[] | null>> =>
  Type.Unsafe<readonly Static<T>[] | null>({
    type: ['array', 'null'],
    items: item,
    maxItems: most,
  });

const fields = {
  kind: Type.Optional(oneOf(kinds)),
  givenName: Type.Optional(lineOrNull),
  familyName: Type.Optional(lineOrNull),
  fullName: Type.Optional({
    ...lineOrNull,
    description: 'Instead of givenName and familyName; together only when they are the same name',
  }),
  displayName: Type.Optional({
    ...lineOrNull,
    description: 'A label of its own; null: derived from the name',
  }),
  namePrefix: Type.Optional(lineOrNull),
  middleName: Type.Optional(lineOrNull),
  nameSuffix: Type.Optional(lineOrNull),
  nickname: Type.Optional(lineOrNull),
  jobTitle: Type.Optional(lineOrNull),
  companyName: Type.Optional(lineOrNull),
  accountId: Type.Optional(lineOrNull),
  externalId: Type.Optional(lineOrNull),
  leadSource: Type.Optional(lineOrNull),
  leadType: Type.Optional(lineOrNull),
  website: Type.Optional(lineOrNull),
  timeZone: Type.Optional(lineOrNull),
  dateOfBirth: Type.Optional({
    ...lineOrNull,
    description: '1990-09-25, 09/25/1990 and their variants',
  }),
  gender: Type.Optional(lineOrNull),
  language: Type.Optional(lineOrNull),
  photo: Type.Optional(longTextOrNull),
  assignedTo: Type.Optional(lineOrNull),
  notesText: Type.Optional(longTextOrNull),
  phones: Type.Optional(list(MethodWrite, 500)),
  emails: Type.Optional(list(MethodWrite, 500)),
  addresses: Type.Optional(list(AddressWrite, 100)),
  tags: Type.Optional(
    Type.Unsafe<readonly string[] | null>({
      type: ['array', 'null'],
      items: { type: 'string', maxLength: 200, pattern: String.raw`\S` },
      maxItems: 500,
      description: 'Names; a name that the workspace does not know yet is added to it',
    }),
  ),
  followers: Type.Optional(
    Type.Unsafe<readonly string[] | null>({
      type: ['array', 'null'],
      items: { type: 'string', maxLength: 200, pattern: String.raw`\S` },
      maxItems: 1_000,
      description: 'Ids of the users who are told of the contact, as their vendor has them',
    }),
  ),
  customFields: Type.Optional({
    ...bag,
    description: 'By key or id of the definition; null clears one, what is not named stays',
  }),
  consent: Type.Optional(ConsentWrite),
  attribution: Type.Optional(bagOrNull),
  archived: Type.Optional(Type.Boolean()),
  lastActivityAt: Type.Optional(lineOrNull),
};

export const ContactCreate = Type.Object(
  { ...fields, origin: Type.Optional(oneOf(origins, { default: 'api' })) },
  { title: 'ContactCreate', ...closed },
);
export const ContactChange = Type.Object(fields, {
  title: 'ContactChange',
  description:
    'JSON Merge Patch: absent leaves as it is, null clears, a list replaces the whole list. Entries of a list that ' +
    'equal existing ones (by number, address or place) keep their id and whatever is not named.',
  ...closed,
});

export const ContactPage = Type.Object(
  {
    data: Type.Array(Contact),
    nextCursor: textOrNull,
    total: Type.Optional(Type.Integer({ description: 'Only with count=true' })),
  },
  { title: 'ContactPage' },
);

export type ContactWire = Static<typeof Contact>;
export type ContactCreateWire = Static<typeof ContactCreate>;
export type ContactChangeWire = Static<typeof ContactChange>;
