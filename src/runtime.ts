/** Opens everything that works without HTTP: the database, the store, the hub, authentication. For server and CLI alike. */
import type { AuthServices, ScopeTable } from './auth/auth-services.ts';
import type { Authenticator } from './auth/authenticator.ts';
import { makeAuth } from './auth/make-auth.ts';
import { newUuid } from './auth/token/new-id.ts';
import { makeHub, type Hub } from './core/hub.ts';
import type { ControlStore } from './core/port/control-store.ts';
import type { Clock } from './core/port/store.ts';
import { MovableClock } from './core/sandbox/movable-clock.ts';
import { instant, instantToMs } from './core/value/instant.ts';
import { uuidV7 } from './core/value/identifier.ts';
import type { WebhookPortal, WebhookRules } from './core/webhook/webhook-rules.ts';
import { type EgressOptions, makeEgress } from './egress/egress.ts';
import type { WebhookDispatcher } from './events/webhook/dispatcher.ts';
import { WorkspaceWatch } from './events/webhook/workspace-watch.ts';
import type { MatchRunner } from './identity/keep/match-runner.ts';
import type { WriteFollower } from './identity/on-write/write-follower.ts';
import { Database } from './storage/database.ts';
import { openControlDatabase } from './storage/control/control-store.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './storage/embedded/embedded-postgres.ts';
import { APP_ROLE } from './storage/embedded/connection.ts';
import { findRunningPostgres } from './storage/embedded/find-running.ts';
import { migrate, pendingMigrations } from './storage/migrate.ts';
import { makeStore } from './storage/store.ts';
import type { Log } from './support/log.ts';
import type { Metrics } from './support/metrics.ts';
import { randomBytes } from './support/random.ts';
import { SecretBox } from './support/secret-box.ts';
import { SigningKey } from './support/signing-key.ts';
import { loadOrMakeSecretKey, type SecretKey } from './support/secret-key.ts';
import { StartupError } from './support/startup-error.ts';
import { makeSystemClock } from './support/system-clock.ts';
import { makeMatching } from './matching.ts';
import { makeWebhooks } from './webhooks.ts';

export interface Audience {
  readonly name: string;
  readonly scopes: ScopeTable;
  readonly webhooks?: WebhookRules;
}

export interface RuntimeOptions {
  /** Secrets and, without `databaseUrl`, the embedded PostgreSQL live here. */
  readonly dataDir: string;
  /** A PostgreSQL of the operator's own; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** The installation's secret; null to keep one in the data folder. */
  readonly secretKey: SecretKey | null;
  /** Every dialect, as far as it concerns those who know none. */
  readonly audiences: readonly Audience[];
  /** What may be called. */
  readonly egress: EgressOptions;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface Runtime {
  readonly hub: Hub;
  readonly authenticator: Authenticator;
  readonly auth: AuthServices;
  readonly control: ControlStore;
  readonly clock: MovableClock;
  /** Tells subscribers of changes once it is started, which servers do and commands do not. */
  readonly webhooks: WebhookDispatcher;
  /** Works on the runs that workspaces ask for; started by servers, and asked by commands. */
  readonly matching: MatchRunner;
  /** Compares contacts as they are written once it is started, which servers do unless they are told not to. */
  readonly matchingOnWrite: WriteFollower;
  /** The embedded server, when this process runs one. */
  readonly embedded: EmbeddedPostgres | null;
  /** True when the database answers. */
  isReady(): Promise<boolean>;
  /** Ends connections and the embedded server. Idempotent. */
  close(): Promise<void>;
}

/** Starts or connects to PostgreSQL, migrates it, and puts the hub together. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const clock = makeSystemClock(instant);
  const embedded = options.databaseUrl === null ? await startEmbedded(options) : null;
  try {
    const urls = urlsOf(options, embedded);
    await migrate({ url: urls.owner, appRole: embedded ? APP_ROLE : null, clock });
    return await connectRuntime(options, { clock, embedded, url: urls.app });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/**
 * For commands, beside a running server or without one: a database that others may be using is taken as it is, and must
 * be migrated already; the embedded one, when nobody runs it, is started for as long as the command takes.
 */
export async function openRuntimeOrAttach(options: RuntimeOptions): Promise<Runtime> {
  const url = options.databaseUrl ?? (await findRunningPostgres(options.dataDir))?.appUrl;
  if (url === undefined) return openRuntime(options);
  const clock = makeSystemClock(instant);
  const pending = await pendingMigrations({ url });
  if (pending.length > 0) {
    throw new StartupError(
      `The database lacks ${pending.length} migration${pending.length === 1 ? '' : 's'} of this version. ` +
        (options.databaseUrl === null
          ? 'Restart the server.'
          : 'Run `npm run polydex -- migrate`, or start the server.'),
    );
  }
  return connectRuntime(options, { clock, embedded: null, url });
}

/**
 * Migrates and nothing else; answers the numbers applied. Beside a running server that began on an older schema it
 * refuses: that server would go on with statements for tables that are no longer as it knows them.
 */
export async function migrateDatabase(
  options: Pick<RuntimeOptions, 'dataDir' | 'databaseUrl'>,
): Promise<readonly number[]> {
  const { dataDir, databaseUrl } = options;
  const clock = makeSystemClock(instant);
  if (databaseUrl !== null) return migrate({ url: databaseUrl, appRole: null, clock });
  const running = await findRunningPostgres(dataDir);
  if (running) {
    if ((await pendingMigrations({ url: running.appUrl })).length === 0) return [];
    throw new StartupError(
      `A server of another version runs on ${dataDir} (process ${running.polydexPid}). Stop it first.`,
    );
  }
  const embedded = await startEmbeddedPostgres({ dataDir });
  try {
    return await migrate({ url: embedded.ownerUrl, appRole: APP_ROLE, clock });
  } finally {
    await embedded.stop();
  }
}

function urlsOf(
  options: RuntimeOptions,
  embedded: EmbeddedPostgres | null,
): { owner: string; app: string } {
  if (embedded) return { owner: embedded.ownerUrl, app: embedded.appUrl };
  const url = options.databaseUrl ?? '';
  return { owner: url, app: url };
}

export interface OpenedDatabase {
  readonly clock: Clock;
  readonly embedded: EmbeddedPostgres | null;
  /** For the application's role, to a database that is migrated. */
  readonly url: string;
}

const flushSizes = [1, 2, 5, 10, 20, 50, 100, 250];

/** Puts the hub together over a database that is there. */
export async function connectRuntime(
  options: Omit<RuntimeOptions, 'databaseUrl'>,
  { clock: machine, embedded, url }: OpenedDatabase,
): Promise<Runtime> {
  const { log, metrics, audiences } = options;
  const secret = options.secretKey ?? (await loadOrMakeSecretKey(options.dataDir));
  let isClosing = false;
  // The pools do not wait for their connections to end, so the database may hang up on some that are ending.
  const onIdleError = (): void => {
    if (!isClosing) log.warn('database connection lost');
  };
  const control = openControlDatabase({ url, onIdleError });
  const database = new Database({ url, onIdleError });
  const close = once(async () => {
    isClosing = true;
    await Promise.all([control.close(), database.close()]);
    await embedded?.stop();
  });
  const clock = new MovableClock(machine);
  const watch = new WorkspaceWatch();
  const asked = (tenantId: number): void => matching.asked(tenantId);
  const onWrite = (): WriteFollower => matchingOnWrite;
  const opened = { database, control: control.store, clock, secret, watch, asked, onWrite };
  const { store, hub, secrets, signing } = openHub(options, opened);
  const auth = makeAuth({ store: control.store, clock, secret, audiences });
  const { authenticator, services } = auth;
  try {
    await assertSecret(control.store, secret, machine);
    await hub.sandboxes.follow(() => control.store.sandboxes.listStandings());
  } catch (error) {
    await close();
    throw error;
  }
  const parts = { store, hub, auth, control: control.store, audiences, metrics };
  const { matching, matchingOnWrite } = makeMatching({ ...parts, clock, log, url });
  const webhooks = makeWebhooks({ ...parts, clock, log, secrets, signing }, watch);
  return {
    hub,
    authenticator,
    auth: services,
    control: control.store,
    clock,
    webhooks,
    matching,
    matchingOnWrite,
    embedded,
    isReady: () => database.ping(),
    close,
  };
}

interface HubParts {
  readonly database: Database;
  readonly control: ControlStore;
  readonly clock: MovableClock;
  readonly secret: SecretKey;
  readonly watch: WorkspaceWatch;
  readonly asked: (tenantId: number) => void;
  /** Made after the hub, which it works for. */
  readonly onWrite: () => WriteFollower;
}

/** The store and the hub over it, and what the hub needs of the world around it. */
function openHub(
  { audiences, egress, metrics }: Pick<RuntimeOptions, 'audiences' | 'egress' | 'metrics'>,
  { database, control, clock, secret, watch, asked, onWrite }: HubParts,
) {
  const flushSize = metrics.measure('flush_writes', 'Writes committed together', flushSizes);
  const store = makeStore({
    database,
    clock,
    newId: (tenantId) => uuidV7(instantToMs(clock.of(tenantId).now()), randomBytes(9)),
    secret: Buffer.from(secret.derive('suppression')),
    onEvents: (tenantId, events) => hub.inspector.journal.changed(tenantId, events),
    onFlush: (writes, tenantId) => {
      flushSize.observe(writes);
      watch.changed(tenantId);
      onWrite().written(tenantId);
    },
  });
  const secrets = new SecretBox(secret.derive('webhook-secret'));
  const signing = new SigningKey(secret.derive('webhook-signature'));
  const hub: Hub = makeHub(store, {
    watch,
    matching: { asked },
    likenesses: {
      get isOn() {
        return onWrite().isOn;
      },
      find: (context, contactId) => onWrite().find(context, contactId),
    },
    portals: portalsOf(audiences),
    signatureKey: signing.publicKey,
    clock,
    outbound: makeEgress(egress),
    secrets,
    woken: (tenantId) => watch.changed(tenantId),
    newId: () => newUuid(clock),
    onlySandboxes: async () => (await control.workspaces.list()).every(({ sandbox }) => sandbox),
  });
  return { store, hub, secrets, signing };
}

function portalsOf(audiences: readonly Audience[]): ReadonlyMap<string, WebhookPortal> {
  return new Map(
    audiences.flatMap(({ name, webhooks }): [string, WebhookPortal][] =>
      webhooks?.portal ? [[name, webhooks.portal]] : [],
    ),
  );
}

/** Another secret would make every keyed hash in the database meaningless, silently. */
async function assertSecret(store: ControlStore, secret: SecretKey, clock: Clock): Promise<void> {
  if (await store.confirmSecret(secret.fingerprint, clock.now())) return;
  throw new StartupError(
    'The secret key is not the one that this database was made with: restore secret.key in the data folder, or set POLYDEX_SECRET_KEY to the former key',
  );
}

async function startEmbedded({ dataDir, log }: RuntimeOptions): Promise<EmbeddedPostgres> {
  const embedded = await startEmbeddedPostgres({ dataDir, log: (line) => log.info(line) });
  embedded.onExit(() => {
    log.error('database server ended, restarting it');
    embedded.restart().then(
      () => log.info('database server restarted'),
      () => log.error('database server cannot be restarted'),
    );
  });
  return embedded;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
