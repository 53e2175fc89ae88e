/** A person's numbers and addresses are ServiceTitan's contact methods, whichever API wrote them, and the reverse. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dig, listAt, textAt } from '../support/http-call.ts';
import { openSpeakers, type Speaker, speakerOf } from '../support/speaker.ts';
import { driven } from './dialect-drivers/index.ts';
import { ok, ServicetitanClient, type ContactMethod, type Page } from './servicetitan-client.ts';

let client: ServicetitanClient;
let speakers: ReadonlyMap<string, Speaker>;
beforeAll(async () => {
  client = await ServicetitanClient.start();
  speakers = await openSpeakers(client.server.baseUrl, client.server.sandbox);
});
afterAll(() => client.stop());

const others = driven.map(({ name }) => name).filter((name) => name !== 'servicetitan');

/** What the native API, which shows everything, has of the contact: value and type as ServiceTitan says them. */
async function methodsBehind(contactId: string): Promise<string[]> {
  const { json } = await client.native('GET', `/contacts/${contactId}`);
  const phones = listAt(json, 'phones').map((phone) => {
    const types: Readonly<Record<string, string>> = { mobile: 'MobilePhone', fax: 'Fax' };
    return `${types[textAt(phone, 'type')] ?? 'Phone'} ${textAt(phone, 'value')}`;
  });
  return [...phones, ...listAt(json, 'emails').map((email) => `Email ${textAt(email, 'value')}`)];
}

describe.each(others)('%s', (name) => {
  test('what it writes is listed and found', async () => {
    const by = speakerOf(speakers, name);
    const index = others.indexOf(name);
    const person = {
      first: 'Methods',
      last: `Of ${name}`,
      phone: `+1512555020${index}`,
      mobile: `+1512555021${index}`,
      email: `methods.${name}@example.com`,
      externalId: `methods-${name}`,
    };
    const created = await by.send(by.session.create(person), 'create');
    const contactId = await by.session.contactOf(by.session.createdId(created));
    const listed = await ok<Page<ContactMethod>>(
      client.call('GET', `/contacts/${contactId}/contact-methods`),
    );
    const said = listed.data.map(({ type, value }) => `${type} ${value}`);
    expect(said.toSorted((one, other) => one.localeCompare(other))).toEqual(
      (await methodsBehind(contactId)).toSorted((one, other) => one.localeCompare(other)),
    );
    expect(said).toContain(`Email ${person.email}`);
    const found = await client.call('GET', `/contacts/contact-methods?value=${person.email}`);
    expect(listAt(found.json, 'data').map((row) => dig(row, 'contactId'))).toEqual([contactId]);
  });

  test('it shows what was written as a contact method', async () => {
    const by = speakerOf(speakers, name);
    const index = others.indexOf(name);
    const { id } = await client.create({ name: `Shown By ${name}` });
    const [mobile, email] = [`+1512555022${index}`, `shown.${name}@example.com`];
    for (const [type, value] of [
      ['MobilePhone', mobile],
      ['Email', email],
    ]) {
      await ok(client.call('POST', `/contacts/${id}/contact-methods`, { type, value }));
    }
    const record = await by.session.recordOf(id);
    const { text } = await by.send(by.session.get(record), 'get');
    expect(text).toContain(mobile);
    expect(text).toContain(email);
  });
});
