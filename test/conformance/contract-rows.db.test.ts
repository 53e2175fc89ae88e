/** Every row of the vendors' endpoint tables is a route, has a test named after it, or a reason why not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { contractRows } from './contract/contract-rows.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

describe.each(Object.entries(contractRows))('%s', (dialect, rows) => {
  const served = rows.filter(({ missing }) => missing === undefined);

  test('has each served row as a route of that name, and no route that is no row', () => {
    const routes = server.routes
      .filter((route) => route.dialect === dialect && route.schema?.hide !== true)
      .map(({ method, path }) => `${method} ${path}`);
    expect(routes.toSorted()).toEqual(
      served.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
  });

  test('calls its operations as the vendor does', () => {
    const named = served.filter(({ name }) => /^\w+$/.test(name));
    const ids = named.map(({ method, path }) => {
      const route = server.routes.find(
        (one) => one.dialect === dialect && one.method === method && one.path === path,
      );
      return route?.schema?.operationId;
    });
    expect(ids).toEqual(named.map(({ name }) => name));
  });

  test('says of each missing row why', () => {
    const wordless = rows.filter(({ missing }) => missing !== undefined && missing.length < 3);
    expect(wordless).toEqual([]);
  });
});
