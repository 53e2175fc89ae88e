import type { FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import {
  AlreadyExists,
  CapabilityMissing,
  DuplicateContact,
  IdTaken,
  InvalidInput,
  NotFound,
  StateConflict,
  Unavailable,
  VersionConflict,
} from '../../core/errors.ts';
import {
  AuthFailure,
  BodyTooLarge,
  HostRefused,
  InternalFailure,
  MalformedBody,
  MethodNotAllowed,
  OAuthRefusal,
  RateLimited,
  RouteNotFound,
  TenantMismatch,
  UnsupportedMediaType,
  ValidationFailure,
  VendorFailure,
  type Failure,
} from '../../http/failure.ts';
import { problems, toWireError } from './errors.ts';
import type { ErrorReply } from './schema.ts';

const request = (method = 'POST') => ({ id: 'req_1', method }) as FastifyRequest;
const reply = (failure: Failure, method?: string) => {
  const { status, headers, body } = toWireError(failure, request(method));
  return { status, headers, body: body as ErrorReply };
};
const issue = { where: 'body', path: 'x', message: 'is wrong', keyword: 'k', params: {} } as const;

const cases: readonly (readonly [Failure, number, string, string])[] = [
  [new AlreadyExists('tag', 'x'), 409, 'Conflict', 'conflict'],
  [new AuthFailure('missing'), 401, 'Unauthorized', 'unauthorized'],
  [new BodyTooLarge(5), 413, 'Payload Too Large', 'payload_too_large'],
  [new CapabilityMissing('person.read'), 403, 'Forbidden', 'forbidden'],
  [new DuplicateContact({ id: 'x', name: 'Ada' }, 'email'), 409, 'Conflict', 'duplicate'],
  [new HostRefused(), 421, 'Misdirected Request', 'invalid_request'],
  [new IdTaken('contact', 'x'), 409, 'Conflict', 'conflict'],
  [new InternalFailure(), 500, 'Internal Server Error', 'internal_error'],
  [InvalidInput.of('givenName', 'is wrong'), 400, 'Bad Request', 'invalid_request'],
  [new MalformedBody('no JSON'), 400, 'Bad Request', 'invalid_request'],
  [new MethodNotAllowed(['GET']), 405, 'Method Not Allowed', 'method_not_allowed'],
  [new NotFound('connection', 'x'), 404, 'Not Found', 'credential_not_found'],
  [new NotFound('contact', 'x'), 404, 'Not Found', 'not_found'],
  [new OAuthRefusal('invalid_grant', 'x'), 400, 'Bad Request', 'invalid_request'],
  [new RateLimited(7), 429, 'Too Many Requests', 'rate_limited'],
  [new RouteNotFound(), 404, 'Not Found', 'not_found'],
  [new StateConflict('x'), 409, 'Conflict', 'conflict'],
  [new TenantMismatch('credentialId'), 404, 'Not Found', 'credential_not_found'],
  [new Unavailable('x'), 503, 'Service Unavailable', 'unavailable'],
  [new UnsupportedMediaType(), 415, 'Unsupported Media Type', 'unsupported_media_type'],
  [new ValidationFailure([issue]), 400, 'Bad Request', 'invalid_request'],
  [new VendorFailure(problems.inFlight, 'x'), 409, 'Conflict', 'idempotency_in_flight'],
  [new VendorFailure(problems.keyReused, 'x'), 409, 'Conflict', 'idempotency_key_reused'],
  [new VendorFailure(problems.notImplemented, 'x'), 501, 'Not Implemented', 'not_implemented'],
  [new VersionConflict(2), 412, 'Precondition Failed', 'conflict'],
];

describe('toWireError', () => {
  test.each(cases)('answers %o with status, word and code', (failure, status, words, code) => {
    const { body, ...rest } = reply(failure);
    expect(rest.status).toBe(status);
    expect(body.message).toMatch(new RegExp(`^${words}: .`));
    expect(body.error.code).toBe(code);
    expect(body.error.origin).toBe(status >= 500 ? 'server' : 'request');
    expect(body.requestId).toBe('req_1');
  });

  test('says which requests are worth repeating', () => {
    const retryable = cases.filter(([failure]) => reply(failure).body.error.retryable);
    const codes = retryable.map(([, , , code]) => code);
    expect(codes).toEqual(['rate_limited', 'unavailable', 'idempotency_in_flight']);
    expect(reply(new InternalFailure(), 'GET').body.error.retryable).toBe(true);
  });

  test('tells when to come back', () => {
    expect(reply(new RateLimited(7)).headers).toMatchObject({ 'retry-after': '7' });
    const inFlight = new VendorFailure(problems.inFlight, 'x', { retryAfter: 3 });
    expect(reply(inFlight).headers).toMatchObject({ 'retry-after': '3' });
  });

  test('names the contact that is there already', () => {
    const failure = new DuplicateContact({ id: 'x', name: 'Ada' }, 'email');
    expect(reply(failure).body.error.remoteId).toBe('x');
    expect(JSON.stringify(reply(failure).body)).not.toContain('Ada');
  });

  test.each([
    ['givenName', 'firstName'],
    ['familyName', 'lastName'],
    ['account', 'account'],
    ['addresses[3].city', 'addresses'],
    ['methods[0].key', 'emailAddresses'],
    ['dateOfBirth', 'remoteFields.dateOfBirth'],
    ['timeZone', 'remoteFields.timeZone'],
    ['accountId', 'remoteFields.accountId'],
    ['customFields[0].value', 'remoteFields.customFields'],
    ['remoteFields.id', 'remoteFields.id'],
  ])('names %s of the core as %s', (path, field) => {
    const { body } = reply(InvalidInput.of(path, 'is wrong'));
    expect(body.error.fields).toEqual([{ path: field, reason: 'is wrong' }]);
    expect(body.message).toBe(`Bad Request: ${field} is wrong`);
  });

  test('tells nothing of what was unforeseen', () => {
    expect(reply(new InternalFailure()).body.message).toBe(
      'Internal Server Error: something went wrong on the server; the requestId names it in the log',
    );
  });
});
