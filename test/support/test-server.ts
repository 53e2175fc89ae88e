/** A whole listening server over a database of its own, with a Sandbox workspace: what `npm start` runs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import type { Clock } from '../../src/core/port/store.ts';
import { instant } from '../../src/core/value/instant.ts';
import type { BodylessReplies } from '../../src/http/reply/bodyless-replies.ts';
import type { RateLimitMode } from '../../src/http/limit/rate-rule.ts';
import { Prometheus } from '../../src/http/observe/prometheus.ts';
import type { EgressOptions } from '../../src/egress/egress.ts';
import type { RouteEntry } from '../../src/http/plugin.ts';
import { connectRuntime, type Runtime } from '../../src/runtime.ts';
import { dialects } from '../../src/dialects/registry.ts';
import { listen } from '../../src/serve.ts';
import { type Log, noLog } from '../../src/support/log.ts';
import { makeSystemClock } from '../../src/support/system-clock.ts';
import { makeTestDatabase, type TestDatabase } from './database.ts';
import { makeThrowaway, type WorkspaceOrder } from './throwaway.ts';

export interface TestServer {
  /** `http://127.0.0.1:PORT` */
  readonly baseUrl: string;
  /** What sandbox.json says: working credentials for every dialect. */
  readonly sandbox: SandboxFile;
  /** The hub and the control plane behind the server, to arrange and to look. */
  readonly runtime: Runtime;
  readonly database: TestDatabase;
  /** Holds the secret key. */
  readonly dataDir: string;
  /** What the command `polydex` has to be told, to work beside this server. */
  readonly env: Readonly<Record<string, string>>;
  readonly routes: readonly RouteEntry[];
  /** One more workspace, a throw-away one, with working credentials for every dialect. It goes by itself. */
  addWorkspace(order?: WorkspaceOrder): Promise<SandboxFile>;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  readonly log?: Log;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default: nobody is refused. */
  readonly rateLimits?: RateLimitMode;
  /** Default: as a server on loopback. */
  readonly egress?: EgressOptions;
  /** Default: as the vendors have them. */
  readonly bodylessReplies?: BodylessReplies;
  /**
   * Whether contacts are compared as they are written; not unless said, since that adds events and duplicates of its own to
   * what a test counts.
   */
  readonly matchOnWrite?: boolean;
  /** Seconds; none unless said. */
  readonly exportLag?: number;
}

/**
 * Start it in `beforeAll`, stop it in `afterAll`. For files that need a server as no other file needs it: every other one takes
 * a workspace of the shared server (`openWorkspace`).
 */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = await makeTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'polydex-server-'));
  const log = options.log ?? noLog;
  const metrics = new Prometheus();
  const clock = options.clock ?? makeSystemClock(instant);
  const egress = options.egress ?? { allowed: [], loopbackForSandbox: true };
  const runtime = await connectRuntime(
    { dataDir, secretKey: null, audiences: dialects, log, metrics, egress },
    { clock, embedded: null, url: database.appUrl },
  );
  const config = {
    dataDir,
    host: '127.0.0.1',
    port: 0,
    hosts: { names: [], anyAddress: false },
    publicUrl: null,
    offersSandbox: true,
    trustedProxies: [],
    rateLimits: options.rateLimits ?? 'off',
    bodylessReplies: options.bodylessReplies ?? 'empty',
    exportLag: options.exportLag ?? 0,
    matchOnWrite: options.matchOnWrite ?? false,
  };
  const server = await listen(config, { runtime, log, metrics });
  if (!server.sandbox) throw new Error('a fresh database gets a Sandbox workspace');
  const { file: sandbox } = server.sandbox;
  return {
    baseUrl: server.baseUrl,
    sandbox,
    runtime,
    database,
    dataDir,
    env: { DATABASE_URL: database.appUrl, POLYDEX_DATA_DIR: dataDir },
    routes: server.routes,
    addWorkspace: (order) => makeThrowaway(sandbox, order),
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
      await database.drop();
    },
  };
}
