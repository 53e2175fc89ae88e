import { expect } from 'vitest';
import type { Call, Reply } from '../../support/http-call.ts';
import { dig, listAt, textAt, textOrBlank } from '../../support/http-call.ts';
import { type Access, type Driver, nobody, oversized, type Session } from './driver.ts';
import { bearer, withQuery } from './parts.ts';

const jsonType = { 'content-type': 'application/problem+json' };
const requestId: unknown = expect.stringMatching(/^[\w-]{1,64}$/);

/** A problem of RFC 9457. */
function problem(kind: string, status: number, more: Readonly<Record<string, unknown>> = {}) {
  const type = `/docs/problems#${kind}`;
  const title: unknown = expect.any(String);
  const detail: unknown = expect.any(String);
  const body = { type, title, status, detail, requestId, ...more };
  return { status, body, headers: jsonType };
}

function naming(path: string) {
  const issue: unknown = expect.objectContaining({ path });
  return problem('invalid-input', 400, { errors: [issue] });
}

const refusals = {
  missingCredential: problem('unauthenticated', 401),
  wrongCredential: problem('unauthenticated', 401),
  missingCapability: problem('missing-capability', 403),
  unknownRecord: problem('not-found', 404),
  unavailable: problem('unavailable', 503),
  internal: {
    status: 500,
    headers: jsonType,
    body: {
      type: '/docs/problems#internal',
      title: expect.any(String) as unknown,
      status: 500,
      requestId,
    },
  },
};

function open(access: Access): Session {
  const at = (path: string): string => `${access.mount}/api/v1${path}`;
  const post = (body: unknown): Call => ({ method: 'POST', path: at('/contacts'), body });
  const refused = (body: unknown, field: string) => ({
    call: post(body),
    expected: naming(field),
    field,
  });
  return {
    access,
    credential: bearer(access.sandbox.native.apiKey),
    refusals: {
      ...refusals,
      unknownRoute: {
        call: { method: 'GET', path: at('/invoices') },
        expected: problem('not-found', 404),
      },
      wrongVerb: {
        call: { method: 'PUT', path: at('/contacts') },
        expected: problem('method-not-allowed', 405),
      },
    },
    create: ({ first, last, phone, mobile, email, externalId }) =>
      post({
        givenName: first,
        familyName: last,
        externalId,
        phones: [
          { value: phone, type: 'work' },
          { value: mobile, type: 'mobile' },
        ],
        emails: [{ value: email }],
      }),
    createdId: ({ json }) => textAt(json, 'id'),
    get: (id) => ({ method: 'GET', path: at(`/contacts/${id}`) }),
    shown: ({ json }) => ({
      first: textOrBlank(json, 'givenName'),
      last: textOrBlank(json, 'familyName'),
      name: textOrBlank(json, 'fullName'),
      email: textOrBlank(json, 'emails', 0, 'value'),
      externalId: textOrBlank(json, 'externalId'),
    }),
    rename: (id, { last }) => ({
      method: 'PATCH',
      path: at(`/contacts/${id}`),
      body: { familyName: last },
      headers: { 'content-type': 'application/merge-patch+json' },
    }),
    remove: (id) => ({ method: 'DELETE', path: at(`/contacts/${id}`) }),
    list: (size) => ({ method: 'GET', path: at('/contacts'), query: { limit: String(size) } }),
    listedIds,
    nextPage: (call, { json }) => {
      const cursor = dig(json, 'nextCursor');
      return typeof cursor === 'string' ? withQuery(call, { cursor }) : null;
    },
    finders: ({ phone, email, externalId, last }) => [
      { method: 'GET', path: at('/lookup'), query: { phone } },
      { method: 'GET', path: at('/lookup'), query: { email } },
      ...[{ query: last }, { phone }, { email }, { externalId }, { familyName: last }].map(
        (query) => ({ method: 'GET', path: at('/contacts'), query }),
      ),
    ],
    bad: () => ({
      'malformed JSON': {
        call: post('{"givenName": "Ada'),
        expected: problem('malformed-body', 400),
        field: null,
      },
      'wrong type': refused({ givenName: 7 }, 'givenName'),
      'unknown enum value': refused({ kind: 'robot' }, 'kind'),
      NUL: refused({ givenName: 'A\u0000a' }, 'givenName'),
      'lone surrogate': refused({ phones: [{ value: '\ud800' }] }, 'phones[0].value'),
      'oversized body': {
        call: post(oversized),
        expected: problem('body-too-large', 413),
        field: null,
      },
      'unknown id': {
        call: { method: 'PATCH', path: at(`/contacts/${nobody}`), body: { givenName: 'Ada' } },
        expected: refusals.unknownRecord,
        field: null,
      },
      'malformed id': {
        call: { method: 'PATCH', path: at('/contacts/7'), body: { givenName: 'Ada' } },
        expected: refusals.unknownRecord,
        field: null,
      },
    }),
    contactOf: async (id) => id,
    recordOf: async (contactId) => contactId,
  };
}

/** Of a list, and of a look-up. */
function listedIds({ json }: Reply): string[] {
  return listAt(json, 'data').map((row) => String(dig(row, 'id') ?? dig(row, 'contactId')));
}

export const native: Driver = {
  name: 'native',
  slots: [
    { name: 'bearer', kinds: ['api-key'], present: bearer },
    {
      name: 'X-API-Key',
      kinds: ['api-key'],
      present: (secret) => ({ headers: { 'x-api-key': secret } }),
    },
  ],
  showsDeleted: false,
  listsDeleted: false,
  statuses: { create: 201, get: 200, update: 200, remove: 204 },
  links: true,
  open: async (access) => open(access),
};
