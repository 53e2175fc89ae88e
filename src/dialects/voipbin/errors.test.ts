import type { FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import {
  CapabilityMissing,
  DuplicateContact,
  InvalidInput,
  NotFound,
  Unavailable,
} from '../../core/errors.ts';
import {
  AuthFailure,
  BodyTooLarge,
  InternalFailure,
  MalformedBody,
  MethodNotAllowed,
  RateLimited,
  RouteNotFound,
  UnsupportedMediaType,
  ValidationFailure,
  VendorFailure,
  type Failure,
  type ValidationIssue,
} from '../../http/failure.ts';
import { toWireError } from './errors.ts';

const request = { id: 'req_1' } as FastifyRequest;

function expectError(failure: Failure, http: number, error: Record<string, unknown>): void {
  const { status, headers, body } = toWireError(failure, request);
  const message: unknown = expect.stringMatching(/\.$/);
  expect(headers).toMatchObject({ 'x-request-id': 'req_1' });
  expect([status, body]).toEqual([http, { error: { message, request_id: 'req_1', ...error } }]);
}

const issue = (fields: Partial<ValidationIssue>): ValidationIssue => ({
  where: 'body',
  path: '',
  message: 'must be something',
  keyword: 'other',
  params: {},
  ...fields,
});

describe('toWireError', () => {
  test.each<[string, Failure, number, [status: string, reason: string]]>([
    [
      'no credential',
      new AuthFailure('missing'),
      401,
      ['UNAUTHENTICATED', 'AUTHENTICATION_REQUIRED'],
    ],
    ['a wrong one', new AuthFailure('unknown'), 401, ['UNAUTHENTICATED', 'INVALID_CREDENTIALS']],
    ['an old one', new AuthFailure('expired'), 401, ['UNAUTHENTICATED', 'INVALID_CREDENTIALS']],
    ['a dead one', new AuthFailure('revoked'), 401, ['UNAUTHENTICATED', 'INVALID_CREDENTIALS']],
    [
      'a failed login',
      new AuthFailure('wrong-credentials'),
      400,
      ['INVALID_ARGUMENT', 'INVALID_CREDENTIALS'],
    ],
    [
      'too low a permission',
      new CapabilityMissing('person.write'),
      403,
      ['PERMISSION_DENIED', 'PERMISSION_DENIED'],
    ],
    ['an unknown contact', new NotFound('contact', 'x'), 404, ['NOT_FOUND', 'CONTACT_NOT_FOUND']],
    ['another unknown thing', new NotFound('job', 'x'), 404, ['NOT_FOUND', 'RESOURCE_NOT_FOUND']],
    ['an unknown path', new RouteNotFound(), 404, ['NOT_FOUND', 'ROUTE_NOT_FOUND']],
    ['a wrong verb', new MethodNotAllowed(['GET']), 404, ['NOT_FOUND', 'ROUTE_NOT_FOUND']],
    ['no JSON', new MalformedBody('x'), 400, ['INVALID_ARGUMENT', 'INVALID_JSON_BODY']],
    ['another type', new UnsupportedMediaType(), 400, ['INVALID_ARGUMENT', 'INVALID_JSON_BODY']],
    ['too long a body', new BodyTooLarge(9), 400, ['INVALID_ARGUMENT', 'INVALID_JSON_BODY']],
    [
      'a number of another contact',
      new DuplicateContact({ id: 'x', name: 'Ada' }, 'phone'),
      409,
      ['ALREADY_EXISTS', 'ADDRESS_ALREADY_EXISTS'],
    ],
    ['a store away', new Unavailable('x'), 503, ['UNAVAILABLE', 'SERVICE_UNAVAILABLE']],
    ['a fault', new InternalFailure(), 500, ['INTERNAL', 'INTERNAL']],
    [
      'anything else',
      new VendorFailure('x', 'Not so'),
      400,
      ['INVALID_ARGUMENT', 'INVALID_ARGUMENT'],
    ],
  ])('answers %s', (_, failure, http, [status, reason]) => {
    expectError(failure, http, { status, reason });
  });

  test('says how long to wait and what was counted when there are too many requests', () => {
    const failure = new RateLimited(3);
    expectError(failure, 429, {
      status: 'RESOURCE_EXHAUSTED',
      reason: 'RATE_LIMIT_EXCEEDED',
      details: [{ limited_by: 'ip' }],
    });
    expect(toWireError(failure, request).headers).toMatchObject({ 'retry-after': '3' });
  });

  test('tells nothing of the store when it fails', () => {
    expect(JSON.stringify(toWireError(new Unavailable('secret'), request))).not.toContain('secret');
  });

  const type = (path: string, wanted: unknown) =>
    issue({ path, keyword: 'type', params: { type: wanted } });
  const allowedValues = ['manual', 'import', 'api', 'sync', '', null];
  const source = issue({ path: 'source', keyword: 'enum', params: { allowedValues } });
  const address = issue({
    path: 'emails[0].address',
    keyword: 'format',
    params: { format: 'email-address' },
  });
  const bodyText = issue({ path: 'notes', keyword: 'text', message: 'must not contain NUL' });

  test.each<[string, ValidationIssue[], string, string]>([
    [
      'a list for a body',
      [type('', 'object')],
      'INVALID_JSON_BODY',
      'The request body must be a JSON object.',
    ],
    [
      'wrong types, each once, before what else is wrong',
      [source, type('first_name', ['string', 'null']), type('first_name', ['string', 'null'])],
      'INVALID_JSON_BODY',
      'first_name must be of type string.',
    ],
    [
      'what is no address',
      [address],
      'INVALID_JSON_BODY',
      'emails[0].address must be an e-mail address such as ada@example.com.',
    ],
    [
      'an unknown word',
      [source],
      'INVALID_ARGUMENT',
      'source must be one of manual, import, api, sync.',
    ],
    ['text that cannot be kept', [bodyText], 'INVALID_ARGUMENT', 'notes must not contain NUL.'],
    [
      'a missing and a blank number',
      [
        issue({ path: 'phone_numbers[0].number', keyword: 'required' }),
        issue({ path: 'phone_numbers[1].number', keyword: 'pattern', params: { pattern: '\\S' } }),
      ],
      'INVALID_ARGUMENT',
      'phone_numbers[0].number must be given. phone_numbers[1].number must not be blank.',
    ],
    [
      'a path without an id',
      [issue({ where: 'params', path: 'id' }), source],
      'INVALID_ID',
      'The provided id is not a valid UUID.',
    ],
    [
      'a parameter that is no number',
      [
        issue({
          where: 'query',
          path: 'page_size',
          keyword: 'pattern',
          params: { pattern: '^[+-]?\\d{1,18}$' },
        }),
      ],
      'INVALID_REQUEST_PARAMETER',
      'Invalid format for parameter page_size: must be an integer.',
    ],
  ])('names %s', (_, issues, reason, message) => {
    expectError(new ValidationFailure(issues), 400, {
      status: 'INVALID_ARGUMENT',
      reason,
      message,
    });
  });

  test('names what the core refuses in the words of the wire', () => {
    const failure = new InvalidInput([
      { path: 'notesText', message: 'must be shorter' },
      { path: 'methods[0].value', message: 'must be shorter' },
      { path: 'phone_numbers[0].number', message: 'must be shorter' },
    ]);
    expectError(failure, 400, {
      status: 'INVALID_ARGUMENT',
      reason: 'INVALID_ARGUMENT',
      message:
        'notes must be shorter. phone_numbers or emails must be shorter. phone_numbers[0].number must be shorter.',
    });
  });
});
