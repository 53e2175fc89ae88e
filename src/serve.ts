/** The server as a process: start, say where it is, run until asked to stop, finish what is running. */
import { relative } from 'node:path';
import type { AddressInfo } from 'node:net';
import { ownerOfUnproven } from './auth/grant/unproven-owner.ts';
import { enterAsOperator } from './auth/operator.ts';
import { banner } from './banner.ts';
import { type Config, ConfigError } from './config.ts';
import { disturb } from './core/sandbox/disturbance.ts';
import { dialects } from './dialects/registry.ts';
import { buildApp, type ServerInspection } from './http/app.ts';
import { makeLog } from './http/observe/pino-log.ts';
import { Prometheus } from './http/observe/prometheus.ts';
import { watchConnections } from './http/open-connections.ts';
import type { RouteEntry } from './http/plugin.ts';
import type { FaultSource } from './http/sandbox/fault-gate.ts';
import { startMaintenance } from './maintenance.ts';
import { openRuntime, type Runtime } from './runtime.ts';
import { keepSandbox, type Sandbox } from './sandbox.ts';
import { watchSandboxes } from './sandbox-watch.ts';
import { stopSignal } from './stop-signal.ts';
import type { Log } from './support/log.ts';

/** Running requests get this long to finish. */
const longestStopMs = 30_000;

export interface RunningServer {
  /** `http://127.0.0.1:7070`; the real port when 0 was asked for. */
  readonly baseUrl: string;
  readonly sandbox: Sandbox | null;
  readonly routes: readonly RouteEntry[];
  /** Finishes running requests, then ends the database. Idempotent. */
  stop(): Promise<void>;
}

/** Starts the server; resolves once it answers requests. */
async function startServer(config: Config): Promise<RunningServer> {
  const log = makeLog({ level: config.logLevel });
  const metrics = new Prometheus();
  const runtime = await openRuntime({ ...config, audiences: dialects, log, metrics });
  try {
    return await listen(config, { runtime, log, metrics });
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

export interface OpenedServer {
  readonly runtime: Runtime;
  readonly log: Log;
  readonly metrics: Prometheus;
}

/** What of the configuration the listening needs. */
export type ListenConfig = Pick<
  Config,
  | 'bodylessReplies'
  | 'exportLag'
  | 'dataDir'
  | 'host'
  | 'hosts'
  | 'matchOnWrite'
  | 'offersSandbox'
  | 'port'
  | 'publicUrl'
  | 'rateLimits'
  | 'trustedProxies'
>;

/** Listens over an open runtime, which it takes over: stopping the server closes it. */
export async function listen(config: ListenConfig, opened: OpenedServer): Promise<RunningServer> {
  const { runtime } = opened;
  if (!config.offersSandbox) await assertRealWorkspace(runtime);
  const { fastify, routes } = buildApp({
    ...opened,
    dialects,
    hub: runtime.hub,
    authenticator: runtime.authenticator,
    auth: runtime.auth,
    clock: runtime.clock,
    hosts: config.hosts,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    rateLimits: config.rateLimits,
    faults: faultsOf(runtime),
    inspection: config.offersSandbox ? inspectionOf(runtime) : undefined,
    bodylessReplies: config.bodylessReplies,
    exportLag: config.exportLag,
    readiness: [{ name: 'database', isReady: () => runtime.isReady() }],
  });
  const connections = watchConnections(fastify.server);
  await fastify.listen({ host: config.host, port: config.port });
  const baseUrl = config.publicUrl ?? urlOf(config.host, fastify.server.address());
  const sandbox = config.offersSandbox ? await sandboxOf(config.dataDir, baseUrl, runtime) : null;
  const maintenance = startMaintenance(runtime, opened.log);
  const watch = watchSandboxes(runtime, opened.log);
  runtime.webhooks.start();
  runtime.matching.start();
  if (config.matchOnWrite) runtime.matchingOnWrite.start();
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const closed = fastify.close();
    connections.endIdle();
    const giveUp = setTimeout(() => {
      opened.log.warn('requests cut off by the stop', { count: connections.endAll() });
    }, longestStopMs);
    await closed;
    clearTimeout(giveUp);
    await Promise.all([maintenance.stop(), watch.stop()]);
    const { webhooks, matching, matchingOnWrite } = runtime;
    await Promise.all([webhooks.stop(), matching.stop(), matchingOnWrite.stop()]);
    await runtime.close();
  };
  return { baseUrl, sandbox, routes, stop: () => (stopped ??= stop()) };
}

function faultsOf({ hub, control }: Runtime): FaultSource {
  return {
    ofRequest: hub.faults.ofRequest.bind(hub.faults),
    hasRules: () => hub.faults.hasRules,
    ownerOf: (audience, call) => ownerOfUnproven(control, audience, call),
    disturb: async (tenantId, how) =>
      disturb(hub, await enterAsOperator(control, String(tenantId), 'fault'), how),
  };
}

/** Only where Sandboxes are offered: each refused request costs a look at whose credential it was. */
function inspectionOf({ hub, authenticator }: Runtime): ServerInspection {
  return {
    journal: hub.inspector.journal,
    identify: (secret) => authenticator.identify(secret),
  };
}

function sandboxOf(dataDir: string, baseUrl: string, runtime: Runtime): Promise<Sandbox | null> {
  const { control, clock } = runtime;
  return keepSandbox({ dataDir, baseUrl, control, clock, audiences: dialects });
}

/** A server that others reach serves real workspaces: the Sandbox's credentials never expire. @throws ConfigError */
async function assertRealWorkspace({ control }: Runtime): Promise<void> {
  const workspaces = await control.workspaces.list();
  if (workspaces.some((workspace) => !workspace.sandbox)) return;
  throw new ConfigError([
    'POLYDEX_HOST opens the server to other machines, and there is no real workspace yet: make one with `npm run polydex -- workspace create`, or listen on 127.0.0.1 for the Sandbox',
  ]);
}

function urlOf(host: string, address: AddressInfo | string | null): string {
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name}:${port}`;
}

/** Starts, prints where, and stays until SIGINT, SIGTERM or SIGHUP; the process then ends with status 0. */
export async function serve(config: Config): Promise<void> {
  const asked = stopSignal();
  const server = await startServer(config);
  process.stdout.write(announcement(server));
  await asked;
  if (process.stdout.isTTY) process.stdout.write('\n  Finishing what is running …\n');
  await server.stop();
}

/** A screenful for a person at a terminal; for a script the path of sandbox.json alone, or the address if there is none. */
function announcement({ sandbox, baseUrl }: RunningServer): string {
  if (!process.stdout.isTTY) return `${sandbox?.path ?? baseUrl}\n`;
  if (!sandbox) return `\n  Polydex is listening on ${baseUrl}\n\n`;
  const near = relative(process.cwd(), sandbox.path);
  const [columns, rows] = process.stdout.getWindowSize();
  const path = near.startsWith('..') ? sandbox.path : near;
  // A terminal may not know its size, and says 0.
  return banner({ sandbox: sandbox.file, path, columns: columns || 80, rows: rows || 24 });
}
