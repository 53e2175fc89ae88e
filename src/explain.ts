/** Turns what stopped the process into words for the person who started it. */
import { HubError } from './core/errors.ts';
import { EmbeddedPostgresError } from './storage/embedded/embedded-postgres-error.ts';
import { MigrationError } from './storage/migrate.ts';

/** One paragraph; a stack only for what nobody foresaw. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return `Polydex stopped: ${String(error)}`;
  if (isForeseen(error)) return `Polydex: ${error.message}`;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE')
    return 'Polydex: the port is taken. Set POLYDEX_PORT to another one, or to 0 for any free one.';
  if (code === 'EACCES')
    return 'Polydex: this user may not listen there. Set POLYDEX_PORT to a port above 1023.';
  return `Polydex stopped unexpectedly: ${error.stack ?? error.message}`;
}

function isForeseen(error: Error): boolean {
  const isKnown =
    error instanceof HubError ||
    error instanceof EmbeddedPostgresError ||
    error instanceof MigrationError;
  return isKnown || error.name === 'ConfigError';
}
