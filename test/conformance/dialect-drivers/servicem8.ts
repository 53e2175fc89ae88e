import { expect } from 'vitest';
import { type Call, listAt, type Reply, textAt, textOrBlank } from '../../support/http-call.ts';
import {
  type Access,
  type Driver,
  type Expected,
  nobody,
  oversized,
  type Session,
} from './driver.ts';
import { NativeApi } from './native-api.ts';
import { bearer, withQuery } from './parts.ts';

function failed(errorCode: number, message: unknown = expect.any(String)): Expected {
  return { status: errorCode, body: { errorCode, message } };
}

const naming = (field: string): Expected =>
  failed(400, expect.stringMatching(new RegExp(`^${field}: `)));

const refusals = {
  missingCredential: failed(401, expect.stringMatching(/^Authentication failed/)),
  wrongCredential: failed(401, expect.stringMatching(/^Authentication failed/)),
  missingCapability: {
    status: 403,
    body: {
      errorCode: 403,
      message: expect.stringMatching(/^Access forbidden/) as unknown,
      error: 'insufficient_scope',
    },
  },
  unknownRecord: failed(404, expect.stringMatching(/^Resource not found/)),
  unavailable: failed(503),
  internal: failed(500, expect.stringMatching(/^An unexpected error/)),
};

/** Every contact needs a job, so a session has one. */
async function open(access: Access): Promise<Session> {
  const native = new NativeApi(access.baseUrl, access.sandbox);
  const job = await native.createJob();
  const at = (path: string): string => `${access.mount}/api_1.0${path}`;
  const record = (id: string): string => at(`/jobcontact/${id}.json`);
  const post = (body: unknown): Call => ({ method: 'POST', path: at('/jobcontact.json'), body });
  const values = { job_uuid: job, first: 'Ada', last: 'King' };
  const refused = (more: object, field: string) => ({
    call: post({ ...values, ...more }),
    expected: naming(field),
    field,
  });
  return {
    access,
    credential: { headers: { 'x-api-key': access.sandbox.servicem8.apiKey } },
    refusals: {
      ...refusals,
      unknownRoute: {
        call: { method: 'GET', path: at('/invoice.json') },
        expected: failed(400, 'invoice is not an authorised object type'),
      },
      wrongVerb: {
        call: { method: 'PUT', path: at('/jobcontact.json') },
        expected: failed(405),
      },
    },
    create: ({ first, last, phone, mobile, email }) =>
      post({ job_uuid: job, first, last, phone, mobile, email, type: 'JOB' }),
    createdId: ({ headers }) => headers.get('x-record-uuid') ?? '',
    get: (id) => ({ method: 'GET', path: record(id) }),
    shown: ({ json }) => ({
      first: textOrBlank(json, 'first'),
      last: textOrBlank(json, 'last'),
      email: textOrBlank(json, 'email'),
    }),
    rename: (id, { last }) => ({ method: 'POST', path: record(id), body: { last } }),
    remove: (id) => ({ method: 'DELETE', path: record(id) }),
    list: (size) => ({
      method: 'GET',
      path: at('/jobcontact.json'),
      query: { cursor: '-1', $top: String(size) },
    }),
    listedIds: (reply) => listAt(reply.json).map((row) => textAt(row, 'uuid')),
    nextPage,
    finders: ({ email, last }) =>
      [`email eq '${email}'`, `last eq '${last}'`, `job_uuid eq '${job}'`].map(($filter) => ({
        method: 'GET',
        path: at('/jobcontact.json'),
        query: { $filter },
      })),
    bad: () => ({
      'malformed JSON': {
        call: post(`{"job_uuid": "${job}", "first": "Ada`),
        expected: failed(400),
        field: null,
      },
      'wrong type': refused({ mobile: 7 }, 'mobile'),
      'unknown enum value': refused({ type: 'NEIGHBOUR' }, 'type'),
      NUL: refused({ first: 'A\u0000a' }, 'first'),
      'lone surrogate': refused({ email: '\udfff' }, 'email'),
      'oversized body': { call: post(oversized), expected: failed(413), field: null },
      'unknown id': {
        call: { method: 'POST', path: record(nobody), body: { first: 'Ada' } },
        expected: refusals.unknownRecord,
        field: null,
      },
      'malformed id': {
        call: { method: 'POST', path: record('7'), body: { first: 'Ada' } },
        expected: refusals.unknownRecord,
        field: null,
      },
    }),
    createUnder: (uuid, { first, last, email }) =>
      post({ uuid, job_uuid: job, first, last, email }),
    contactOf: async (id) => textAt(await native.done('GET', `/job-contacts/${id}`), 'contactId'),
    recordOf: (contactId) => native.link(contactId),
  };
}

function nextPage(call: Call, { headers }: Reply): Call | null {
  const cursor = headers.get('x-next-cursor');
  return cursor === null ? null : withQuery(call, { cursor });
}

export const servicem8: Driver = {
  name: 'servicem8',
  slots: [
    {
      name: 'X-Api-Key',
      kinds: ['api-key'],
      present: (secret) => ({ headers: { 'x-api-key': secret } }),
    },
    { name: 'bearer', kinds: ['access-token'], present: bearer },
  ],
  showsDeleted: true,
  listsDeleted: true,
  statuses: { create: 200, get: 200, update: 200, remove: 200 },
  links: false,
  open,
};
