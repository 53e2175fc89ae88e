/** How each API shows the person written through HighLevel. */
import { customField, highlevel, highlevelFieldValue } from '../fixture.ts';
import type { Cell } from '../read.ts';
import { blank, jobContact, type Row } from './blank.ts';

export function ofHighlevel(location: Cell, fieldId: string): Row {
  const { firstName, lastName, name, email, phone, companyName, tags, website } = highlevel;
  const { address1, city, state, postalCode, country, dndSettings, ...rest } = highlevel;
  const { timezone, source, assignedTo, dnd } = rest;
  const place = { city, state, countrySubdivision: null, country, postalCode };
  const setting = { message: null, code: null };
  return {
    servicem8: jobContact({ first: firstName, last: lastName, phone, mobile: '', email }),
    unified: {
      ...blank.unified,
      firstName,
      lastName,
      account: companyName,
      addresses: [{ addressType: null, street1: address1, street2: null, ...place }],
      emailAddresses: [{ emailAddressType: null, emailAddress: email }],
      phoneNumbers: [{ phoneNumberType: null, phoneNumber: phone }],
    },
    servicetitan: { ...blank.servicetitan, name },
    voipbin: {
      ...blank.voipbin,
      first_name: firstName,
      last_name: lastName,
      display_name: name,
      company: companyName,
      phone_numbers: [{ number: phone, number_e164: phone, type: '', is_primary: false }],
      emails: [{ address: email, type: '', is_primary: false }],
      tags,
    },
    highlevel: {
      ...blank.highlevel,
      ...location,
      name,
      firstName,
      lastName,
      email,
      phone,
      companyName,
      address1,
      city,
      state,
      postalCode,
      country,
      website,
      timezone,
      source,
      assignedTo,
      dnd,
      dndSettings,
      tags,
      dateOfBirth: '1990-09-25',
      customFields: [{ id: fieldId, value: highlevelFieldValue }],
    },
    native: {
      ...blank.native,
      fullName: name,
      givenName: firstName,
      familyName: lastName,
      displayName: name,
      companyName,
      // How it came is not what the business calls its source.
      origin: 'api',
      leadSource: source,
      website,
      timeZone: timezone,
      dateOfBirth: '1990-09-25',
      assignedTo,
      phones: [{ value: phone, e164: phone, type: '', isPrimary: false }],
      emails: [{ value: email, type: '', isPrimary: false }],
      addresses: [{ type: '', street1: address1, street2: null, ...place, countryCode: 'US' }],
      tags,
      customFields: { [customField.key]: highlevelFieldValue },
      consent: {
        dnd,
        channels: {
          call: { ...setting, ...dndSettings.Call },
          email: dndSettings.Email,
          sms: { ...setting, ...dndSettings.SMS },
          whatsapp: { ...setting, ...dndSettings.WhatsApp },
          gmb: { ...setting, ...dndSettings.GMB },
          fb: { ...setting, ...dndSettings.FB },
        },
        inbound: null,
      },
    },
  };
}
