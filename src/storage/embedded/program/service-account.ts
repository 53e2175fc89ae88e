/** The account that runs PostgreSQL when root runs Polydex, since PostgreSQL refuses to run as root. */
import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';

const run = promisify(execFile);

export interface ServiceAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** How accounts are found and made; tests put their own in its place. */
export interface AccountSource {
  find(name: string): Promise<ServiceAccount | undefined>;
  create(name: string): Promise<void>;
}

const OWN_NAME = 'polydex';
const CREATE_PAUSE_MS = 300;

/**
 * Chooses the account that a new database will belong to (an existing one keeps its owner).
 *
 * First choice is an account of our own, made if absent as a distribution's package would: files of `postgres` can be
 * read by every other PostgreSQL on the machine and those of `nobody` by every service that has nothing better. They
 * are the second and third choice, for machines whose list of users cannot be written (read-only containers).
 * A bare unused uid would not do: initdb insists on an entry in the list of users.
 */
export async function chooseServiceAccount(
  log: (line: string) => void,
  source: AccountSource = systemAccounts,
): Promise<ServiceAccount> {
  const own = (await source.find(OWN_NAME)) ?? (await createOwn(log, source));
  if (own !== undefined) return own;
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const account = await source.find(name);
    if (account === undefined || account.uid === 0) continue;
    log(`PostgreSQL will run as the user ${name}, because no user ${OWN_NAME} could be made.`);
    return account;
  }
  const message =
    'PostgreSQL refuses to run as root, and no unprivileged user was found for it. ' +
    `Make one (useradd --system ${OWN_NAME}), start Polydex as an ordinary user, or set DATABASE_URL.`;
  throw new EmbeddedPostgresError('no_service_account', message);
}

/** Tried twice: useradd gives up when another process, perhaps a second Polydex, is changing the list of users. */
async function createOwn(
  log: (line: string) => void,
  source: AccountSource,
): Promise<ServiceAccount | undefined> {
  for (const pauseMs of [0, CREATE_PAUSE_MS]) {
    await delay(pauseMs);
    // No such program, a read-only /etc, or another process was quicker: what counts is whether the account is there.
    await source.create(OWN_NAME).catch(() => undefined);
    const made = await source.find(OWN_NAME);
    if (made === undefined) continue;
    log(`Made the system user ${OWN_NAME}, because PostgreSQL refuses to run as root.`);
    return made;
  }
  return undefined;
}

/** Asks `id`, not /etc/passwd, so that directory services (macOS, LDAP) count too. */
const systemAccounts: AccountSource = {
  find: async (name) => {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      // macOS prints nobody's -2 as 4294967294; the calls that take an id want it signed.
      return { name, uid: Number(uid.stdout) | 0, gid: Number(gid.stdout) | 0 };
    } catch {
      return undefined;
    }
  },
  create: async (name) => {
    if (process.platform !== 'linux') return;
    const nowhere = ['--no-create-home', '--home-dir', '/nonexistent'];
    const shell = ['--shell', '/usr/sbin/nologin'];
    await run('useradd', ['--system', '--user-group', ...nowhere, ...shell, name]);
  },
};
