import { expect } from 'vitest';
import { type Call, listAt, textAt, textOrBlank } from '../../support/http-call.ts';
import {
  type Access,
  type Driver,
  type Expected,
  nobody,
  oversized,
  type Session,
} from './driver.ts';
import { bearer, withQuery } from './parts.ts';

const requestId: unknown = expect.stringMatching(/^[\w-]{1,64}$/);
const message: unknown = expect.stringMatching(/\S/);

function failed(status: number, code: string, more: object = {}): Expected {
  const origin = status >= 500 ? 'server' : 'request';
  const retryable: unknown = expect.any(Boolean);
  return { status, body: { message, error: { code, origin, retryable, ...more }, requestId } };
}

const naming = (path: string): Expected =>
  failed(400, 'invalid_request', {
    fields: expect.arrayContaining([expect.objectContaining({ path })]) as unknown,
  });

const refusals = {
  missingCredential: failed(401, 'unauthorized'),
  wrongCredential: failed(401, 'unauthorized'),
  missingCapability: failed(403, 'forbidden'),
  unknownRecord: failed(404, 'not_found'),
  unavailable: failed(503, 'unavailable'),
  internal: failed(500, 'internal_error'),
};

function open(access: Access): Session {
  const { apiKey, credentialId } = access.sandbox.unified;
  const call = (method: string, path: string, more: Partial<Call> = {}): Call => ({
    method,
    path: `${access.mount}/crm/contacts${path}`,
    ...more,
    query: { credentialId, ...more.query },
  });
  const post = (body: unknown): Call => call('POST', '', { body });
  const refused = (fields: object, field: string) => ({
    call: post({ lastName: 'King', ...fields }),
    expected: naming(field),
    field,
  });
  return {
    access,
    credential: bearer(apiKey),
    refusals: {
      ...refusals,
      unknownRoute: {
        call: { method: 'GET', path: `${access.mount}/crm/invoices` },
        expected: failed(404, 'not_found'),
      },
      wrongVerb: { call: call('PUT', ''), expected: failed(405, 'method_not_allowed') },
    },
    create: ({ first, last, phone, mobile, email }) =>
      post({
        firstName: first,
        lastName: last,
        phoneNumbers: [
          { phoneNumberType: 'work', phoneNumber: phone },
          { phoneNumberType: 'mobile', phoneNumber: mobile },
        ],
        emailAddresses: [{ emailAddressType: 'main', emailAddress: email }],
      }),
    createdId: ({ json }) => textAt(json, 'contact', 'id'),
    get: (id) => call('GET', `/${id}`),
    shown: ({ json }) => ({
      first: textOrBlank(json, 'contact', 'firstName'),
      last: textOrBlank(json, 'contact', 'lastName'),
      email: textOrBlank(json, 'contact', 'emailAddresses', 0, 'emailAddress'),
    }),
    rename: (id, { last }) => call('PUT', `/${id}`, { body: { lastName: last } }),
    remove: (id) => call('DELETE', `/${id}`),
    list: (size) => call('GET', '', { query: { pageNumber: '1', pageSize: String(size) } }),
    listedIds: ({ json }) => listAt(json, 'contacts').map((row) => textAt(row, 'id')),
    // As this vendor's clients page: until a page is short.
    nextPage: (before, { json }) => {
      const { pageNumber = '1', pageSize = '50' } = before.query ?? {};
      if (listAt(json, 'contacts').length < Number(pageSize)) return null;
      return withQuery(before, { pageNumber: String(Number(pageNumber) + 1) });
    },
    finders: ({ last }) => [
      call('GET', '', { query: { lastName: last } }),
      call('GET', '', { query: { lastNameContains: last } }),
    ],
    bad: () => ({
      'malformed JSON': {
        call: post('{"lastName": "Ki'),
        expected: failed(400, 'invalid_request'),
        field: null,
      },
      'wrong type': refused({ firstName: 7 }, 'firstName'),
      'unknown enum value': {
        call: call('GET', '', { query: { pageNumber: 'first' } }),
        expected: naming('pageNumber'),
        field: 'pageNumber',
      },
      NUL: refused({ firstName: 'A\u0000a' }, 'firstName'),
      'lone surrogate': refused(
        { emailAddresses: [{ emailAddress: '\ud800' }] },
        'emailAddresses[0].emailAddress',
      ),
      'oversized body': {
        call: post(oversized),
        expected: failed(413, 'payload_too_large'),
        field: null,
      },
      'unknown id': {
        call: call('PUT', `/${nobody}`, { body: { firstName: 'Ada' } }),
        expected: refusals.unknownRecord,
        field: null,
      },
      'malformed id': {
        call: call('PUT', '/7', { body: { firstName: 'Ada' } }),
        expected: refusals.unknownRecord,
        field: null,
      },
    }),
    contactOf: async (id) => id,
    recordOf: async (contactId) => contactId,
  };
}

export const unified: Driver = {
  name: 'unified',
  slots: [{ name: 'bearer', kinds: ['api-key'], present: bearer }],
  showsDeleted: true,
  listsDeleted: false,
  statuses: { create: 200, get: 200, update: 200, remove: 200 },
  links: false,
  open: async (access) => open(access),
};
