import {
  blank,
  phone,
  email,
  address,
  blankVoipbin,
  blankHighlevel,
  blankUnified,
  blankServicem8,
  blankServicetitan,
  highlevelName,
  highlevelEmail,
  type Row,
} from './row.ts';

/** A contact written through unified, as every dialect shows it. */
export const unified: Row = {
  written: {
    firstName: 'Mary',
    lastName: 'Jackson',
    account: 'Engines Inc',
    addresses: [
      {
        addressType: 'shipping',
        street1: '3 Wind Tunnel Rd',
        street2: 'Gate 4',
        city: 'Hampton',
        state: 'VA',
        countrySubdivision: 'Virginia',
        country: 'USA',
        postalCode: '23666',
      },
    ],
    emailAddresses: [
      { emailAddressType: 'main', emailAddress: 'Mary@Example.com' },
      { emailAddressType: 'secondary', emailAddress: 'mj@example.com' },
    ],
    phoneNumbers: [
      { phoneNumberType: 'primary', phoneNumber: '+1 512 555 0301' },
      { phoneNumberType: 'mobile', phoneNumber: '5125550302' },
    ],
  },
  shown: {
    native: {
      ...blank,
      givenName: 'Mary',
      familyName: 'Jackson',
      fullName: 'Mary Jackson',
      displayName: 'Mary Jackson',
      accountId: '«account»',
      // The name of an account stands for the company where a dialect has only a text.
      companyName: 'Engines Inc',
      addresses: [
        address({
          type: 'shipping',
          street1: '3 Wind Tunnel Rd',
          street2: 'Gate 4',
          city: 'Hampton',
          state: 'VA',
          countrySubdivision: 'Virginia',
          country: 'USA',
          countryCode: 'US',
          postalCode: '23666',
        }),
      ],
      emails: [
        email('Mary@Example.com', { type: 'main', isPrimary: true }),
        email('mj@example.com', { type: 'secondary' }),
      ],
      phones: [
        phone('+1 512 555 0301', '+15125550301', { type: 'primary', isPrimary: true }),
        phone('5125550302', '+15125550302', { type: 'mobile' }),
      ],
    },
    servicem8: {
      ...blankServicem8,
      first: 'Mary',
      last: 'Jackson',
      phone: '+1 512 555 0301',
      mobile: '5125550302',
      email: 'Mary@Example.com',
    },
    unified: {
      ...blankUnified,
      firstName: 'Mary',
      lastName: 'Jackson',
      account: 'Engines Inc',
      addresses: [
        {
          addressType: 'shipping',
          street1: '3 Wind Tunnel Rd',
          street2: 'Gate 4',
          city: 'Hampton',
          state: 'VA',
          countrySubdivision: 'Virginia',
          country: 'USA',
          postalCode: '23666',
        },
      ],
      emailAddresses: [
        { emailAddressType: 'main', emailAddress: 'Mary@Example.com' },
        { emailAddressType: 'secondary', emailAddress: 'mj@example.com' },
      ],
      phoneNumbers: [
        { phoneNumberType: 'primary', phoneNumber: '+1 512 555 0301' },
        { phoneNumberType: 'mobile', phoneNumber: '5125550302' },
      ],
    },
    servicetitan: { ...blankServicetitan, name: 'Mary Jackson' },
    voipbin: {
      ...blankVoipbin,
      first_name: 'Mary',
      last_name: 'Jackson',
      display_name: 'Mary Jackson',
      company: 'Engines Inc',
      // Types that are none of this vendor's show as other.
      phone_numbers: [
        {
          number: '+1 512 555 0301',
          number_e164: '+15125550301',
          type: 'other',
          is_primary: true,
        },
        { number: '5125550302', number_e164: '+15125550302', type: 'mobile', is_primary: false },
      ],
      emails: [
        { address: 'mary@example.com', type: 'other', is_primary: true },
        { address: 'mj@example.com', type: 'other', is_primary: false },
      ],
    },
    highlevel: {
      ...blankHighlevel,
      ...highlevelName('Mary', 'Jackson'),
      ...highlevelEmail('Mary@Example.com'),
      phone: '+15125550301',
      businessId: '«account»',
      companyName: 'Engines Inc',
      address1: '3 Wind Tunnel Rd',
      city: 'Hampton',
      state: 'VA',
      postalCode: '23666',
      country: 'US',
      additionalEmails: [{ email: 'mj@example.com' }],
      additionalPhones: [{ phone: '+15125550302', phoneLabel: 'mobile' }],
    },
  },
};
