/** Turns what stopped the process into words for the person who started it. */
import { ConfigError } from './config.ts';
import { HubError } from './core/errors.ts';
import { EmbeddedPostgresError } from './storage/embedded/embedded-postgres-error.ts';
import { MigrationError } from './storage/migrate.ts';
import { StartupError } from './support/startup-error.ts';

/** One paragraph; a stack only for what nobody foresaw. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return `Polydex stopped: ${String(error)}`;
  if (isForeseen(error)) return `Polydex: ${error.message}`;
  const advice = adviceFor(error);
  return `Polydex${advice === undefined ? ` stopped unexpectedly: ${error.stack ?? error.message}` : `: ${advice}`}`;
}

const foreseen = [ConfigError, EmbeddedPostgresError, HubError, MigrationError, StartupError];

function isForeseen(error: Error): boolean {
  return foreseen.some((kind) => error instanceof kind);
}

const noDatabase = 'Check DATABASE_URL, and that the database server runs.';

/** By the codes of Node and PostgreSQL. */
const adviceByCode: Readonly<Record<string, string>> = {
  EACCES: 'this user may not listen there. Set POLYDEX_PORT to a port above 1023.',
  EADDRNOTAVAIL: 'this machine has no such address to listen on. Set POLYDEX_HOST to one it has.',
  ECONNREFUSED: `the database does not accept connections. ${noDatabase}`,
  ENOTFOUND: `there is no machine of the database's name. ${noDatabase}`,
  EAI_AGAIN: `the database's name cannot be resolved just now. ${noDatabase}`,
  ETIMEDOUT: `the database does not answer. ${noDatabase}`,
  EHOSTUNREACH: `the database cannot be reached. ${noDatabase}`,
  '28P01': 'the database refuses the password. Correct DATABASE_URL.',
  '28000': 'the database refuses this user. Correct DATABASE_URL.',
  '3D000': 'there is no such database. Create it, or correct DATABASE_URL.',
  '42501':
    "the database's user may not do this. Give it the ownership of the database in DATABASE_URL.",
  '53300': 'the database has no connections left. Raise its max_connections.',
};

function adviceFor(error: Error): string | undefined {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') {
    const port = 'port' in error ? ` ${String(error.port)}` : '';
    return `port${port} is taken. Set POLYDEX_PORT to another one, or to 0 for any free one.`;
  }
  // A network error wears `EACCES` as well; only the one of listening is meant.
  if (code === 'EACCES' && !('syscall' in error && error.syscall === 'listen')) return undefined;
  return Object.hasOwn(adviceByCode, code) ? adviceByCode[code] : undefined;
}

/** The code of the error or, where several addresses were tried in vain, of the first attempt. */
function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (!(error instanceof AggregateError)) return '';
  const first: unknown = error.errors.at(0);
  return first instanceof Error ? codeOf(first) : '';
}
