/** The invented people of `people/`, as the native API takes them. */
import type { MatchRecord } from '../../src/identity/match-record.ts';
import { type Entry, population } from '../people/population.ts';
import { usual } from '../people/spoil.ts';
import { HttpConnection } from './http-connection.ts';
import { storeBatch } from './fill.ts';
import type { ServerProcess } from './server-process.ts';

const seed = 7;
const perCall = 1000;
const callsAtOnce = 2;
const day = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/;
const address = /^[^@\s]+@[^@\s]+\.example$/;

/** One after the other; among them are those who are there twice. */
export class People {
  readonly #entries: Iterator<Entry, void>;

  constructor(most: number) {
    this.#entries = population(most, seed, usual);
  }

  take(count: number): object[] {
    return Array.from({ length: count }, () => {
      const next = this.#entries.next();
      if (next.done === true) throw new Error('there are no more people');
      return contactOf(next.value.record);
    });
  }

  /** Stores so many of them. */
  async fill(server: ServerProcess, count: number): Promise<void> {
    let left = count;
    const work = async (): Promise<void> => {
      const connection = await HttpConnection.open(server.port);
      while (left > 0) {
        const items = this.take(Math.min(perCall, left));
        left -= items.length;
        await storeBatch(connection, server, items);
      }
      connection.close();
    };
    await Promise.all(Array.from({ length: callsAtOnce }, work));
  }
}

/** What the API refuses (a slip in a date or an address) is left out. */
function contactOf(record: MatchRecord): object {
  const {
    given,
    middle,
    family,
    birth,
    company,
    phones = [],
    emails = [],
    addresses = [],
  } = record;
  return {
    givenName: said(given),
    middleName: said(middle),
    familyName: said(family),
    dateOfBirth: day.test(birth ?? '') ? birth : null,
    companyName: said(company),
    phones: phones.map((value) => ({ value })),
    emails: emails.filter((text) => address.test(text)).map((value) => ({ value })),
    addresses: addresses.map(({ number, street, city, postcode }) => ({
      street1: [said(number), said(street)].filter((part) => part !== null).join(' '),
      city: said(city),
      postalCode: said(postcode),
    })),
  };
}

function said(text: string | null | undefined): string | null {
  return text === '' || text === undefined ? null : text;
}
