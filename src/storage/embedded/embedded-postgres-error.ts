/** Why the embedded PostgreSQL could not start, run or stop, as one named error with a closed set of codes. */

export type EmbeddedPostgresErrorCode =
  | 'already_running'
  | 'binaries_missing'
  | 'binaries_unusable'
  | 'data_folder_unusable'
  | 'data_folder_copied'
  | 'data_folder_other_owner'
  | 'database_missing'
  | 'version_mismatch'
  | 'no_service_account'
  | 'system_folder_unusable'
  | 'stale_server'
  | 'initialise_failed'
  | 'start_failed'
  | 'stop_failed';

/**
 * A failure of the embedded server. The message is written for the person at the terminal: what is wrong and what
 * to do. It holds no secret. It is no HubError, because it happens to the process and never to one request.
 */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The errno code of a failed system call (`ENOENT`, …), or undefined for any other error. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
