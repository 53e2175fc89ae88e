import { Type } from 'typebox';
import { expect, test } from 'vitest';
import type { RouteEntry } from '../route-entry.ts';
import { assertDescribed, isDocumented } from './operation.ts';

const api = {
  version: '1',
  description: '',
  securitySchemes: {},
  security: [],
  refusal: { schema: Type.Object({}) },
};

function route(schema: RouteEntry['schema'], method = 'GET'): RouteEntry {
  const access = { credential: 'public', capability: null } as const;
  return { dialect: 'alpha', method, path: '/things/:id', access, schema };
}

test('a route without a name or a line about it is named when the server starts', () => {
  const words = /alpha: GET \/things\/:id describes no operation/;
  expect(() => assertDescribed(route(undefined), api)).toThrow(words);
  expect(() => assertDescribed(route({ operationId: 'getThing' }), api)).toThrow(words);
  expect(() => assertDescribed(route({ summary: 'Get a thing' }), api)).toThrow(words);
  expect(() =>
    assertDescribed(route({ operationId: 'getThing', summary: 'Get a thing' }), api),
  ).not.toThrow();
});

test('names may be made from the paths', () => {
  const naming = { ...api, operationId: ({ method }: RouteEntry) => method };
  expect(() => assertDescribed(route({ summary: 'Get a thing' }), naming)).not.toThrow();
});

test('hidden routes and HEAD have nothing to say', () => {
  expect(isDocumented(route({ hide: true }))).toBe(false);
  expect(isDocumented(route({}, 'HEAD'))).toBe(false);
  expect(() => assertDescribed(route({ hide: true }), api)).not.toThrow();
});
