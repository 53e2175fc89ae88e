/** How each API shows the person written through VoIPBIN. */
import { voipbin, voipbinTag } from '../fixture.ts';
import type { Cell } from '../read.ts';
import { blank, jobContact, type Row } from './blank.ts';

/** Of the five numbers of the VoIPBIN contact, in their order. */
const voipbinE164 = [
  '+15551234567',
  '+15125550151',
  '+15125550152',
  '+15125550153',
  '+442079460958',
];

export function ofVoipbin(location: Cell): Row {
  const { first_name: first, last_name: last, display_name: name } = voipbin;
  const { company, job_title: title, source, external_id: reference } = voipbin;
  const phones = voipbin.phone_numbers.map((phone, index) => ({
    ...phone,
    e164: voipbinE164[index] ?? null,
  }));
  const { emails } = voipbin;
  return {
    servicem8: jobContact({
      first,
      last,
      phone: voipbin.phone_numbers[1].number,
      mobile: voipbin.phone_numbers[0].number,
      email: emails[0].address,
    }),
    unified: {
      ...blank.unified,
      firstName: first,
      lastName: last,
      account: company,
      emailAddresses: emails.map(({ address, type }) => ({
        emailAddressType: type,
        emailAddress: address,
      })),
      phoneNumbers: phones.map(({ number, type }) => ({
        phoneNumberType: type,
        phoneNumber: number,
      })),
    },
    servicetitan: { name, title, referenceId: reference, isArchived: false },
    voipbin: {
      ...blank.voipbin,
      first_name: first,
      last_name: last,
      display_name: name,
      company,
      job_title: title,
      source,
      external_id: reference,
      phone_numbers: phones.map(({ e164, number, ...rest }) => ({
        number,
        number_e164: e164,
        ...rest,
      })),
      // The only API that shows addresses as they are matched.
      emails: emails.map((email) => ({ ...email, address: email.address.toLowerCase() })),
      tags: [voipbinTag],
    },
    highlevel: {
      ...blank.highlevel,
      ...location,
      name,
      firstName: first,
      lastName: last,
      email: emails[0].address,
      phone: voipbinE164[0] ?? null,
      additionalEmails: emails.slice(1).map(({ address }) => ({ email: address })),
      additionalPhones: phones
        .slice(1)
        .map(({ e164, type }) => ({ phone: e164, phoneLabel: type })),
      companyName: company,
      tags: [voipbinTag],
    },
    native: {
      ...blank.native,
      fullName: name,
      givenName: first,
      familyName: last,
      displayName: name,
      jobTitle: title,
      companyName: company,
      externalId: reference,
      origin: source,
      phones: phones.map(({ number, e164, type, is_primary: isPrimary }) => ({
        value: number,
        e164,
        type,
        isPrimary,
      })),
      emails: emails.map(({ address, type, is_primary: isPrimary }) => ({
        value: address,
        type,
        isPrimary,
      })),
      tags: [voipbinTag],
    },
  };
}
