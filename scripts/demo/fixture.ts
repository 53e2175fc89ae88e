/**
 * The five requests of the demo: each vendor's own "create a contact" page, with its field names and every value that it
 * gives as an example. What the page leaves open is invented, at example.com. The only file to edit for other people.
 */

/** ServiceM8, "Create a new Job Contact". `job_uuid` and `uuid` are filled in when it runs. */
export const servicem8 = {
  first: 'Ann',
  last: 'Lee',
  phone: '(512) 555-0142',
  mobile: '512-555-0143',
  email: 'ann.lee@example.com',
  type: 'JOB',
  // Deprecated by the vendor: taken, and shown nowhere.
  is_primary_contact: '1',
} as const;

/** Unified CRM, "Create Contact". */
export const unified = {
  lastName: 'Novak',
  firstName: 'Petra',
  account: 'Novak Dental',
  addresses: [
    {
      addressType: 'shipping',
      street1: '12 Elm Street',
      street2: 'Suite 4',
      city: 'Austin',
      state: 'TX',
      countrySubdivision: 'US-TX',
      country: 'United States',
      postalCode: '78701',
    },
    {
      addressType: 'billing',
      street1: 'PO Box 7',
      street2: 'Attn. Accounts',
      city: 'Round Rock',
      state: 'TX',
      countrySubdivision: 'US-TX',
      country: 'US',
      postalCode: '78664',
    },
  ],
  emailAddresses: [
    { emailAddressType: 'main', emailAddress: 'petra.novak@example.com' },
    { emailAddressType: 'secondary', emailAddress: 'desk@novak.example.com' },
  ],
  phoneNumbers: [
    { phoneNumberType: 'primary', phoneNumber: '+1 512 555 0161' },
    { phoneNumberType: 'secondary', phoneNumber: '+1 512 555 0162' },
  ],
  // The app behind the built-in credential is Polydex, so these are its names: a text, an array and an object.
  remoteFields: {
    jobTitle: 'Practice Manager',
    tags: ['dental'],
    customFields: { demo_field: 'net 30' },
  },
} as const;

/** ServiceTitan, "Contacts_Create". One name, which the others show split at its last blank. */
export const servicetitan = {
  name: 'Mary Jo Baker',
  title: 'Property Manager',
  referenceId: 'ST-2041',
} as const;

/** VoIPBIN, the contact structure. `tag_ids` is filled in when it runs: the tag is made before. */
export const voipbin = {
  first_name: 'Omar',
  last_name: 'Haddad',
  display_name: 'Omar Haddad',
  company: 'Haddad Heating',
  job_title: 'Owner',
  source: 'import',
  external_id: 'SF-0031',
  phone_numbers: [
    { number: '+15551234567', type: 'mobile', is_primary: true },
    { number: '(512) 555-0151', type: 'work', is_primary: false },
    { number: '512-555-0152', type: 'home', is_primary: false },
    { number: '512.555.0153', type: 'fax', is_primary: false },
    { number: '+44 20 7946 0958', type: 'other', is_primary: false },
  ],
  emails: [
    { address: 'Omar.Haddad@Example.com', type: 'work', is_primary: true },
    { address: 'omar@home.example.com', type: 'personal', is_primary: false },
    { address: 'office@haddad.example.com', type: 'other', is_primary: false },
  ],
} as const;

/** The tag of the VoIPBIN contact; that API names tags by id alone. */
export const voipbinTag = 'vip';

/** HighLevel, "Create Contact". `locationId` and the `id` of the custom field are the sandbox's own. */
export const highlevel = {
  firstName: 'Jane',
  lastName: 'Smith',
  name: 'Jane Smith',
  email: 'jane.smith@example.com',
  phone: '+15551234567',
  address1: '456 Oak Ave',
  city: 'Austin',
  state: 'TX',
  postalCode: '78702',
  country: 'US',
  website: 'https://smith.example.com',
  timezone: 'America/Chicago',
  dnd: false,
  // Only her own address is blocked: the number is the VoIPBIN contact's too, and a block follows the number.
  dndSettings: {
    Call: { status: 'inactive' },
    Email: { status: 'active', message: 'Prefers the phone', code: '103' },
    SMS: { status: 'inactive' },
    WhatsApp: { status: 'inactive' },
    GMB: { status: 'inactive' },
    FB: { status: 'inactive' },
  },
  tags: ['new-lead', 'website'],
  source: 'api',
  companyName: 'Smith Co',
  dateOfBirth: '09/25/1990',
  assignedTo: 'dispatcher-7',
} as const;

/** The value of its custom field, and the definition that gives the field an id. */
export const highlevelFieldValue = 'field_value';
export const customField = { key: 'demo_field', name: 'Demo field', dataType: 'TEXT' } as const;

/** The jobs: ServiceM8's in its own words, the others' in those of the native API. */
export const servicem8Job = { status: 'Work Order', job_description: 'Polydex demo' } as const;
export const job = { status: 'work-order', description: 'Polydex demo' } as const;
