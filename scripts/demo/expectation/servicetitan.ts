/** How each API shows the person written through ServiceTitan. */
import { servicetitan } from '../fixture.ts';
import type { Cell } from '../read.ts';
import { blank, jobContact, type Row } from './blank.ts';

export function ofServicetitan(location: Cell): Row {
  const { name, title, referenceId } = servicetitan;
  const [first, last] = ['Mary Jo', 'Baker'];
  return {
    servicem8: jobContact({ first, last, phone: '', mobile: '', email: '' }),
    unified: { ...blank.unified, firstName: first, lastName: last },
    servicetitan: { name, title, referenceId, isArchived: false },
    voipbin: {
      ...blank.voipbin,
      first_name: first,
      last_name: last,
      display_name: name,
      job_title: title,
      external_id: referenceId,
    },
    highlevel: { ...blank.highlevel, ...location, name, firstName: first, lastName: last },
    native: {
      ...blank.native,
      fullName: name,
      givenName: first,
      familyName: last,
      displayName: name,
      jobTitle: title,
      externalId: referenceId,
    },
  };
}
