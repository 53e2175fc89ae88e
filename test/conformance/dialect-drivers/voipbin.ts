import { expect } from 'vitest';
import { type Call, dig, listAt, textAt, textOrBlank } from '../../support/http-call.ts';
import {
  type Access,
  type Driver,
  type Expected,
  nobody,
  oversized,
  type Session,
} from './driver.ts';
import { bearer, withQuery } from './parts.ts';

const request_id: unknown = expect.stringMatching(/^[\w-]{1,64}$/);

function failed(
  http: number,
  [status, reason]: readonly [string, string],
  message: unknown = expect.stringMatching(/^\S.*\.$/),
): Expected {
  return { status: http, body: { error: { status, reason, message, request_id } } };
}

const argument = ['INVALID_ARGUMENT', 'INVALID_ARGUMENT'] as const;
const jsonBody = ['INVALID_ARGUMENT', 'INVALID_JSON_BODY'] as const;
const noRoute = failed(404, ['NOT_FOUND', 'ROUTE_NOT_FOUND']);
const beginning = (text: string): unknown => expect.stringMatching(new RegExp(`^${text} .*\\.$`));

const refusals = {
  missingCredential: failed(401, ['UNAUTHENTICATED', 'AUTHENTICATION_REQUIRED']),
  wrongCredential: failed(401, ['UNAUTHENTICATED', 'INVALID_CREDENTIALS']),
  missingCapability: failed(403, ['PERMISSION_DENIED', 'PERMISSION_DENIED']),
  unknownRecord: failed(404, ['NOT_FOUND', 'CONTACT_NOT_FOUND']),
  unavailable: failed(503, ['UNAVAILABLE', 'SERVICE_UNAVAILABLE']),
  internal: failed(500, ['INTERNAL', 'INTERNAL']),
};

function open(access: Access): Session {
  const at = (path: string): string => `${access.mount}/v1.0${path}`;
  const post = (body: unknown): Call => ({ method: 'POST', path: at('/contacts'), body });
  return {
    access,
    credential: { query: { accesskey: access.sandbox.voipbin.accesskey } },
    refusals: {
      ...refusals,
      unknownRoute: { call: { method: 'GET', path: at('/queues') }, expected: noRoute },
      wrongVerb: { call: { method: 'PATCH', path: at('/contacts') }, expected: noRoute },
    },
    create: ({ first, last, phone, mobile, email, externalId }) =>
      post({
        first_name: first,
        last_name: last,
        external_id: externalId,
        phone_numbers: [
          { number: phone, type: 'work' },
          { number: mobile, type: 'mobile' },
        ],
        emails: [{ address: email }],
      }),
    createdId: ({ json }) => textAt(json, 'id'),
    get: (id) => ({ method: 'GET', path: at(`/contacts/${id}`) }),
    shown: ({ json }) => ({
      first: textOrBlank(json, 'first_name'),
      last: textOrBlank(json, 'last_name'),
      name: textOrBlank(json, 'display_name'),
      email: textOrBlank(json, 'emails', 0, 'address'),
      externalId: textOrBlank(json, 'external_id'),
    }),
    rename: (id, { last }) => ({
      method: 'PUT',
      path: at(`/contacts/${id}`),
      body: { last_name: last },
    }),
    remove: (id) => ({ method: 'DELETE', path: at(`/contacts/${id}`) }),
    list: (size) => ({ method: 'GET', path: at('/contacts'), query: { page_size: String(size) } }),
    // A look-up shows one contact, a list several.
    listedIds: ({ json }) =>
      dig(json, 'result') === undefined
        ? [textAt(json, 'id')]
        : listAt(json, 'result').map((row) => textAt(row, 'id')),
    nextPage: (call, { json }) => {
      const token = textAt(json, 'next_page_token');
      return token === '' ? null : withQuery(call, { page_token: token });
    },
    finders: ({ phone, email }) =>
      [{ phone }, { email }].map((query) => ({
        method: 'GET',
        path: at('/contacts/lookup'),
        query,
      })),
    bad: () => ({
      'malformed JSON': {
        call: post('{"first_name": "Ada'),
        expected: failed(400, jsonBody),
        field: null,
      },
      'wrong type': {
        call: post({ first_name: 7 }),
        expected: failed(400, jsonBody, beginning('first_name')),
        field: 'first_name',
      },
      'unknown enum value': {
        call: post({ source: 'dream' }),
        expected: failed(400, argument, beginning('source')),
        field: 'source',
      },
      NUL: {
        call: post({ company: 'A\u0000a' }),
        expected: failed(400, argument, beginning('company')),
        field: 'company',
      },
      'lone surrogate': {
        call: post({ phone_numbers: [{ number: '\ud800' }] }),
        expected: failed(400, argument, beginning(String.raw`phone_numbers\[0\]\.number`)),
        field: 'phone_numbers[0].number',
      },
      'oversized body': { call: post(oversized), expected: failed(400, jsonBody), field: null },
      'unknown id': {
        call: { method: 'PUT', path: at(`/contacts/${nobody}`), body: { first_name: 'Ada' } },
        expected: refusals.unknownRecord,
        field: null,
      },
      'malformed id': {
        call: { method: 'PUT', path: at('/contacts/7'), body: { first_name: 'Ada' } },
        expected: failed(400, ['INVALID_ARGUMENT', 'INVALID_ID']),
        field: 'id',
      },
    }),
    contactOf: async (id) => id,
    recordOf: async (contactId) => contactId,
  };
}

export const voipbin: Driver = {
  name: 'voipbin',
  slots: [
    {
      name: 'accesskey in the query',
      kinds: ['api-key'],
      present: (accesskey) => ({ query: { accesskey } }),
    },
    {
      name: 'accesskey in a cookie',
      kinds: ['api-key'],
      present: (secret) => ({ headers: { cookie: `accesskey=${secret}` } }),
    },
    { name: 'bearer', kinds: ['session'], present: bearer },
    { name: 'token in the query', kinds: ['session'], present: (token) => ({ query: { token } }) },
    {
      name: 'token in a cookie',
      kinds: ['session'],
      present: (secret) => ({ headers: { cookie: `token=${secret}` } }),
    },
  ],
  showsDeleted: false,
  listsDeleted: false,
  statuses: { create: 201, get: 200, update: 200, remove: 200 },
  links: false,
  open: async (access) => open(access),
};
