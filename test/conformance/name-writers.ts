/** Every way in which a dialect can write a name. */
import type { Call } from '../support/http-call.ts';
import type { Session } from './dialect-drivers/driver.ts';

export interface NameWriter {
  readonly title: string;
  readonly dialect: string;
  /** Whether it writes the name as one text. */
  readonly wholly: boolean;
  write(session: Session, id: string, first: string, last: string): Call;
}

/** The dialect's own update, with another body. */
const updating = (session: Session, id: string, body: object): Call => {
  const someone = { first: '', last: '', phone: '', mobile: '', email: '', externalId: '' };
  return { ...session.rename(id, someone), body };
};

const joined = (first: string, last: string): string => `${first} ${last}`.trim();

export const nameWriters: readonly NameWriter[] = [
  {
    title: 'native, parts',
    dialect: 'native',
    wholly: false,
    write: (session, id, givenName, familyName) => updating(session, id, { givenName, familyName }),
  },
  {
    title: 'native, full name',
    dialect: 'native',
    wholly: true,
    write: (session, id, first, last) => updating(session, id, { fullName: joined(first, last) }),
  },
  {
    title: 'servicem8',
    dialect: 'servicem8',
    wholly: false,
    write: (session, id, first, last) => updating(session, id, { first, last }),
  },
  {
    title: 'unified',
    dialect: 'unified',
    wholly: false,
    write: (session, id, firstName, lastName) => updating(session, id, { firstName, lastName }),
  },
  {
    title: 'servicetitan, PATCH',
    dialect: 'servicetitan',
    wholly: true,
    write: (session, id, first, last) => updating(session, id, { name: joined(first, last) }),
  },
  {
    title: 'servicetitan, PUT',
    dialect: 'servicetitan',
    wholly: true,
    write: (session, id, first, last) => ({
      ...updating(session, id, { name: joined(first, last), isArchived: false }),
      method: 'PUT',
    }),
  },
  {
    title: 'voipbin',
    dialect: 'voipbin',
    wholly: false,
    write: (session, id, first_name, last_name) => updating(session, id, { first_name, last_name }),
  },
  {
    title: 'highlevel, parts',
    dialect: 'highlevel',
    wholly: false,
    write: (session, id, firstName, lastName) => updating(session, id, { firstName, lastName }),
  },
  {
    title: 'highlevel, name',
    dialect: 'highlevel',
    wholly: true,
    write: (session, id, first, last) => updating(session, id, { name: joined(first, last) }),
  },
];
