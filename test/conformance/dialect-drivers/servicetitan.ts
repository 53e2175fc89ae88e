import { expect } from 'vitest';
import { type Call, dig, exchange, listAt, textAt, textOrBlank } from '../../support/http-call.ts';
import {
  type Access,
  type Driver,
  type Expected,
  nobody,
  oversized,
  type Session,
} from './driver.ts';
import { withQuery } from './parts.ts';

const traceId: unknown = expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
const sentences: unknown = expect.arrayContaining([expect.stringMatching(/^[A-Z].*\.$/)]);

function failed(status: number, title: unknown, errors: unknown = { '': sentences }): Expected {
  const type: unknown = expect.stringMatching(/^https:\/\/tools\.ietf\.org\/html\/rfc/);
  return { status, body: { type, title, status, traceId, errors, data: {} } };
}

const naming = (field: string): Expected =>
  failed(400, 'One or more validation errors occurred.', { [field]: sentences });

const refusals = {
  missingCredential: failed(401, expect.stringMatching(/^Authentication failed/)),
  wrongCredential: failed(401, expect.stringMatching(/^Authentication failed/)),
  missingCapability: failed(403, 'Provided authentication is insufficient to grant access'),
  unknownRecord: failed(404, 'Contact not found'),
  unavailable: failed(503, 'The service is temporarily unavailable'),
  internal: failed(500, 'An unexpected error occurred'),
};

/** An access token of the client, as the vendor's clients get one. */
export async function askToken(
  baseUrl: string,
  client: { readonly clientId: string; readonly clientSecret: string },
): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: client.clientId,
    client_secret: client.clientSecret,
  };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(form).toString();
  const reply = await exchange(baseUrl, { method: 'POST', path: '/connect/token', headers, body });
  return textAt(reply.json, 'access_token');
}

async function open(access: Access): Promise<Session> {
  const { tenant, appKey } = access.sandbox.servicetitan;
  const token = await askToken(access.baseUrl, access.sandbox.servicetitan);
  const root = `${access.mount}/crm/v2/tenant/${tenant}`;
  const contacts = `${root}/contacts`;
  const post = (body: unknown): Call => ({ method: 'POST', path: contacts, body });
  const refused = (body: unknown, field: string) => ({
    call: post(body),
    expected: naming(field),
    field,
  });
  const listed = (query: Record<string, string>): Call => ({
    method: 'GET',
    path: contacts,
    query,
  });
  return {
    access,
    credential: { headers: { authorization: token, 'st-app-key': appKey } },
    refusals: {
      ...refusals,
      unknownRoute: {
        call: { method: 'GET', path: `${root}/bookings` },
        expected: failed(404, 'Resource not found'),
      },
      wrongVerb: {
        call: { method: 'PUT', path: contacts },
        expected: failed(405, 'Method not allowed'),
      },
    },
    create: ({ first, last, externalId }) =>
      post({ name: `${first} ${last}`, referenceId: externalId }),
    createdId: ({ json }) => textAt(json, 'id'),
    get: (id) => ({ method: 'GET', path: `${contacts}/${id}` }),
    shown: ({ json }) => ({
      name: textOrBlank(json, 'name'),
      externalId: textOrBlank(json, 'referenceId'),
    }),
    rename: (id, { first, last }) => ({
      method: 'PATCH',
      path: `${contacts}/${id}`,
      body: { name: `${first} ${last}` },
    }),
    remove: (id) => ({ method: 'DELETE', path: `${contacts}/${id}` }),
    list: (size) => listed({ page: '1', pageSize: String(size) }),
    listedIds: ({ json }) => listAt(json, 'data').map((row) => textAt(row, 'id')),
    nextPage: (call, { json }) =>
      dig(json, 'hasMore') === true
        ? withQuery(call, { page: String(Number(call.query?.['page']) + 1) })
        : null,
    finders: ({ last, externalId }) => [
      listed({ name: last }),
      listed({ referenceId: externalId }),
    ],
    bad: () => ({
      'malformed JSON': {
        call: post('{"name": "Ada'),
        expected: failed(400, 'The request body cannot be read'),
        field: null,
      },
      'wrong type': refused({ title: 7 }, 'title'),
      'unknown enum value': {
        call: listed({ isArchived: 'Perhaps' }),
        expected: naming('isArchived'),
        field: 'isArchived',
      },
      NUL: refused({ name: 'A\u0000a' }, 'name'),
      'lone surrogate': refused({ referenceId: '\ud800' }, 'referenceId'),
      'oversized body': {
        call: post(oversized),
        expected: failed(413, 'The request body is too large'),
        field: null,
      },
      'unknown id': {
        call: { method: 'PATCH', path: `${contacts}/${nobody}`, body: { name: 'Ada' } },
        expected: refusals.unknownRecord,
        field: null,
      },
      'malformed id': {
        call: { method: 'PATCH', path: `${contacts}/7`, body: { name: 'Ada' } },
        expected: naming('id'),
        field: 'id',
      },
    }),
    createUnder: (id, { first, last, externalId }) => ({
      method: 'PUT',
      path: `${contacts}/${id}`,
      body: { name: `${first} ${last}`, referenceId: externalId, isArchived: false },
    }),
    contactOf: async (id) => id,
    recordOf: async (contactId) => contactId,
  };
}

export const servicetitan: Driver = {
  name: 'servicetitan',
  slots: [
    {
      name: 'bare token and ST-App-Key',
      kinds: ['access-token'],
      present: (secret, { servicetitan: { appKey } }) => ({
        headers: { authorization: secret, 'st-app-key': appKey },
      }),
    },
    {
      name: 'bearer and app key in the query',
      kinds: ['access-token'],
      present: (secret, { servicetitan: { appKey } }) => ({
        headers: { authorization: `Bearer ${secret}` },
        query: { servicetitanapplicationkey: appKey },
      }),
    },
  ],
  showsDeleted: false,
  listsDeleted: false,
  statuses: { create: 200, get: 200, update: 200, remove: 200 },
  links: false,
  open,
};
