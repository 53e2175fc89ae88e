/** Every row of the vendors' endpoint tables is a route, has a test named after it, or a reason why not. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../architecture/cruise.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';
import { contractRows } from './contract/contract-rows.ts';
import { isNamed, readTitles, type TitledFile } from './contract/test-title.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openWorkspace();
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

  test('has each served row as a route, and no route that is no row', () => {
    const routes = server.routes.filter((route) => route.dialect === dialect);
    const wanted = new Set(served.map(callOf));
    expect(wanted.difference(new Set(routes.map(callOf)))).toEqual(new Set());
    // Pages for people and the document itself stand in no table.
    const shown = routes.filter(({ schema }) => schema?.hide !== true);
    expect(new Set(shown.map(callOf)).difference(wanted)).toEqual(new Set());
  });

  test('has no route for a row that it calls missing', () => {
    const routes = new Set(server.routes.filter((route) => route.dialect === dialect).map(callOf));
    const missing = new Set(rows.filter((row) => row.missing !== undefined).map(callOf));
    expect(missing.intersection(routes)).toEqual(new Set());
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

function callOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`;
}
