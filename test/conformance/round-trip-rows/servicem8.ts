import {
  blank,
  phone,
  email,
  blankVoipbin,
  blankHighlevel,
  blankUnified,
  blankServicem8,
  blankServicetitan,
  highlevelName,
  highlevelEmail,
  type Row,
} from './row.ts';

/** A contact written through servicem8, as every dialect shows it. */
export const servicem8: Row = {
  written: {
    first: 'Grace',
    last: 'Hopper',
    phone: '(512) 555-0201',
    mobile: '512 555 0202',
    email: 'Grace@Example.com',
    type: 'BILLING',
  },
  shown: {
    native: {
      ...blank,
      givenName: 'Grace',
      familyName: 'Hopper',
      fullName: 'Grace Hopper',
      displayName: 'Grace Hopper',
      phones: [
        phone('(512) 555-0201', '+15125550201', { type: 'work' }),
        phone('512 555 0202', '+15125550202', { type: 'mobile' }),
      ],
      emails: [email('Grace@Example.com')],
    },
    servicem8: {
      ...blankServicem8,
      first: 'Grace',
      last: 'Hopper',
      phone: '(512) 555-0201',
      mobile: '512 555 0202',
      email: 'Grace@Example.com',
      type: 'BILLING',
    },
    unified: {
      ...blankUnified,
      firstName: 'Grace',
      lastName: 'Hopper',
      emailAddresses: [{ emailAddressType: null, emailAddress: 'Grace@Example.com' }],
      phoneNumbers: [
        { phoneNumberType: 'work', phoneNumber: '(512) 555-0201' },
        { phoneNumberType: 'mobile', phoneNumber: '512 555 0202' },
      ],
    },
    servicetitan: { ...blankServicetitan, name: 'Grace Hopper' },
    voipbin: {
      ...blankVoipbin,
      first_name: 'Grace',
      last_name: 'Hopper',
      display_name: 'Grace Hopper',
      phone_numbers: [
        {
          number: '(512) 555-0201',
          number_e164: '+15125550201',
          type: 'work',
          is_primary: false,
        },
        {
          number: '512 555 0202',
          number_e164: '+15125550202',
          type: 'mobile',
          is_primary: false,
        },
      ],
      emails: [{ address: 'grace@example.com', type: '', is_primary: false }],
    },
    highlevel: {
      ...blankHighlevel,
      ...highlevelName('Grace', 'Hopper'),
      ...highlevelEmail('Grace@Example.com'),
      phone: '+15125550201',
      additionalPhones: [{ phone: '+15125550202', phoneLabel: 'mobile' }],
    },
  },
};
