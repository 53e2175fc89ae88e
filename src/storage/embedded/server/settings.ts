/** The configuration files of the embedded server, written anew at each start. */
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';

export interface ServerAddress {
  /** The folder of the Unix socket, or undefined where the server listens on loopback instead (Windows). */
  readonly socketFolder: string | undefined;
  readonly port: number;
}

export interface SettingsInput {
  readonly address: ServerAddress;
  readonly logFolder: string;
  readonly hostRulesFile: string;
  /** What the machine, or the container, has in bytes. */
  readonly memory: number;
  /** Settings of the caller, which win over ours. */
  readonly extra: Readonly<Record<string, string>>;
}

/**
 * Sized for a small machine that also runs Polydex: two cores, a few gigabytes. Durability is PostgreSQL's full
 * default (fsync, synchronous_commit, full_page_writes stay on); of the settings tried, none made a small commit
 * faster beyond the noise of measurement without giving some of that up.
 */
const TUNING: Readonly<Record<string, string>> = {
  max_connections: '50',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  wal_buffers: '16MB',
  // Fewer checkpoints mean fewer full pages in the log; replaying this much after a crash takes seconds.
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  // The queries are short: compiling them or sharing them out costs more than it saves, and parallel workers need
  // more of /dev/shm than a container has.
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  // The other methods need more processes, or a kernel that allows io_uring.
  io_method: 'sync',
  huge_pages: 'off',
  // After a restart the pages that were read before it are read again, in the background: else the first callers wait.
  shared_preload_libraries: 'pg_prewarm',
  max_logical_replication_workers: '0',
  timezone: 'UTC',
};

/**
 * The log keeps what happened to the server and nothing of what people store in it. An SQL error's own text can quote
 * a value, and its detail or statement a whole row; Polydex gets all of them over the connection. So errors of
 * statements are not logged (`log` stands above `error`), and the rest is told without detail.
 */
const LOGGING: Readonly<Record<string, string>> = {
  logging_collector: 'on',
  // One file per weekday, each emptied when its day comes round again.
  log_filename: 'postgres-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_file_mode: '0600',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

/** The text of `postgresql.conf`. */
export function renderSettings(input: SettingsInput): string {
  const settings: Record<string, string> = {
    ...renderAddress(input.address),
    hba_file: input.hostRulesFile,
    ...TUNING,
    shared_buffers: sharedBuffers(input.memory),
    ...LOGGING,
    log_directory: input.logFolder,
    ...input.extra,
  };
  const lines = Object.entries(settings).map(
    ([name, value]) => `${checkName(name)} = ${quote(value)}`,
  );
  return ['# Written by Polydex at each start: changes here are lost.', ...lines, ''].join('\n');
}

/** The text of `pg_hba.conf`: a password, even over the socket, and no other way in. */
export function renderHostRules(address: ServerAddress): string {
  return address.socketFolder === undefined
    ? 'host all all 127.0.0.1/32 scram-sha-256\n'
    : 'local all all scram-sha-256\n';
}

function renderAddress({ socketFolder, port }: ServerAddress): Record<string, string> {
  if (socketFolder === undefined) {
    return { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
  }
  return {
    listen_addresses: '',
    port: String(port),
    // A list, whose elements are quoted as SQL names are.
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
  };
}

const MEBIBYTE = 2 ** 20;

/**
 * An eighth of the memory, from 128 MB to 2 GB. What is not needed is not taken: it fills with what is read. A million
 * contacts take nearly 2 GB; with less, look-ups among them, which read anywhere, fetch page after page from the system.
 */
function sharedBuffers(memory: number): string {
  const share = Math.floor(memory / 8 / MEBIBYTE);
  return `${Math.min(2048, Math.max(128, share))}MB`;
}

function quote(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function checkName(name: string): string {
  if (/^[a-z_][a-z0-9_.]*$/.test(name)) return name;
  throw new EmbeddedPostgresError('start_failed', `Not the name of a PostgreSQL setting: ${name}`);
}
