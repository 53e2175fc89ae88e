/** What `polydex/node-test` gives: `npx polydex-run node --test`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sandboxFor, sandboxForFile } from 'polydex/node-test';

const sandbox = await sandboxForFile();

/** @param {import('polydex/sandbox').SandboxWorkspace} workspace */
async function jobs({ credentials }) {
  const { clientBaseUrl, apiKey } = credentials.servicem8;
  const reply = await fetch(`${clientBaseUrl}/job.json`, { headers: { 'X-Api-Key': apiKey } });
  return { status: reply.status, retryAfter: reply.headers.get('retry-after') };
}

test('a fault strikes once', async () => {
  await sandbox.faults.add('rate-limit; retry-after=5', { dialect: 'servicem8', times: 1 });
  assert.deepEqual(await jobs(sandbox), { status: 429, retryAfter: '5' });
  assert.deepEqual(await jobs(sandbox), { status: 200, retryAfter: null });
});

test('a workspace of its own moves in time by itself', async (t) => {
  const own = await sandboxFor(t);
  assert.equal((await own.clock.advance('PT16M')).aheadSeconds, 960);
  assert.equal((await sandbox.clock.read()).aheadSeconds, 0);
});
