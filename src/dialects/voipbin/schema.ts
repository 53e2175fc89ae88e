/**
 * VoIPBIN's wire shapes, member by member in the vendor's order. The lengths are those of the vendor's columns; the
 * formats `email-address`, `contact-id` and `tag-id` are this dialect's own (`format.ts`).
 */
import { Type, type Static } from 'typebox';

export const NullableText = Type.Unsafe<string | null>({ type: ['string', 'null'] });

export const sources = ['manual', 'import', 'api', 'sync'] as const;
export const phoneNumberTypes = ['mobile', 'work', 'home', 'fax', 'other'] as const;
export const emailTypes = ['work', 'personal', 'other'] as const;

export const PhoneNumber = Type.Object({
  id: Type.String(),
  number: Type.String({ description: 'As entered' }),
  number_e164: Type.String({ description: 'What is matched' }),
  type: Type.String({ description: 'mobile, work, home, fax, other, or empty' }),
  is_primary: Type.Boolean(),
  tm_create: Type.String(),
});
export type PhoneNumber = Static<typeof PhoneNumber>;

export const Email = Type.Object({
  id: Type.String(),
  address: Type.String({ description: 'In lower case' }),
  type: Type.String({ description: 'work, personal, other, or empty' }),
  is_primary: Type.Boolean(),
  tm_create: Type.String(),
});
export type Email = Static<typeof Email>;

/** All fifteen members always: texts are never null, lists never left out. */
export const Contact = Type.Object({
  id: Type.String(),
  customer_id: Type.String(),
  first_name: Type.String(),
  last_name: Type.String(),
  display_name: Type.String(),
  company: Type.String(),
  job_title: Type.String(),
  source: Type.String({ description: sources.join(', ') }),
  external_id: Type.String(),
  phone_numbers: Type.Array(PhoneNumber),
  emails: Type.Array(Email),
  tag_ids: Type.Array(Type.String()),
  tm_create: Type.String(),
  tm_update: NullableText,
  tm_delete: NullableText,
});
export type Contact = Static<typeof Contact>;

export const ContactList = Type.Object({
  result: Type.Array(Contact),
  next_page_token: Type.String({ description: 'tm_create of the last row; empty without rows' }),
});
export type ContactList = Static<typeof ContactList>;

/** Left out or null says nothing. */
export function text(maxLength?: number) {
  const limit = maxLength === undefined ? {} : { maxLength };
  return Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], ...limit }));
}

/** `''` is taken as well as the words: the vendor's own command line sends it. */
function oneOf<const T extends readonly string[]>(words: T) {
  return Type.Optional(
    Type.Unsafe<T[number] | '' | null>({ type: ['string', 'null'], enum: [...words, '', null] }),
  );
}

const Flag = Type.Optional(Type.Unsafe<boolean | null>({ type: ['boolean', 'null'] }));

const number = { pattern: '\\S', maxLength: 30 };
const address = { format: 'email-address', maxLength: 255 };

export const PhoneNumberWrite = Type.Object({
  number: Type.String(number),
  type: oneOf(phoneNumberTypes),
  is_primary: Flag,
});
export type PhoneNumberWrite = Static<typeof PhoneNumberWrite>;

/** Left out or null stays. */
export const PhoneNumberChange = Type.Object({
  number: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], ...number })),
  type: oneOf(phoneNumberTypes),
  is_primary: Flag,
});
export type PhoneNumberChange = Static<typeof PhoneNumberChange>;

export const EmailWrite = Type.Object({
  address: Type.String(address),
  type: oneOf(emailTypes),
  is_primary: Flag,
});
export type EmailWrite = Static<typeof EmailWrite>;

export const EmailChange = Type.Object({
  address: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], ...address })),
  type: oneOf(emailTypes),
  is_primary: Flag,
});
export type EmailChange = Static<typeof EmailChange>;

export const TagAssignment = Type.Object({ tag_id: Type.String({ format: 'tag-id' }) });

const writable = {
  first_name: text(100),
  last_name: text(100),
  display_name: text(200),
  company: text(200),
  job_title: text(100),
  external_id: text(255),
  notes: text(),
};

/** An empty object makes a contact. */
export const ContactCreate = Type.Object({
  ...writable,
  source: oneOf(sources),
  phone_numbers: Type.Optional(
    Type.Unsafe<PhoneNumberWrite[] | null>({ type: ['array', 'null'], items: PhoneNumberWrite }),
  ),
  emails: Type.Optional(
    Type.Unsafe<EmailWrite[] | null>({ type: ['array', 'null'], items: EmailWrite }),
  ),
  tag_ids: Type.Optional(
    Type.Unsafe<string[] | null>({
      type: ['array', 'null'],
      items: Type.String({ format: 'tag-id' }),
    }),
  ),
});
export type ContactCreate = Static<typeof ContactCreate>;

/** The members that can be changed here; all others are ignored, whatever they hold. */
export const ContactUpdate = Type.Object(writable);
export type ContactUpdate = Static<typeof ContactUpdate>;

export const Id = Type.String({ format: 'contact-id' });
export const ContactParams = Type.Object({ id: Id });
export const PhoneNumberParams = Type.Object({ id: Id, phone_number_id: Id });
export const EmailParams = Type.Object({ id: Id, email_id: Id });
export const TagParams = Type.Object({ id: Id, tag_id: Id });

export const ListParameters = Type.Object({
  page_size: Type.Optional(
    Type.String({ pattern: '^[+-]?\\d{1,18}$', description: 'An integer, 100 if out of 1–100' }),
  ),
  page_token: Type.Optional(Type.String({ description: 'next_page_token of the page before' })),
});
export type ListParameters = Static<typeof ListParameters>;

export const LookupParameters = Type.Object({
  phone: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
});
export type LookupParameters = Static<typeof LookupParameters>;

export const LoginRequest = Type.Object({ username: Type.String(), password: Type.String() });
export const LoginResponse = Type.Object({
  username: Type.String(),
  token: Type.String({ description: 'A JWT, good for seven days; also set as the cookie token' }),
});

export const Pong = Type.Object({ message: Type.String() });

/** The envelope of every error. */
export const ErrorResponse = Type.Object({
  error: Type.Object({
    status: Type.String(),
    reason: Type.String(),
    message: Type.String(),
    request_id: Type.String(),
    details: Type.Optional(Type.Array(Type.Record(Type.String(), Type.Unknown()))),
  }),
});
export type ErrorResponse = Static<typeof ErrorResponse>;
