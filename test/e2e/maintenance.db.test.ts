import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { enterAsOperator } from '../../src/auth/operator.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import { clearAway } from '../../src/maintenance.ts';

/** Of this file alone: housekeeping goes through all workspaces. */
let server: TestServer;
let context: TenantContext;
let owner: pg.Client;

beforeAll(async () => {
  server = await startTestServer();
  context = await enterAsOperator(
    server.runtime.control,
    String(server.sandbox.workspace.number),
    'test',
  );
  owner = new pg.Client({ connectionString: server.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

/** A person with a job, deleted so many days ago. */
async function deletedPerson(name: string, days: number): Promise<{ id: string; linkId: string }> {
  const { hub } = server.runtime;
  const job = await hub.jobs.create(context, { status: 'work-order' });
  const link = await hub.jobContacts.create(context, {
    jobId: job.id,
    first: name,
    email: `${name}@example.com`,
  });
  if (!link.contactId) throw new Error('a link with values has a person');
  await hub.contacts.remove(context, link.contactId);
  await owner.query(
    `update contact set deleted_at = deleted_at - $2 * interval '1 day' where id = $1`,
    [link.contactId, days],
  );
  return { id: link.contactId, linkId: link.id };
}

async function isStored(id: string): Promise<boolean> {
  const { rows } = await owner.query('select 1 from contact where id = $1', [id]);
  return rows.length === 1;
}

test('removes a person deleted 91 days ago, whose ended link keeps its own values', async () => {
  const { id, linkId } = await deletedPerson('ann', 91);
  await clearAway(server.runtime);
  expect(await isStored(id)).toBe(false);
  const { rows } = await owner.query(
    'select first, email, contact_id from job_contact where id = $1',
    [linkId],
  );
  expect(rows).toEqual([{ first: 'ann', email: 'ann@example.com', contact_id: null }]);
});

test('keeps a person deleted 89 days ago', async () => {
  const { id } = await deletedPerson('bob', 89);
  await clearAway(server.runtime);
  expect(await isStored(id)).toBe(true);
});

test('keeps a person whom an active job link shows', async () => {
  const { id, linkId } = await deletedPerson('cleo', 91);
  await owner.query('update job_contact set active = true where id = $1', [linkId]);
  await clearAway(server.runtime);
  expect(await isStored(id)).toBe(true);
});

test('forgets an idempotency key after a day', async () => {
  const request = { key: 'once', route: 'route', body: 'body' };
  await server.runtime.hub.idempotency.begin(context, request);
  await owner.query(`update idempotency_key set created_at = created_at - interval '25 hours'`);
  await clearAway(server.runtime);
  const { rows } = await owner.query('select 1 from idempotency_key');
  expect(rows).toEqual([]);
});
