/** How each API shows the person written through the unified API. */
import { customField, unified } from '../fixture.ts';
import type { Cell } from '../read.ts';
import { blank, jobContact, type Row } from './blank.ts';

export function ofUnified(location: Cell, fieldId: string): Row {
  const { firstName, lastName, account, addresses, emailAddresses, phoneNumbers } = unified;
  const { jobTitle, tags, customFields } = unified.remoteFields;
  const name = `${firstName} ${lastName}`;
  const [{ emailAddress: email }, { emailAddress: second }] = emailAddresses;
  const [{ phoneNumber: phone }, { phoneNumber: other }] = phoneNumbers;
  const [e164, otherE164] = ['+15125550161', '+15125550162'];
  const [{ addressType: _type, street1, city, state, postalCode }] = addresses;
  return {
    // Neither number says that it is mobile, so the first is the landline.
    servicem8: jobContact({ first: firstName, last: lastName, phone, mobile: '', email }),
    unified: {
      ...blank.unified,
      firstName,
      lastName,
      account,
      addresses,
      emailAddresses,
      phoneNumbers,
    },
    servicetitan: { ...blank.servicetitan, name, title: jobTitle },
    voipbin: {
      ...blank.voipbin,
      first_name: firstName,
      last_name: lastName,
      display_name: name,
      company: account,
      job_title: jobTitle,
      // VoIPBIN's words for types have no "primary" and no "main".
      phone_numbers: [
        { number: phone, number_e164: e164, type: 'other', is_primary: true },
        { number: other, number_e164: otherE164, type: 'other', is_primary: false },
      ],
      emails: [
        { address: email, type: 'other', is_primary: true },
        { address: second, type: 'other', is_primary: false },
      ],
      tags,
    },
    highlevel: {
      ...blank.highlevel,
      ...location,
      name,
      firstName,
      lastName,
      email,
      phone: e164,
      additionalEmails: [{ email: second }],
      additionalPhones: [{ phone: otherE164, phoneLabel: 'secondary' }],
      companyName: account,
      address1: street1,
      city,
      state,
      postalCode,
      country: 'US',
      tags,
      customFields: [{ id: fieldId, value: customFields[customField.key] }],
    },
    native: {
      ...blank.native,
      fullName: name,
      givenName: firstName,
      familyName: lastName,
      displayName: name,
      jobTitle,
      companyName: account,
      phones: [
        { value: phone, e164, type: 'primary', isPrimary: true },
        { value: other, e164: otherE164, type: 'secondary', isPrimary: false },
      ],
      emails: [
        { value: email, type: 'main', isPrimary: true },
        { value: second, type: 'secondary', isPrimary: false },
      ],
      addresses: addresses.map(({ addressType, ...place }) => ({
        type: addressType,
        ...place,
        countryCode: 'US',
      })),
      tags,
      customFields,
    },
  };
}
