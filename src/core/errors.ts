/** Every failure the core knows, as named classes with a code; a dialect turns them into its vendor's words in one place. */

/** Who has to act: the caller (bad request), the hub (our fault), a remote system. */
export type ErrorOrigin = 'caller' | 'hub' | 'remote';

export type ErrorCode =
  | 'not_found'
  | 'invalid_input'
  | 'duplicate_contact'
  | 'id_taken'
  | 'already_exists'
  | 'version_conflict'
  | 'capability_missing'
  | 'state_conflict'
  | 'unavailable';

/** The kinds of records that can be missing or taken. */
export type EntityName =
  | 'contact'
  | 'contact-method'
  | 'note'
  | 'task'
  | 'membership'
  | 'method-preference'
  | 'address'
  | 'job'
  | 'job-contact'
  | 'account'
  | 'site'
  | 'contact-point'
  | 'booking'
  | 'relation'
  | 'tag'
  | 'custom-field'
  | 'custom-value'
  | 'merge'
  | 'suggestion'
  | 'merge-policy'
  | 'match-run'
  | 'distinct-pair'
  | 'webhook-subscription'
  | 'webhook'
  | 'workspace'
  | 'snapshot'
  | 'fault-rule'
  | 'credential'
  | 'connection';

/** Base of all expected failures. `message` is safe to show to the caller: it never quotes stored data of others. */
export abstract class HubError extends Error {
  abstract readonly code: ErrorCode;
  readonly origin: ErrorOrigin = 'caller';
}

/** The record does not exist in this workspace (or belongs to another: the two are told apart nowhere). */
export class NotFound extends HubError {
  readonly code = 'not_found';
  readonly entity: EntityName;
  readonly id: string;
  constructor(entity: EntityName, id: string) {
    super(`No ${entity} with id ${id}`);
    this.entity = entity;
    this.id = id;
  }
}

/** One thing wrong with the input. `path` is dotted (`phones[0].value`), in the words of whoever made the issue. */
export interface InputIssue {
  readonly path: string;
  readonly message: string;
}

/** The input cannot be accepted; nothing was written. */
export class InvalidInput extends HubError {
  readonly code = 'invalid_input';
  readonly issues: readonly InputIssue[];
  constructor(issues: readonly InputIssue[]) {
    super(issues.map((issue) => `${issue.path}: ${issue.message}`).join('; '));
    this.issues = issues;
  }
  static of(path: string, message: string): InvalidInput {
    return new InvalidInput([{ path, message }]);
  }
}

/** What the work finds wrong is told of the part of the input at `path`. */
export async function within<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(
      error.issues.map((issue) => ({ ...issue, path: `${path}.${issue.path}` })),
    );
  }
}

/** The workspace refuses duplicates and a live contact already has this address or number. */
export class DuplicateContact extends HubError {
  readonly code = 'duplicate_contact';
  readonly existingId: string;
  readonly existingName: string;
  readonly matched: 'email' | 'phone';
  constructor(existing: { id: string; name: string }, matched: 'email' | 'phone') {
    super(`Another contact already has this ${matched}`);
    this.existingId = existing.id;
    this.existingName = existing.name;
    this.matched = matched;
  }
}

/** A client-chosen id is in use already. */
export class IdTaken extends HubError {
  readonly code = 'id_taken';
  readonly entity: EntityName;
  readonly id: string;
  constructor(entity: EntityName, id: string) {
    super(`A ${entity} with id ${id} exists already`);
    this.entity = entity;
    this.id = id;
  }
}

/** A name or key that must be unique in the workspace is in use already. */
export class AlreadyExists extends HubError {
  readonly code = 'already_exists';
  readonly entity: EntityName;
  constructor(entity: EntityName, what: string) {
    super(`${what} exists already`);
    this.entity = entity;
  }
}

/** Somebody changed the record since the caller read it (`If-Match`). */
export class VersionConflict extends HubError {
  readonly code = 'version_conflict';
  readonly currentVersion: number;
  constructor(currentVersion: number) {
    super('The record was changed since it was read');
    this.currentVersion = currentVersion;
  }
}

/** The credential does not carry the capability that the call needs. */
export class CapabilityMissing extends HubError {
  readonly code = 'capability_missing';
  readonly capability: string;
  constructor(capability: string) {
    super(`This credential lacks the capability ${capability}`);
    this.capability = capability;
  }
}

/** The call makes no sense in the record's present state. */
export class StateConflict extends HubError {
  readonly code = 'state_conflict';
}

/** A part of the hub cannot be reached just now; the call had no effect and can be repeated. */
export class Unavailable extends HubError {
  readonly code = 'unavailable';
  override readonly origin = 'hub';
}
