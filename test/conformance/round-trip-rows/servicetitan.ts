import {
  blank,
  blankVoipbin,
  blankHighlevel,
  blankUnified,
  blankServicem8,
  highlevelName,
  type Row,
} from './row.ts';

/** A contact written through servicetitan, as every dialect shows it. */
export const servicetitan: Row = {
  written: { name: 'Annie Jump Cannon', title: 'Astronomer', referenceId: 'ref-4' },
  shown: {
    native: {
      ...blank,
      givenName: 'Annie Jump',
      familyName: 'Cannon',
      fullName: 'Annie Jump Cannon',
      displayName: 'Annie Jump Cannon',
      jobTitle: 'Astronomer',
      externalId: 'ref-4',
    },
    servicem8: { ...blankServicem8, first: 'Annie Jump', last: 'Cannon' },
    unified: { ...blankUnified, firstName: 'Annie Jump', lastName: 'Cannon' },
    servicetitan: {
      name: 'Annie Jump Cannon',
      title: 'Astronomer',
      referenceId: 'ref-4',
      isArchived: false,
    },
    voipbin: {
      ...blankVoipbin,
      first_name: 'Annie Jump',
      last_name: 'Cannon',
      display_name: 'Annie Jump Cannon',
      job_title: 'Astronomer',
      external_id: 'ref-4',
    },
    highlevel: { ...blankHighlevel, ...highlevelName('Annie Jump', 'Cannon') },
  },
};
