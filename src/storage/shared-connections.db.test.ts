/** Several at once on few connections, none of whom another's failure reaches. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HubFixture, type TestProcess, type TestTenant } from '../../test/support/hub-fixture.ts';
import { Unavailable } from '../core/errors.ts';

let fixture: HubFixture;
let process: TestProcess;
let tenants: readonly TestTenant[];
beforeAll(async () => {
  fixture = await HubFixture.open();
  process = fixture.openProcess();
  tenants = [await fixture.addTenant(), await fixture.addTenant()];
});
afterAll(() => fixture.close());

const whoAmI = {
  name: '',
  text: `select pg_backend_pid() as pid, current_setting('polydex.tenant_id')::int as tenant`,
};

function ask(tenant: TestTenant | undefined, text = whoAmI.text) {
  return process.database.shareTenant(tenant?.id ?? 0, (connection) =>
    connection.query({ name: '', text }),
  );
}

test('those of one tenant share two connections at most, each bound to that tenant alone', async () => {
  const [one, other] = tenants;
  const asked = await Promise.all([
    ...Array.from({ length: 20 }, () => ask(one)),
    ...Array.from({ length: 20 }, () => ask(other)),
  ]);
  const rows = asked.flat();
  for (const [tenant, own] of [
    [one, rows.slice(0, 20)],
    [other, rows.slice(20)],
  ] as const) {
    expect(new Set(own.map((row) => row['tenant']))).toEqual(new Set([tenant?.id]));
    expect(new Set(own.map((row) => row['pid'])).size).toBeLessThanOrEqual(2);
  }
});

test('a statement that fails fails alone', async () => {
  const outcomes = await Promise.allSettled(
    ['select 1 as x', 'select 1/0', 'select 2 as x', 'select nobody'].map((text) =>
      ask(tenants[0], text),
    ),
  );
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
  ]);
});

test('a connection that is lost is not used again', async () => {
  const kill = 'select pg_terminate_backend(pg_backend_pid())';
  await expect(ask(tenants[0], kill)).rejects.toThrow(Unavailable);
  expect(await ask(tenants[0], 'select 1 as x')).toEqual([{ x: 1 }]);
});
