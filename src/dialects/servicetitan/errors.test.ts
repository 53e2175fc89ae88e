import type { FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { CapabilityMissing, InvalidInput, NotFound, Unavailable } from '../../core/errors.ts';
import {
  AuthFailure,
  InternalFailure,
  MalformedBody,
  MethodNotAllowed,
  OAuthRefusal,
  RateLimited,
  RouteNotFound,
  TenantMismatch,
  ValidationFailure,
  type Failure,
  type ValidationIssue,
} from '../../http/failure.ts';
import { refusal } from './error/refusal.ts';
import { toWireError } from './errors.ts';

const requestTo = (url: string) => ({ id: 'req_1', url }) as FastifyRequest;
const contacts = requestTo('/servicetitan/crm/v2/tenant/1/contacts');
const token = requestTo('/servicetitan/connect/token?x=1');
const reply = (failure: Failure) => toWireError(failure, contacts);
const like = (form: RegExp): unknown => expect.stringMatching(form);
const issue = (fields: Partial<ValidationIssue>): ValidationIssue => ({
  where: 'body',
  path: '',
  message: 'must be something',
  keyword: 'other',
  params: {},
  ...fields,
});

describe('toWireError', () => {
  test('answers all six members and the trace id in a header', () => {
    const { status, headers, body } = reply(new NotFound('contact', 'x'));
    expect(status).toBe(404);
    expect(body).toEqual({
      type: 'https://tools.ietf.org/html/rfc7231#section-6.5.4',
      title: 'Contact not found',
      status: 404,
      traceId: like(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/),
      errors: { '': ['No contact with id x.'] },
      data: {},
    });
    expect(body).toHaveProperty('traceId', headers?.['x-trace-id']);
  });

  test('calls what is missing by the name that the vendor has for it', () => {
    const sentences = (['account', 'site', 'contact-point', 'relation', 'booking'] as const).map(
      (entity) => reply(new NotFound(entity, '7')).body,
    );
    expect(sentences).toMatchObject([
      { title: 'Customer not found', errors: { '': ['No customer with id 7.'] } },
      { title: 'Location not found', errors: { '': ['No location with id 7.'] } },
      { title: 'Contact not found', errors: { '': ['No contact with id 7.'] } },
      { title: 'Relationship not found', errors: { '': ['No relationship with id 7.'] } },
      { title: 'Not found', errors: { '': ['No booking with id 7.'] } },
    ]);
  });

  test('keys errors by the field that the client sent and says each once', () => {
    const failure = new ValidationFailure([
      issue({ path: 'name', keyword: 'type', params: { type: ['string', 'null'] } }),
      issue({ path: 'name', keyword: 'type', params: { type: 'string,null' } }),
      issue({ path: 'createdBefore', keyword: 'format', params: { format: 'timestamp' } }),
      issue({ path: 'pageSize', keyword: 'maximum', message: 'must be <= 5000' }),
      issue({ path: '', keyword: 'type', params: { type: 'object' } }),
    ]);
    expect(reply(failure)).toMatchObject({
      status: 400,
      body: {
        title: 'One or more validation errors occurred.',
        errors: {
          name: ['The field name must be of type string or null.'],
          createdBefore: [
            'The field createdBefore must be a date and time in RFC 3339 such as 2026-03-01T12:00:00Z.',
          ],
          pageSize: ['The field pageSize must be <= 5000.'],
          '': ['The request body must be a JSON object.'],
        },
      },
    });
  });

  test('translates the names of the core', () => {
    const failure = new InvalidInput([
      { path: 'fullName', message: 'must be short' },
      { path: 'familyName', message: 'must be short' },
      { path: 'externalId', message: 'must be short' },
      { path: 'somewhere', message: 'must be short' },
    ]);
    expect(reply(failure).body).toMatchObject({
      errors: {
        name: ['The field name must be short.'],
        referenceId: ['The field referenceId must be short.'],
        '': ['The request must be short.'],
      },
    });
  });

  test('tells who is not known (401) from who may not (403)', () => {
    const challenge = { 'www-authenticate': 'Bearer' };
    expect(reply(new AuthFailure('expired'))).toMatchObject({ status: 401, headers: challenge });
    expect(reply(new AuthFailure('app-key-missing'))).toMatchObject({ status: 401 });
    expect(reply(new AuthFailure('app-not-connected'))).toMatchObject({ status: 403 });
    expect(reply(new TenantMismatch('tenant')).body).toMatchObject({
      status: 403,
      title: 'Provided authentication is insufficient to grant access',
      errors: { tenant: [like(/^The credential does not belong/)] },
    });
    expect(reply(new CapabilityMissing('person.read')).body).toMatchObject({
      status: 403,
      errors: { '': ['The access token lacks the scope tn.crm.contacts:r.'] },
    });
  });

  test('puts the wait before the last word of the title of 429', () => {
    const { headers, body } = reply(new RateLimited(7));
    expect(headers).toMatchObject({ 'retry-after': '7' });
    expect(body).toMatchObject({ status: 429, title: like(/ 7 seconds\.$/) });
  });

  test('answers 409 Unknown customer', () => {
    expect(reply(refusal('unknown-customer')).body).toMatchObject({
      status: 409,
      title: 'Unknown customer',
      errors: { customerId: [like(/customerId/)] },
    });
  });

  test('names the verbs of 405 and tells nothing of what failed inside', () => {
    expect(reply(new MethodNotAllowed(['GET', 'POST']))).toMatchObject({
      status: 405,
      headers: { allow: 'GET, POST' },
    });
    expect(reply(new RouteNotFound()).body).toMatchObject({ title: 'Resource not found' });
    expect(reply(new Unavailable('away')).status).toBe(503);
    expect(reply(new InternalFailure()).body).toMatchObject({
      status: 500,
      errors: { '': ['An unexpected error occurred.'] },
    });
  });
});

describe('the token endpoint', () => {
  test('answers wrong credentials with one word', () => {
    const { status, body } = toWireError(new OAuthRefusal('invalid_client', 'No such'), token);
    expect([status, body]).toEqual([400, { error: 'invalid_client' }]);
  });

  test('explains other refusals', () => {
    const failure = new OAuthRefusal('unsupported_grant_type', 'Not that one');
    expect(toWireError(failure, token).body).toEqual({
      error: 'unsupported_grant_type',
      error_description: 'Not that one',
    });
  });

  test.each([new MethodNotAllowed(['POST']), new MalformedBody('cut short')])(
    'answers $code as an invalid request',
    (failure) => {
      expect(toWireError(failure, token)).toMatchObject({
        status: 400,
        body: { error: 'invalid_request' },
      });
    },
  );

  test('hides what failed inside', () => {
    expect(toWireError(new InternalFailure(), token)).toMatchObject({
      status: 500,
      body: { error: 'server_error' },
    });
  });
});
