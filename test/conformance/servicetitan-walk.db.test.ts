/** One integration from its first token to its last export, in the order in which a program would go. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  expectError,
  ok,
  sentences,
  ServicetitanClient,
  validation,
  type Contact,
  type ContactMethod,
  type Page,
  type Token,
} from './servicetitan-client.ts';

let client: ServicetitanClient;
beforeAll(async () => {
  client = await ServicetitanClient.start();
});
afterAll(() => client.stop());

const address = {
  street: '12 Example Street',
  city: 'Austin',
  state: 'TX',
  zip: '73301',
  country: 'USA',
};

interface Customer {
  readonly id: number;
  readonly locations: readonly { readonly id: number }[];
  readonly contacts: readonly { readonly id: number; readonly value: string }[];
}

interface ExportPage {
  readonly hasMore: boolean;
  readonly continueFrom: string;
  readonly data: readonly { readonly id: number; readonly memo: string | null }[];
}

test('the acceptance walk', async () => {
  const get = <T>(path: string) => ok<T>(client.call('GET', path));
  const empty = async (method: string, path: string) => {
    const { status, text } = await client.call(method, path);
    expect([status, text], `${method} ${path}`).toEqual([200, '']);
  };

  const token = await ok<Token>(client.askToken());
  expect(token).toMatchObject({ expires_in: 900, token_type: 'Bearer' });
  client.token = token.access_token;

  const customer = await ok<Customer>(
    client.call('POST', '/customers', {
      name: 'Whitfield Works',
      type: 'Commercial',
      address,
      locations: [{ name: 'Yard', address }],
      contacts: [{ type: 'Email', value: 'office@example.com', memo: 'office' }],
    }),
  );
  expect(customer).toMatchObject({
    locations: [{ id: expect.any(Number) as unknown }],
    contacts: [{ value: 'office@example.com' }],
  });

  const contact = await client.create({
    name: 'Dana Whitfield',
    title: 'Site manager',
    referenceId: 'crm-1001',
  });
  expect(Object.keys(contact)).toHaveLength(9);

  const methods = `/contacts/${contact.id}/contact-methods`;
  const mobile = await ok<ContactMethod>(
    client.call('POST', methods, { type: 'MobilePhone', value: '(512) 555-0199' }),
  );
  const found = await get<Page<ContactMethod>>('/contacts/contact-methods?value=5125550199');
  expect(found.data).toEqual([mobile]);

  const preferences = `${methods}/${mobile.id}/preferences`;
  const all = await get<readonly { readonly name: string; readonly value: null }[]>(preferences);
  expect(all).toContainEqual({ name: 'JobReminders', dataType: 'Bool', value: null });
  const reminders = client.call('PATCH', `${preferences}/JobReminders`, { value: 'true' });
  expect(await ok(reminders)).toMatchObject({ value: 'true' });

  const [location] = customer.locations;
  await empty('POST', `/contacts/${contact.id}/relationships/${customer.id}/customer`);
  await empty('POST', `/contacts/${contact.id}/relationships/${location?.id}/location`);
  const links = await get<Page<{ readonly typeName: string }>>(
    `/contacts/${contact.id}/relationships`,
  );
  expect(links.data.map(({ typeName }) => typeName)).toEqual(['Customer', 'Location']);
  for (const id of [customer.id, location?.id]) {
    const { data } = await get<Page<Contact>>(`/contacts/relationships/${id}`);
    expect(data.map((one) => one.id)).toEqual([contact.id]);
  }

  await ok(client.call('PATCH', `/contacts/${contact.id}`, { isArchived: true }));
  const archived = await client.list('isArchived=true&includeTotal=true');
  expect(archived).toMatchObject({ totalCount: 1, data: [{ id: contact.id, isArchived: true }] });

  const chosen = '7d4f6a52-93c8-4a3e-8b2a-8d1c7b1a0007';
  const put = client.call('PUT', `/contacts/${chosen}`, { name: 'Lee Ortega', isArchived: false });
  expect(await ok(put)).toMatchObject({ id: chosen, name: 'Lee Ortega' });
  await empty('DELETE', `/contacts/${chosen}`);
  const gone = await client.call('GET', `/contacts/${chosen}`);
  expectError(gone, 404, 'Contact not found', { '': sentences });

  const base = `/crm/v2/tenant/${client.tenant}/contacts/${contact.id}`;
  for (const authorization of [client.token, `Bearer ${client.token}`]) {
    const reply = await client.send(base, { headers: client.signed({ authorization }) });
    expect(reply.status).toBe(200);
  }
  const elsewhere = base.replace(client.tenant, '999999');
  expect((await client.send(elsewhere, { headers: client.signed() })).status).toBe(403);
  expect((await client.send(base)).status).toBe(401);

  const orphan = { customerId: 9_007_199_254_740_990, name: 'Nowhere', address };
  const refused = await client.call('POST', '/locations', orphan);
  expectError(refused, 409, 'Unknown customer', { customerId: sentences });
  const unfiltered = await client.call('GET', '/customers/contacts');
  expect([unfiltered.status, unfiltered.json]).toMatchObject([400, { title: validation }]);

  const feed = '/export/customers/contacts';
  let page = await get<ExportPage>(feed);
  const exported = [...page.data];
  while (page.hasMore) {
    page = await get<ExportPage>(`${feed}?from=${page.continueFrom}`);
    exported.push(...page.data);
  }
  const [office] = customer.contacts;
  expect(exported.map(({ id }) => id)).toContain(office?.id);
  const path = `/customers/${customer.id}/contacts/${office?.id}`;
  await ok(client.call('PATCH', path, { memo: 'front desk' }));
  const resumed = `${feed}?from=${page.continueFrom}&includeRecentChanges=true`;
  const changed = await get<ExportPage>(resumed);
  expect(changed.data).toMatchObject([{ id: office?.id, memo: 'front desk' }]);
  expect(changed).toMatchObject({ hasMore: false, continueFrom: expect.any(String) as unknown });
});
