/** The log, by allow-list: an entry has an event's name and these fields, and nothing else can be written. */

export interface LogFields {
  readonly dialect?: string;
  readonly durationMs?: number;
  /** Name of the class of an error; never its message, which can quote a row. */
  readonly errorName?: string;
  /** A code such as PostgreSQL's SQLSTATE or Node's `ECONNRESET`. */
  readonly errorCode?: string;
  /** Where in our own code an error came from: function, file and line, no values. */
  readonly errorPlace?: string;
  readonly credentialId?: string;
  readonly count?: number;
  readonly method?: string;
  readonly requestId?: string;
  readonly route?: string;
  readonly status?: number;
  readonly tenantId?: number;
}

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** Whether an entry of this level would be written, to spare the making of its fields. */
  writes(level: 'debug' | 'info'): boolean;
}

/** Writes nothing; for tests. */
export const noLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  writes: () => false,
};
