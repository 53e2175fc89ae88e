/** What a list of contacts can be asked for. */
import { type Static, Type } from 'typebox';
import { closed, cursor, limit, oneOf } from '../../wire/schema.ts';

const filter = (
  description: string,
): ReturnType<typeof Type.Optional<ReturnType<typeof Type.String>>> =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 2_000, description }));

const contactSorts = ['createdAt', '-createdAt', 'updatedAt', '-updatedAt', 'id', '-id'] as const;

export const ContactQuery = Type.Object(
  {
    query: filter(
      'Every word occurs in name, company, role, external id, number or e-mail address',
    ),
    phone: filter('Any spelling of a number that the contact has'),
    email: filter('An e-mail address that the contact has'),
    name: filter('The shown name, ignoring case'),
    givenName: filter('Ignoring case'),
    familyName: filter('Ignoring case'),
    companyName: filter('Ignoring case'),
    jobTitle: filter('Ignoring case'),
    externalId: filter('Exactly'),
    account: filter("Name of the contact's main account, ignoring case"),
    accountId: filter("Id of the contact's main account"),
    tag: filter('Name of a tag'),
    archived: Type.Optional(Type.Boolean()),
    createdSince: filter('At or after this time'),
    createdBefore: filter('Before this time'),
    updatedSince: filter('At or after this time'),
    updatedBefore: filter('Before this time'),
    include: Type.Optional(
      oneOf(['live', 'deleted', 'all'], { default: 'live', description: 'Deleted contacts too' }),
    ),
    sort: Type.Optional(
      oneOf(contactSorts, { default: 'createdAt', description: 'With a minus: descending' }),
    ),
    limit,
    cursor,
    count: Type.Optional(Type.Boolean({ description: 'Give the total of all pages too' })),
  },
  closed,
);
export type ContactQueryWire = Static<typeof ContactQuery>;

export const GetQuery = Type.Object(
  {
    includeDeleted: Type.Optional(
      Type.Boolean({ default: false, description: 'Answer for a deleted contact too' }),
    ),
  },
  closed,
);
