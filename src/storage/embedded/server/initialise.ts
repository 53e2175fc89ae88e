/** Makes a new database: all of it, or nothing that a later start could take for one. */
import { chown, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { APP_ROLE, DATABASE, OWNER_ROLE } from '../connection.ts';
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import type { Cluster } from '../folder/cluster.ts';
import { PRIVATE_FILE, syncFolder } from '../folder/file.ts';
import { lastLines, runProgram } from '../program/run-program.ts';
import type { Program, ProgramRun } from '../program/run-program.ts';

const SETUP_PREFIX = 'setup-';

/**
 * Names of a character classification for UTF-8, best first. Text is sorted and folded by PostgreSQL's own C.UTF-8,
 * the same on every machine; but pg_trgm still asks the C library which characters are letters (PostgreSQL 18), and
 * with plain "C" it would find nothing in "Жанна" or "東京".
 */
const CHARACTER_TYPES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['en_US.UTF-8', 'UTF-8', 'C'],
  win32: ['en-US', 'C'],
};
const DEFAULT_CHARACTER_TYPES = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/** Makes the database of the cluster in a folder beside its own and renames it into place when it is whole. */
export async function initialiseCluster(cluster: Cluster, program: Program): Promise<void> {
  const setup = await mkdtemp(join(cluster.home, SETUP_PREFIX));
  try {
    const passwordFile = join(setup, 'owner-password');
    await writeFile(passwordFile, cluster.record.ownerPassword, { mode: PRIVATE_FILE, flag: 'wx' });
    await give([setup, passwordFile], cluster);
    const data = join(setup, 'data');
    await runInitdb(program, data, passwordFile);
    await runSetupSql(program, data, cluster.record.appPassword);
    // Once for everything, where initdb and the lines above would each wait for the disk.
    await runOrThrow(program, { name: 'initdb', args: ['--sync-only', '-D', data] });
    await rename(data, cluster.data);
    await syncFolder(cluster.home);
  } finally {
    await rm(setup, { recursive: true, force: true });
  }
}

/**
 * Removes what a start that was killed in the middle of `initialiseCluster` left. Its initdb may still be at work there
 * for a moment, hence the retries; the names are random, so it can spoil nothing of ours.
 */
export async function removeUnfinishedSetups(home: string): Promise<void> {
  const leftovers = (await readdir(home)).filter((name) => name.startsWith(SETUP_PREFIX));
  const thoroughly = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 };
  await Promise.all(leftovers.map((name) => rm(join(home, name), thoroughly)));
}

async function give(paths: readonly string[], { account }: Cluster): Promise<void> {
  if (account === undefined) return;
  await Promise.all(paths.map((path) => chown(path, account.uid, account.gid)));
}

async function runInitdb(program: Program, data: string, passwordFile: string): Promise<void> {
  const types = CHARACTER_TYPES[process.platform] ?? DEFAULT_CHARACTER_TYPES;
  let output = '';
  for (const type of types) {
    const result = await runProgram(program, {
      name: 'initdb',
      args: initdbArguments(data, passwordFile, type),
    });
    if (result.exitCode === 0) return;
    output = result.output;
    if (!output.includes('invalid locale name')) break;
  }
  throw failed('initdb', output);
}

function initdbArguments(data: string, passwordFile: string, characterType: string): string[] {
  return [
    `--pgdata=${data}`,
    `--username=${OWNER_ROLE}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    `--lc-ctype=${characterType}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--text-search-config=simple',
    '--no-instructions',
    '--no-sync',
  ];
}

/**
 * Makes the application's role and the database in PostgreSQL's single-user mode, so that no server ever runs without
 * them. The role owns nothing, may create nothing and sees only this database; migrations grant it what it needs.
 */
async function runSetupSql(program: Program, data: string, appPassword: string): Promise<void> {
  const statements = [
    `create role ${APP_ROLE} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '${appPassword}'`,
    `create database ${DATABASE} owner ${OWNER_ROLE} strategy wal_log`,
    `revoke all on database ${DATABASE}, postgres, template1 from public`,
    `grant connect on database ${DATABASE} to ${APP_ROLE}`,
  ];
  const input = statements.map((statement) => `${statement};\n`).join('');
  // An error must not print the statement, which has the password in it.
  const args = ['--single', '-F', '-c', 'log_min_error_statement=panic', '-D', data, 'postgres'];
  const output = await runOrThrow(program, { name: 'postgres', args, input });
  if (/\b(?:ERROR|FATAL|PANIC):/.test(output)) throw failed('postgres --single', output);
}

async function runOrThrow(program: Program, run: ProgramRun): Promise<string> {
  const { exitCode, output } = await runProgram(program, run);
  if (exitCode !== 0) throw failed(run.name, output);
  return output;
}

function failed(what: string, output: string): EmbeddedPostgresError {
  const message = `The database could not be made; ${what} said:${lastLines(output)}`;
  return new EmbeddedPostgresError('initialise_failed', message);
}
