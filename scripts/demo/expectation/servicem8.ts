/** How each API shows the person written through ServiceM8. */
import { servicem8 } from '../fixture.ts';
import type { Cell } from '../read.ts';
import { blank, jobContact, type Row } from './blank.ts';

export function ofServicem8(location: Cell): Row {
  const { first, last, phone, mobile, email } = servicem8;
  const name = `${first} ${last}`;
  // Numbers without a country code are read in the Sandbox's region, US.
  const [e164, mobileE164] = ['+15125550142', '+15125550143'];
  return {
    servicem8: jobContact({ first, last, phone, mobile, email }),
    unified: {
      ...blank.unified,
      firstName: first,
      lastName: last,
      emailAddresses: [{ emailAddressType: null, emailAddress: email }],
      phoneNumbers: [
        { phoneNumberType: 'work', phoneNumber: phone },
        { phoneNumberType: 'mobile', phoneNumber: mobile },
      ],
    },
    servicetitan: { ...blank.servicetitan, name },
    voipbin: {
      ...blank.voipbin,
      first_name: first,
      last_name: last,
      display_name: name,
      phone_numbers: [
        { number: phone, number_e164: e164, type: 'work', is_primary: false },
        { number: mobile, number_e164: mobileE164, type: 'mobile', is_primary: false },
      ],
      emails: [{ address: email, type: '', is_primary: false }],
    },
    highlevel: {
      ...blank.highlevel,
      ...location,
      name,
      firstName: first,
      lastName: last,
      email,
      phone: e164,
      additionalPhones: [{ phone: mobileE164, phoneLabel: 'mobile' }],
    },
    native: {
      ...blank.native,
      fullName: name,
      givenName: first,
      familyName: last,
      displayName: name,
      phones: [
        { value: phone, e164, type: 'work', isPrimary: false },
        { value: mobile, e164: mobileE164, type: 'mobile', isPrimary: false },
      ],
      emails: [{ value: email, type: '', isPrimary: false }],
    },
  };
}
