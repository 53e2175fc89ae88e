/** Phone numbers and e-mail addresses of a contact. */
import { type Static, Type } from 'typebox';
import { closed, id, line, lineOrNull, textOrNull } from '../../wire/schema.ts';

const shared = {
  id,
  value: Type.String({ description: 'As entered, verbatim' }),
  type: Type.String({
    description:
      'As said by the writer, lower-cased: mobile, work, home, fax, other, … Empty: not said',
  }),
  label: textOrNull,
  isPrimary: Type.Boolean(),
  memo: textOrNull,
  referenceId: textOrNull,
};

export const Phone = Type.Object(
  {
    ...shared,
    e164: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'The international form; null when the text is no possible number',
    }),
    inferred: Type.Boolean({
      description: "The country code came from the workspace's region, not from the text",
    }),
    ext: textOrNull,
  },
  { title: 'Phone' },
);
export const Email = Type.Object(shared, { title: 'Email' });

const details = {
  type: Type.Optional(line),
  label: Type.Optional(lineOrNull),
  isPrimary: Type.Optional(Type.Boolean()),
  memo: Type.Optional(lineOrNull),
  referenceId: Type.Optional(lineOrNull),
};
const value = Type.String({ maxLength: 2_000, pattern: String.raw`\S` });

export const MethodWrite = Type.Object({ value, ...details }, { title: 'MethodWrite', ...closed });
export const MethodChange = Type.Object(
  { value: Type.Optional(value), ...details },
  { title: 'MethodChange', ...closed },
);
export const MethodParams = Type.Object({ id: Type.String(), methodId: Type.String() });

export type PhoneWire = Static<typeof Phone>;
export type EmailWire = Static<typeof Email>;
export type MethodWriteWire = Static<typeof MethodWrite>;
