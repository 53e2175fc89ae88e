/** Every kind of problem that the native API answers with: its page at /docs/problems is printed from this list. */

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What a client can do about it. */
  readonly advice: string;
}

export const problemKinds = {
  'invalid-input': {
    status: 400,
    title: 'The request holds something that cannot be taken',
    advice: 'Nothing was written. errors names every member, parameter or header that is wrong.',
  },
  'malformed-body': {
    status: 400,
    title: 'The request body is not JSON',
    advice: 'The body is not well-formed JSON in UTF-8, or was cut short.',
  },
  unauthenticated: {
    status: 401,
    title: 'The credential is missing or not accepted',
    advice:
      'Send a key of the native API as Authorization: Bearer <key> or X-API-Key. Keys of the other APIs are not ' +
      'accepted here.',
  },
  'missing-capability': {
    status: 403,
    title: 'The credential does not carry the capability that the call needs',
    advice: 'detail names the capability; a key that carries it can be made by POST /api/v1/keys.',
  },
  'other-workspace': {
    status: 403,
    title: 'The credential belongs to another workspace',
    advice: 'A key opens exactly one workspace.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such record or path',
    advice:
      'Records of other workspaces and deleted ones look exactly like records that never were.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The path does not know this method',
    advice: 'The Allow header names those it knows.',
  },
  conflict: {
    status: 409,
    title: 'The record exists already',
    advice: 'A name, key or id that must be unique is in use.',
  },
  'duplicate-contact': {
    status: 409,
    title: 'Another contact has this number or address',
    advice: 'The workspace refuses duplicates.',
  },
  'state-conflict': {
    status: 409,
    title: 'The call makes no sense in the present state of the record',
    advice: 'detail says why.',
  },
  'idempotency-in-flight': {
    status: 409,
    title: 'The first request with this Idempotency-Key is still running',
    advice: 'Repeat the request after the seconds in Retry-After.',
  },
  'version-conflict': {
    status: 412,
    title: 'The record was changed since it was read',
    advice: 'Read it again, decide again, and send the new ETag as If-Match.',
  },
  'body-too-large': {
    status: 413,
    title: 'The request body is too large',
    advice: 'Batches may hold up to 16 MiB, everything else 1 MiB.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The content type of the body is not supported',
    advice: 'Send application/json, or application/merge-patch+json with PATCH.',
  },
  'host-refused': {
    status: 421,
    title: 'This server does not answer for that host',
    advice: 'Use the address that the server was started with.',
  },
  'idempotency-mismatch': {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    advice: 'A key belongs to one route and body for 24 hours; make a new one for a new request.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    advice: 'Repeat the request after the seconds in Retry-After.',
  },
  internal: {
    status: 500,
    title: 'Something unforeseen went wrong',
    advice: 'It was logged under requestId. A POST with an Idempotency-Key can be repeated safely.',
  },
  unavailable: {
    status: 503,
    title: 'A part of the hub cannot be reached just now',
    advice: 'The call had no effect and can be repeated.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemName = keyof typeof problemKinds;
