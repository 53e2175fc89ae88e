/** Every row of the vendors' endpoint tables is a route, has a test named after it, or a reason why not. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../architecture/cruise.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { contractRows } from './contract/contract-rows.ts';
import { isNamed, readTitles, type TitledFile } from './contract/test-title.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const folder = `${root}test/conformance/`;

/** What the test files of a dialect are titled. */
function titlesOf(dialect: string): readonly TitledFile[] {
  return readdirSync(folder)
    .filter((file) => file.startsWith(dialect) && file.endsWith('.test.ts'))
    .map((file) => readTitles(folder + file));
}

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

  test('has a test named after each served row of the vendor', () => {
    const files = titlesOf(dialect);
    const theirs = served.filter(({ evidence }) => evidence !== 'ours');
    const untested = theirs.filter(({ name }) => !files.some((file) => isNamed(file, name)));
    expect(untested.map(({ name }) => name)).toEqual([]);
  });

  test('says of each missing row why', () => {
    const wordless = rows.filter(({ missing }) => missing !== undefined && missing.length < 3);
    expect(wordless).toEqual([]);
  });
});
