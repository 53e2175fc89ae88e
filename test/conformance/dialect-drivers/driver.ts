/** What a test that loops over the dialects has to know of each: its words for the same few things. */
import type { SandboxFile } from '../../../src/auth/workspace/sandbox-file.ts';
import type { Call, Credential, Reply } from '../../support/http-call.ts';

/** What the tests tell a dialect of a person; each writes what it can say. */
export interface Person {
  readonly first: string;
  readonly last: string;
  /** A landline in international form. */
  readonly phone: string;
  readonly mobile: string;
  readonly email: string;
  readonly externalId: string;
}

/** What a reply shows of a person, in the tests' words: absent when the dialect cannot say it, `''` when there is none. */
export interface Shown {
  readonly first?: string;
  readonly last?: string;
  /** Both names in one text. */
  readonly name?: string;
  readonly email?: string;
  readonly externalId?: string;
}

export interface Expected {
  readonly status: number;
  /** May hold asymmetric matchers; compared whole. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Every way in which a request can be bad, once per dialect. */
export const badKinds = [
  'malformed JSON',
  'wrong type',
  'unknown enum value',
  'NUL',
  'lone surrogate',
  'oversized body',
  'unknown id',
  'malformed id',
] as const;
export type BadKind = (typeof badKinds)[number];

export interface BadRequest {
  readonly call: Call;
  readonly expected: Expected;
  /** The field that the reply has to name; null where the vendor's form names none. */
  readonly field: string | null;
}

/** A place where the dialect looks for a credential. */
export interface Slot {
  readonly name: string;
  /** Which kinds of secrets are taken there. */
  readonly kinds: readonly SecretKind[];
  present(secret: string, sandbox: SandboxFile): Credential;
}

export type SecretKind =
  | 'api-key'
  | 'access-token'
  | 'session'
  | 'refresh-token'
  | 'client-secret'
  | 'app-key'
  | 'password';

/** Where a session speaks. */
export interface Access {
  readonly baseUrl: string;
  /** `''` for the root, `/name` for the dialect's own prefix. */
  readonly mount: string;
  readonly sandbox: SandboxFile;
}

/** The refusals that do not depend on a particular field. */
export interface Refusals {
  readonly missingCredential: Expected;
  /** For an unknown secret in the first slot. */
  readonly wrongCredential: Expected;
  /** For a credential that may do nothing of what the route needs. */
  readonly missingCapability: Expected;
  readonly unknownRecord: Expected;
  /** For a path below the mount that no route has. */
  readonly unknownRoute: { readonly call: Call; readonly expected: Expected };
  /** A known path with a verb that it does not have. */
  readonly wrongVerb: { readonly call: Call; readonly expected: Expected };
  /** The reply when the database is gone. */
  readonly unavailable: Expected;
  readonly internal: Expected;
}

/** A dialect as spoken in one workspace under one mount. Calls are unsigned; `credential` signs them. */
export interface Session {
  readonly access: Access;
  readonly credential: Credential;
  readonly refusals: Refusals;
  create(person: Person): Call;
  /** The record's id in the reply to its creation. */
  createdId(reply: Reply): string;
  get(id: string): Call;
  shown(reply: Reply): Shown;
  /** Changes the family name alone, by the dialect's own means. */
  rename(id: string, person: Person): Call;
  remove(id: string): Call;
  /** The first page of a list of `size` rows a page. */
  list(size: number): Call;
  listedIds(reply: Reply): string[];
  /** The page after; null when there is none. */
  nextPage(call: Call, reply: Reply): Call | null;
  /** Every way to find a record by what it holds. */
  finders(person: Person): readonly Call[];
  bad(): Readonly<Record<BadKind, BadRequest>>;
  /** Creates under an id that the client chose; undefined when the dialect has no such thing. */
  readonly createUnder?: (id: string, person: Person) => Call;
  /** The contact's id in the hub behind the dialect's own id, and back (making a record that shows it if need be). */
  contactOf(id: string): Promise<string>;
  recordOf(contactId: string): Promise<string>;
}

export interface Driver {
  readonly name: string;
  readonly slots: readonly Slot[];
  /** Whether a deleted record is still shown when asked for by id. */
  readonly showsDeleted: boolean;
  /** Whether a deleted record stays in lists (with a mark). */
  readonly listsDeleted: boolean;
  /** What a successful create, read, update and delete answer. */
  readonly statuses: Readonly<Record<'create' | 'get' | 'update' | 'remove', number>>;
  /** Whether replies hold links to this server. */
  readonly links: boolean;
  open(access: Access): Promise<Session>;
}

/** An id that no record has, in the form of a UUID. */
export const nobody = '0197a000-0000-7000-8000-0000000000ff';

/** More than any route of a contact takes. */
export const oversized = `{"filler":"${'x'.repeat(1_100_000)}"}`;
