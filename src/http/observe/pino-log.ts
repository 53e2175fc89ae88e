/** The log as JSON lines. What may be in one is decided by the types of `support/log.ts`; this only writes. */
import { pino } from 'pino';
import type { Log, LogFields } from '../../support/log.ts';

export type LogLevel = 'debug' | 'error' | 'info' | 'silent' | 'warn';

export interface LogOptions {
  readonly level: LogLevel;
  /** Takes whole lines; the standard error stream if absent. */
  readonly write?: (line: string) => void;
}

/** Copies the known fields one by one: a caller's object may have more than its type says. */
const known: readonly (keyof LogFields)[] = [
  'count',
  'credentialId',
  'dialect',
  'durationMs',
  'errorCode',
  'errorName',
  'errorPlace',
  'method',
  'requestId',
  'route',
  'status',
  'tenantId',
];

export function makeLog({ level, write }: LogOptions): Log {
  const target = write === undefined ? pino.destination({ fd: 2, sync: false }) : { write };
  const logger = pino(
    { level, base: null, formatters: { level: (label) => ({ level: label }) } },
    target,
  );
  return {
    debug: (event, fields) => logger.debug(allowed(fields), event),
    info: (event, fields) => logger.info(allowed(fields), event),
    warn: (event, fields) => logger.warn(allowed(fields), event),
    error: (event, fields) => logger.error(allowed(fields), event),
    writes: (wanted) => logger.isLevelEnabled(wanted),
  };
}

function allowed(fields: LogFields = {}): LogFields {
  return Object.fromEntries(
    known.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  );
}
