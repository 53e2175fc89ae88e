import fastJsonStringify from 'fast-json-stringify';
import type { TSchema } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dialects } from '../../src/dialects/registry.ts';
import type { RouteEntry } from '../../src/http/plugin.ts';
import { makeValidatorCompiler } from '../../src/http/schema/validator.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openWorkspace();
});
afterAll(() => server.stop());

/** The members of a route's schemas that are objects. */
function membersOf(value: unknown): [string, TSchema][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).filter(
        (entry): entry is [string, TSchema] => typeof entry[1] === 'object',
      )
    : [];
}

const validators = new Map(
  dialects.map(({ name, validation = {} }) => [name, makeValidatorCompiler(validation)]),
);
const requestParts: ReadonlySet<string> = new Set(['body', 'headers', 'params', 'querystring']);

/** Compilations of one route: each throws if its schema is wrong. */
function compilationsOf({ dialect, method, path, schema }: RouteEntry): [string, () => unknown][] {
  const name = `${dialect} ${method} ${path}`;
  return membersOf(schema).flatMap(([part, member]): [string, () => unknown][] => {
    if (part === 'response') {
      return membersOf(member).map(([status, reply]) => [
        `${name} reply ${status}`,
        () => fastJsonStringify(reply),
      ]);
    }
    if (!requestParts.has(part)) return [];
    const validate = validators.get(dialect)?.({
      schema: member,
      method,
      url: path,
      httpPart: part,
    });
    return [[`${name} ${part}`, () => validate?.({})]];
  });
}

/** Schemas are compiled when they are first needed; a wrong one shall not wait for that. */
test('every schema of every route can be compiled', () => {
  const compilations = server.routes.flatMap(compilationsOf);
  const wrong = compilations.flatMap(([name, compile]) => {
    try {
      compile();
      return [];
    } catch (error) {
      return [`${name}: ${String(error)}`];
    }
  });
  expect(wrong).toEqual([]);
  expect(compilations.length).toBeGreaterThan(100);
});
