import type { FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import {
  AlreadyExists,
  CapabilityMissing,
  InvalidInput,
  StateConflict,
  Unavailable,
} from '../../core/errors.ts';
import {
  HostRefused,
  InternalFailure,
  RateLimited,
  RouteNotFound,
  TenantMismatch,
  VendorFailure,
  type Failure,
} from '../../http/failure.ts';
import { toWireError } from './errors.ts';

function told(failure: Failure, originalUrl = '/api_1.0/jobcontact.json') {
  return toWireError(failure, { originalUrl } as FastifyRequest);
}

describe('toWireError', () => {
  test.each([
    [new AlreadyExists('tag', 'The tag'), 400],
    [new StateConflict('no'), 400],
    [new TenantMismatch('tenant'), 403],
    [new HostRefused(), 421],
    [new VendorFailure('x', 'refused'), 400],
    [new InternalFailure(), 500],
    [new Unavailable('down'), 503],
  ])('says the status in errorCode as a number: %s', (failure, status) => {
    expect(told(failure)).toMatchObject({ status, body: { errorCode: status } });
  });

  test.each([
    [7, 'minute', 'Number of allowed API requests per minute exceeded'],
    [3_600, 'day', 'Number of allowed API requests per day exceeded'],
  ])('tells a client that is too fast to wait %d seconds', (seconds, window, message) => {
    expect(told(new RateLimited(seconds, window))).toEqual({
      status: 429,
      headers: { 'retry-after': String(seconds) },
      body: { errorCode: 429, message },
    });
  });

  test.each([
    ['jobcontact', ['jobId', 'role', 'id', 'mobile'], ['job_uuid', 'type', 'uuid', 'mobile']],
    ['Job', ['address', 'extra.servicem8.payment_note'], ['job_address', 'payment_note']],
    ['company', ['address', 'street', 'name'], ['address', 'address_street', 'name']],
    ['companycontact', ['accountId', 'isPrimary'], ['company_uuid', 'is_primary_contact']],
    ['note', ['role', 'id'], ['role', 'uuid']],
  ])('names the fields of %s as the vendor does', (object, paths, names) => {
    const failure = new InvalidInput(paths.map((path) => ({ path, message: 'wrong' })));
    const message = names.map((name) => `${name}: wrong`).join('; ');
    expect(told(failure, `/api_1.0/${object}.json`).body).toEqual({ errorCode: 400, message });
  });

  test('names no scope where none would do', () => {
    expect(told(new CapabilityMissing('merge')).headers).toEqual({
      'www-authenticate': 'Bearer error="insufficient_scope"',
    });
  });

  test.each([
    ['/api_1.0/Asset.json?cursor=-1', 'Asset is not an authorised object type'],
    ['/servicem8/api_1.0/note/1.json', 'note is not an authorised object type'],
    ['/api_1.0/%zz.json', '%zz is not an authorised object type'],
    [`/api_1.0/${'x'.repeat(200)}.json`, `${'x'.repeat(100)} is not an authorised object type`],
  ])('names the object of %s', (url, message) => {
    expect(told(new RouteNotFound(), url)).toMatchObject({
      status: 400,
      body: { errorCode: 400, message },
    });
  });

  test.each(['/api_1.0/job/1/2.json', '/api_1.0/', '/webhook_subscriptions', '/x?y=/api_1.0/z'])(
    'knows no such path as %s',
    (url) => {
      expect(told(new RouteNotFound(), url).status).toBe(404);
    },
  );

  test('speaks OAuth at the token endpoint', () => {
    expect(told(new InternalFailure(), '/servicem8/oauth/access_token')).toMatchObject({
      status: 500,
      body: { error: 'temporarily_unavailable', error_description: 'Internal error' },
    });
    expect(told(new InvalidInput([]), '/oauth/access_token?x')).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
  });
});
