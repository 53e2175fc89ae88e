/** What of a request was accepted and has no effect, said beside the result. */
import {
  AddressWrite,
  Contact,
  EmailAddressWrite,
  PhoneNumberWrite,
  UpdateContactRequest,
  type Warning,
} from '../schema.ts';

export function isBlank(text: string | null | undefined): text is '' | null | undefined {
  return text === null || text === undefined || text.trim() === '';
}

/** True for an entry that says neither a place nor a type. */
export function isEmptyAddress(address: AddressWrite): boolean {
  return addressKeys.every((key) => isBlank(address[key]));
}

const addressKeys = [
  'addressType',
  'street1',
  'street2',
  'city',
  'state',
  'countrySubdivision',
  'country',
  'postalCode',
] as const satisfies readonly (keyof AddressWrite)[];

/** Members of a body that were ignored, with their paths: unknown ones, read-only ones, entries without a value. */
export function bodyWarnings(body: UpdateContactRequest): Warning[] {
  const found = Object.keys(body)
    .filter((key) => !Object.hasOwn(UpdateContactRequest.properties, key))
    .map((key) => (Object.hasOwn(Contact.properties, key) ? readOnly(key) : unknownField(key)));
  return [
    ...found,
    ...entryWarnings('addresses', body.addresses, AddressWrite, (entry) => isEmptyAddress(entry)),
    ...entryWarnings('emailAddresses', body.emailAddresses, EmailAddressWrite, (entry) =>
      isBlank(entry.emailAddress),
    ),
    ...entryWarnings('phoneNumbers', body.phoneNumbers, PhoneNumberWrite, (entry) =>
      isBlank(entry.phoneNumber),
    ),
  ];
}

function entryWarnings<T extends object>(
  list: string,
  entries: readonly T[] | null | undefined,
  schema: { readonly properties: object },
  isEmpty: (entry: T) => boolean,
): Warning[] {
  return (entries ?? []).flatMap((entry, index) => {
    const path = `${list}[${index}]`;
    const unknown = Object.keys(entry)
      .filter((key) => !Object.hasOwn(schema.properties, key))
      .map((key) => unknownField(`${path}.${key}`));
    return isEmpty(entry) ? [...unknown, emptyEntry(path)] : unknown;
  });
}

/** Parameters of a list that no filter is called by: without them the list may be longer than meant. */
export function parameterWarnings(
  query: object,
  schema: { readonly properties: object },
): Warning[] {
  return Object.keys(query)
    .filter((key) => !Object.hasOwn(schema.properties, key))
    .map((key) => ({
      code: 'unknown_parameter',
      field: key,
      message: `${key} is no parameter of this list and was ignored`,
    }));
}

function unknownField(field: string): Warning {
  return { code: 'unknown_field', field, message: `${field} is not known and was ignored` };
}

function readOnly(field: string): Warning {
  return { code: 'read_only_field', field, message: `${field} cannot be written and was ignored` };
}

function emptyEntry(field: string): Warning {
  return { code: 'empty_entry', field, message: `${field} has no value and was left out` };
}
