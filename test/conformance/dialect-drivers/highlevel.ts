import { expect } from 'vitest';
import { fromBase62Id, normalizeUuid, toBase62Id } from '../../../src/core/value/identifier.ts';
import { type Call, dig, listAt, textAt, textOrBlank } from '../../support/http-call.ts';
import {
  type Access,
  type Driver,
  type Expected,
  nobody,
  oversized,
  type Session,
} from './driver.ts';

const version = { version: '2021-07-28' };
const traceId: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);

function service(statusCode: number, message: unknown, error: string): Expected {
  return { status: statusCode, body: { statusCode, message, error, traceId } };
}

const gateway = (statusCode: number, message: unknown): Expected => ({
  status: statusCode,
  body: { statusCode, message },
});

/** A 422 whose only sentence speaks of the field. */
const naming = (field: string): Expected =>
  service(422, [expect.stringContaining(field)], 'Unprocessable Entity');

const cannot = (method: string, path: string): Expected => ({
  status: 404,
  body: { statusCode: 404, message: `Cannot ${method} ${path}`, error: 'Not Found' },
});

const refusals = {
  missingCredential: {
    status: 401,
    body: {
      statusCode: 401,
      message: 'Invalid token: access token is invalid',
      error: 'Unauthorized',
    },
  },
  wrongCredential: gateway(
    401,
    expect.stringMatching(/^Invalid (?:JWT|Private Integration token)$/),
  ),
  missingCapability: gateway(401, 'The token is not authorized for this scope.'),
  unknownRecord: service(400, 'Contact not found', 'Bad Request'),
  unavailable: service(503, 'Service Unavailable', 'Service Unavailable'),
  internal: service(500, 'Internal server error', 'Internal Server Error'),
};

function open(access: Access): Session {
  const { accessToken, locationId } = access.sandbox.highlevel;
  const at = (path: string): string => `${access.mount}/contacts${path}`;
  const call = (method: string, path: string, more: Partial<Call> = {}): Call => ({
    method,
    path: at(path),
    headers: version,
    ...more,
  });
  const post = (body: unknown): Call => call('POST', '/', { body });
  const refused = (fields: object, field: string) => ({
    call: post({ locationId, ...fields }),
    expected: naming(field),
    field,
  });
  const search = (query: string): Call =>
    call('POST', '/search', { body: { locationId, pageLimit: 100, query } });
  return {
    access,
    credential: present(accessToken),
    refusals: {
      ...refusals,
      unknownRoute: {
        call: call('GET', '/a/b/c'),
        expected: cannot('GET', at('/a/b/c')),
      },
      wrongVerb: { call: call('PATCH', '/'), expected: cannot('PATCH', at('/')) },
    },
    create: ({ first, last, phone, email }) =>
      post({ locationId, firstName: first, lastName: last, phone, email }),
    createdId: ({ json }) => textAt(json, 'contact', 'id'),
    get: (id) => call('GET', `/${id}`),
    shown: ({ json }) => ({
      first: textOrBlank(json, 'contact', 'firstName'),
      last: textOrBlank(json, 'contact', 'lastName'),
      email: textOrBlank(json, 'contact', 'email'),
    }),
    rename: (id, { last }) => call('PUT', `/${id}`, { body: { lastName: last } }),
    remove: (id) => call('DELETE', `/${id}`),
    list: (size) => call('GET', '/', { query: { locationId, limit: String(size) } }),
    listedIds: ({ json }) => {
      const found = dig(json, 'contact');
      if (found !== undefined) return found === null ? [] : [textAt(found, 'id')];
      return listAt(json, 'contacts').map((row) => textAt(row, 'id'));
    },
    nextPage: (before, { json }) => {
      const link = dig(json, 'meta', 'nextPageUrl');
      if (typeof link !== 'string') return null;
      const url = new URL(link);
      const query = Object.fromEntries(url.searchParams);
      return { ...before, path: url.pathname, query };
    },
    finders: ({ phone, email, last }) => [
      call('GET', '/search/duplicate', { query: { locationId, number: phone } }),
      call('GET', '/search/duplicate', { query: { locationId, email } }),
      call('GET', '/', { query: { locationId, query: last } }),
      search(last),
      search(email),
    ],
    bad: () => ({
      'malformed JSON': {
        call: post(`{"locationId": "${locationId}", "firstName": "Ada`),
        expected: service(400, 'Unexpected token in JSON', 'Bad Request'),
        field: null,
      },
      'wrong type': refused({ firstName: 7 }, 'firstName'),
      'unknown enum value': refused(
        { dndSettings: { SMS: { status: 'maybe' } } },
        'dndSettings.SMS.status',
      ),
      NUL: refused({ companyName: 'A\u0000a' }, 'companyName'),
      'lone surrogate': refused({ tags: ['\ud800'] }, 'tags'),
      'oversized body': {
        call: post(oversized),
        expected: service(413, expect.any(String), 'Payload Too Large'),
        field: null,
      },
      'unknown id': {
        call: call('PUT', `/${hexToWire(nobody)}`, { body: { firstName: 'Ada' } }),
        expected: refusals.unknownRecord,
        field: null,
      },
      'malformed id': {
        call: call('PUT', '/7', { body: { firstName: 'Ada' } }),
        expected: refusals.unknownRecord,
        field: null,
      },
    }),
    contactOf: async (id) => fromBase62Id(id) ?? '',
    recordOf: async (contactId) => hexToWire(contactId),
  };
}

function present(secret: string) {
  return { headers: { authorization: `Bearer ${secret}`, ...version } };
}

/** The 20 characters under which this vendor's clients know a contact. */
function hexToWire(contactId: string): string {
  const uuid = normalizeUuid(contactId);
  if (uuid === null) throw new Error(`no id: ${contactId}`);
  return toBase62Id(uuid);
}

export const highlevel: Driver = {
  name: 'highlevel',
  slots: [{ name: 'bearer and Version', kinds: ['api-key', 'access-token'], present }],
  showsDeleted: false,
  listsDeleted: false,
  statuses: { create: 201, get: 200, update: 200, remove: 200 },
  links: true,
  open: async (access) => open(access),
};
