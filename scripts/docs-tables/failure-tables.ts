/** How the same failure reads in each API: made by asking each dialect for its words. */
import Fastify from 'fastify';
import { dialects } from '../../src/dialects/registry.ts';
import { problemKinds } from '../../src/dialects/native/problem/kind.ts';
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
} from '../../src/core/errors.ts';
import {
  AuthFailure,
  BodyTooLarge,
  type Failure,
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
} from '../../src/http/failure.ts';
import { code, markdownTable } from './markdown.ts';

const id = '00000000-0000-7000-8000-000000000001';

interface Case {
  readonly words: string;
  readonly failure: Failure;
}

/** One of each, so that a new code is a type error here until it has words. */
const cases: Readonly<Record<Exclude<Failure['code'], 'vendor'>, Case>> = {
  malformed_body: {
    words: 'the body is not JSON (or no form)',
    failure: new MalformedBody('The body is not valid JSON'),
  },
  validation_failed: {
    words: 'a member is missing, of the wrong type or unknown',
    failure: new ValidationFailure([
      {
        where: 'body',
        path: 'email',
        message: 'must be string',
        keyword: 'type',
        params: { type: 'string' },
      },
    ]),
  },
  invalid_input: {
    words: 'a value that the address book cannot take',
    failure: InvalidInput.of('dateOfBirth', 'must be a date'),
  },
  unauthenticated: {
    words: 'no credential, or one that is unknown, expired or revoked',
    failure: new AuthFailure('unknown'),
  },
  capability_missing: {
    words: 'the credential lacks the scope or permission',
    failure: new CapabilityMissing('person.write'),
  },
  tenant_mismatch: {
    words: 'a selector names another workspace',
    failure: new TenantMismatch('locationId'),
  },
  oauth_refused: {
    words: 'a refused token request',
    failure: new OAuthRefusal('invalid_grant', 'Invalid grant'),
  },
  not_found: {
    words: 'no such record, or one of another workspace',
    failure: new NotFound('contact', id),
  },
  route_not_found: { words: 'no such path', failure: new RouteNotFound() },
  method_not_allowed: { words: 'the path has other verbs', failure: new MethodNotAllowed(['GET']) },
  duplicate_contact: {
    words: 'the workspace refuses duplicates and this is one',
    failure: new DuplicateContact({ id, name: 'Ann Lee' }, 'email'),
  },
  id_taken: { words: 'a client-chosen id is in use', failure: new IdTaken('contact', id) },
  already_exists: {
    words: 'a name or key that must be unique is in use',
    failure: new AlreadyExists('tag', 'This tag'),
  },
  state_conflict: {
    words: 'makes no sense in the present state',
    failure: new StateConflict('The contact was deleted more than 90 days ago'),
  },
  version_conflict: { words: 'changed since it was read', failure: new VersionConflict(2) },
  body_too_large: { words: 'the body is too large', failure: new BodyTooLarge(1_048_576) },
  unsupported_media_type: {
    words: 'a content type that is not read',
    failure: new UnsupportedMediaType(),
  },
  host_refused: { words: 'an unknown `Host`', failure: new HostRefused() },
  rate_limited: { words: 'too many requests', failure: new RateLimited(1) },
  unavailable: {
    words: 'the database cannot be reached',
    failure: new Unavailable('The database cannot be reached just now'),
  },
  internal: { words: 'something unforeseen', failure: new InternalFailure() },
};

/** Codes of the core against the HTTP status that each dialect answers with. */
export async function failureTable(): Promise<string> {
  const rows: string[][] = [];
  for (const [name, { words, failure }] of Object.entries(cases)) {
    rows.push([words, code(name), ...(await statuses(failure))]);
  }
  return markdownTable(['what happened', 'code', ...dialects.map(({ title }) => title)], rows);
}

/** A request of the real framework, since wording may depend on what was asked. */
async function statuses(failure: Failure): Promise<string[]> {
  const app = Fastify();
  app.get('/', (request) =>
    dialects.map((dialect) => dialect.toWireError(failure, request).status),
  );
  const reply = await app.inject({ method: 'GET', url: '/' });
  await app.close();
  const answer: unknown = reply.json();
  if (!Array.isArray(answer)) throw new Error(`A dialect has no words for ${failure.code}`);
  return answer.map(String);
}

/** Every kind of problem of the native API. */
export function problemTable(): string {
  const rows = Object.entries(problemKinds).map(([name, { status, title, advice }]) => [
    code(name),
    String(status),
    title,
    advice,
  ]);
  return markdownTable(['type', 'status', 'title', 'what to do'], rows);
}
