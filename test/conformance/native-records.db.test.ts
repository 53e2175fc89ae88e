import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NativeClient } from './native-client.ts';

let client: NativeClient;
beforeAll(async () => {
  client = await NativeClient.start();
});
afterAll(() => client.server.stop());

const unknownId = '01a1fc6c-3ec4-71df-850b-ae48f390f9a2';

describe('jobs and job contacts', () => {
  test('link a person whom the body names, with their values', async () => {
    const contact = (
      await client.post('/contacts', {
        givenName: 'Jo',
        familyName: 'Bee',
        phones: [{ value: '5125550170', type: 'mobile' }],
      })
    ).json;
    const job = await client.post('/jobs', {
      status: 'work-order',
      description: 'Pipe',
      date: '2026-03-01',
    });
    expect(job.status).toBe(201);
    expect(job.headers.get('location')).toMatch(new RegExp(`/api/v1/jobs/${job.json.id}$`));
    expect(job.json).toMatchObject({
      status: 'work-order',
      date: '2026-03-01',
      active: true,
      accountId: null,
    });
    const link = await client.post('/job-contacts', {
      jobId: job.json.id,
      contactId: contact.id,
      role: 'property-manager',
      email: 'jo@example.com',
    });
    expect(link.json).toMatchObject({
      contactId: contact.id,
      first: 'Jo',
      last: 'Bee',
      mobile: '5125550170',
      phone: '',
      email: 'jo@example.com',
      role: 'property-manager',
      active: true,
    });
    expect((await client.get(`/contacts/${contact.id}`)).json).toMatchObject({
      emails: [{ value: 'jo@example.com' }],
    });
    expect((await client.get(`/jobs/${job.json.id}`)).json).toMatchObject({
      contactInformation: {
        propertyManager: { first: 'Jo', mobile: '5125550170' },
        job: { first: '' },
      },
    });
  });

  test('find or make the person when the body names none', async () => {
    const job = (await client.post('/jobs', { status: 'quote' })).json;
    const one = (
      await client.post('/job-contacts', { jobId: job.id, first: 'Kim', mobile: '5125550171' })
    ).json;
    const two = (
      await client.post('/job-contacts', {
        jobId: job.id,
        first: 'kim',
        mobile: '(512) 555-0171',
        role: 'billing',
      })
    ).json;
    expect(one.contactId).not.toBeNull();
    expect(two.contactId).toBe(one.contactId);
    expect((await client.patch(`/job-contacts/${one.id}`, { last: 'Young' })).json).toMatchObject({
      last: 'Young',
    });
    expect((await client.get(`/contacts/${one.contactId}`)).json).toMatchObject({
      familyName: 'Young',
    });
    expect((await client.delete(`/job-contacts/${one.id}`)).status).toBe(204);
    expect((await client.get(`/job-contacts/${one.id}`)).json).toMatchObject({ active: false });
    const active = await client.get(`/job-contacts?jobId=${job.id}&active=true`);
    expect(active.json.data.map(({ id }) => id)).toEqual([two.id]);
  });

  test('end and come back', async () => {
    const { id } = (await client.post('/jobs', { status: 'quote' })).json;
    expect((await client.delete(`/jobs/${id}`)).status).toBe(204);
    expect((await client.get(`/jobs/${id}`)).json).toMatchObject({ active: false });
    expect(
      (await client.patch(`/jobs/${id}`, { active: true, status: 'completed' })).json,
    ).toMatchObject({ active: true, status: 'completed' });
    expect((await client.get('/jobs?status=completed')).json.data.map((job) => job.id)).toEqual([
      id,
    ]);
  });

  test.each([
    ['jobs', { status: 'done' }, 'status'],
    ['jobs', {}, 'status'],
    ['jobs', { status: 'quote', date: '2026-02-30' }, 'date'],
    ['jobs', { status: 'quote', accountId: unknownId }, 'accountId'],
    ['jobs', { status: 'quote', accountId: 'x' }, 'accountId'],
    ['job-contacts', { jobId: unknownId }, 'jobId'],
    ['job-contacts', { jobId: unknownId, rôle: 'job' }, 'rôle'],
    ['accounts', { name: ' ' }, 'name'],
    ['relations', { contactId: 'x', targetId: unknownId }, 'contactId'],
    ['tags', { name: '' }, 'name'],
    ['custom-fields', { name: 'A', dataType: 'COLOUR' }, 'dataType'],
    ['custom-fields', { name: '漢', dataType: 'TEXT' }, 'key'],
    ['keys', { label: 'k', scopes: ['everything'] }, 'scopes[0]'],
    ['keys', { label: 'k', audience: 'nobody' }, 'audience'],
  ])('refuse to create %s from %j naming %s', async (path, body, named) => {
    const reply = await client.post(`/${path}`, body);
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.json.errors).toMatchObject([{ path: named }]);
  });
});

describe('accounts and relations', () => {
  test("keep a contact's main account and its relation in step", async () => {
    const account = (
      await client.post('/accounts', { name: 'Main Co', externalId: 'm-1', city: 'Austin' })
    ).json;
    const contact = (await client.post('/contacts', { givenName: 'Rel' })).json;
    const relation = await client.post('/relations', {
      contactId: contact.id,
      targetId: account.id,
      role: 'owner',
      isMain: true,
    });
    expect(relation.json).toMatchObject({
      targetKind: 'account',
      role: 'owner',
      isMain: true,
      isPrimary: false,
    });
    expect((await client.get(`/contacts/${contact.id}`)).json).toMatchObject({
      accountId: account.id,
    });
    await client.patch(`/relations/${relation.json.id}`, { isMain: false });
    expect((await client.get(`/contacts/${contact.id}`)).json).toMatchObject({ accountId: null });
    expect((await client.get(`/relations?contactId=${contact.id}`)).json.data).toHaveLength(1);
    expect((await client.delete(`/relations/${relation.json.id}`)).status).toBe(204);
    expect((await client.get(`/relations/${relation.json.id}`)).json).toMatchObject({
      active: false,
    });
    expect((await client.get(`/relations?contactId=${contact.id}`)).json.data).toEqual([]);
    expect(
      (await client.get(`/relations?contactId=${contact.id}&active=false`)).json.data,
    ).toHaveLength(1);
  });

  test('are found by name and external id, and end softly', async () => {
    const account = (await client.post('/accounts', { name: 'Soft Co', externalId: 's-1' })).json;
    expect((await client.get('/accounts?name=soft%20co')).json.data.map(({ id }) => id)).toEqual([
      account.id,
    ]);
    expect((await client.get('/accounts?externalId=s-1')).json.data).toHaveLength(1);
    expect(
      (await client.patch(`/accounts/${account.id}`, { externalId: null })).json,
    ).toMatchObject({ externalId: null, version: 2 });
    await client.delete(`/accounts/${account.id}`);
    expect((await client.get(`/accounts/${account.id}`)).json).toMatchObject({ active: false });
  });
});

describe('tags and custom fields', () => {
  test('are defined, renamed and removed', async () => {
    const tag = await client.post('/tags', { name: ' Gold  Card ', detail: 'x' });
    expect(tag.json).toMatchObject({ name: 'gold card', detail: 'x' });
    expect((await client.post('/tags', { name: 'GOLD CARD' })).status).toBe(409);
    const contact = (await client.post('/contacts', { tags: ['gold card'] })).json;
    await client.patch(`/tags/${tag.json.id}`, { name: 'silver' });
    expect((await client.get(`/contacts/${contact.id}`)).json.tags).toEqual(['silver']);
    await client.delete(`/tags/${tag.json.id}`);
    expect((await client.get(`/contacts/${contact.id}`)).json.tags).toEqual([]);
  });

  test('name what contacts hold', async () => {
    const field = (await client.post('/custom-fields', { name: 'Gate code', dataType: 'TEXT' }))
      .json;
    expect(field).toMatchObject({ key: 'gate_code', options: [], position: 0 });
    expect(
      (await client.post('/custom-fields', { name: 'Gate  code', dataType: 'TEXT' })).status,
    ).toBe(409);
    const contact = (await client.post('/contacts', { customFields: { gate_code: '1234' } })).json;
    const byId = await client.patch(`/contacts/${contact.id}`, {
      customFields: { [field.id]: '9' },
    });
    expect(byId.json).toMatchObject({ customFields: { gate_code: '9' } });
    const reader = await client.restricted(['person.read']);
    expect((await reader.get(`/contacts/${contact.id}`)).json).toMatchObject({
      customFields: { [field.id]: '9' },
    });
    const [event] = (await client.get(`/contacts/${contact.id}/history?limit=1`)).json.data;
    expect(event).toMatchObject({
      changes: { customFields: { from: { gate_code: '1234' }, to: { gate_code: '9' } } },
    });
    await client.delete(`/custom-fields/${field.id}`);
    expect((await client.get(`/contacts/${contact.id}`)).json).toMatchObject({ customFields: {} });
  });
});

describe('workspace and keys', () => {
  test('tell who is asking', async () => {
    const { workspace } = client.server.sandbox;
    expect((await client.get('/me')).json).toMatchObject({
      workspace: { id: workspace.id, number: workspace.number, sandbox: true },
    });
    const reader = await client.restricted(['person.read', 'lookup']);
    expect((await reader.get('/me')).json.capabilities).toEqual(['person.read', 'lookup']);
    expect((await client.get('/workspaces')).json.data.map(({ id }) => id)).toEqual([workspace.id]);
    expect((await client.get(`/workspaces/${unknownId}`)).status).toBe(404);
  });

  test('change settings, a region after a preview', async () => {
    const path = `/workspaces/${client.server.sandbox.workspace.id}`;
    const contact = (
      await client.post('/contacts', {
        phones: [{ value: '020 7946 0018' }, { value: '+49 30 123456' }],
      })
    ).json;
    const renamed = await client.patch(path, {
      name: 'Test',
      timeZone: 'Europe/London',
      duplicates: 'allow',
    });
    expect(renamed.json).toMatchObject({ name: 'Test', timeZone: 'Europe/London', region: 'US' });
    const preview = await client.patch(`${path}?preview=true`, { region: 'GB' });
    expect(preview.json).toMatchObject({ region: 'GB', numbers: { examined: 3, changed: 3 } });
    expect((await client.get(path)).json).toMatchObject({ region: 'US' });
    const changed = await client.patch(
      path,
      { region: 'gb' },
      { 'if-match': renamed.headers.get('etag') ?? '' },
    );
    expect(changed.json).toMatchObject({ region: 'GB' });
    expect((await client.get(`/contacts/${contact.id}`)).json).toMatchObject({
      phones: [
        { e164: '+442079460018', inferred: true },
        { e164: '+4930123456', inferred: false },
      ],
    });
    await client.patch(path, { region: 'US' });
    for (const wrong of [
      { region: 'XX' },
      { timeZone: 'Mars/Base' },
      { duplicates: 'maybe' },
      { number: 7 },
    ])
      expect((await client.patch(path, wrong)).json.errors).toMatchObject([
        { path: Object.keys(wrong)[0] },
      ]);
  });

  test('are refused with an end that is over, or that programs would not have', async () => {
    const past = { label: 'Late', expiresAt: '2001-01-01T00:00:00Z' };
    const program = {
      label: 'Dispatch',
      audience: 'servicetitan',
      expiresAt: '2040-01-01T00:00:00Z',
    };
    for (const wrong of [past, program]) {
      const refused = await client.post('/keys', wrong);
      expect(refused.status).toBe(400);
      expect(refused.json.errors).toMatchObject([{ path: 'expiresAt' }]);
    }
  });

  test('show a secret once, list without it, and end a revoked key at once', async () => {
    const made = await client.post('/keys', {
      label: 'CI',
      scopes: ['person.read'],
      expiresAt: '2040-01-01T00:00:00Z',
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    expect(made.json).toMatchObject({
      label: 'CI',
      audience: 'native',
      kind: 'api-key',
      scopes: ['person.read'],
      expiresAt: '2040-01-01T00:00:00Z',
      revokedAt: null,
    });
    const { apiKey } = made.json.secrets;
    const listed = await client.get('/keys');
    expect(listed.text).toContain(made.json.id);
    expect(listed.text).not.toContain(apiKey);
    const other = client.withKey(apiKey);
    expect((await other.get('/contacts?limit=1')).status).toBe(200);
    expect((await other.post('/contacts', {})).status).toBe(403);
    expect((await other.get('/keys')).status).toBe(403);
    expect((await client.delete(`/keys/${made.json.id}`)).status).toBe(204);
    expect((await other.get('/contacts?limit=1')).status).toBe(401);
    expect((await client.delete(`/keys/${made.json.id}`)).status).toBe(404);
  });

  test('let nobody make a key that may do more than their own', async () => {
    const manager = await client.restricted(['keys.manage', 'person.read']);
    expect((await manager.post('/keys', { label: 'more', scopes: ['person.write'] })).status).toBe(
      403,
    );
    expect((await manager.post('/keys', { label: 'same', scopes: ['person.read'] })).status).toBe(
      201,
    );
  });
});
