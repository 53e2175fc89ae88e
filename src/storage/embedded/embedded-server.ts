/** The running embedded server in the hands of its owner: watch it, start it again, stop it. */
import { makeConnections } from './connection.ts';
import type { ConnectionSettings, EmbeddedConnections } from './connection.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { FolderLock } from './folder/folder-lock.ts';
import { removeRunningRecord, saveRunningRecord } from './running-record.ts';
import { launchServer } from './server/launch.ts';
import type { RunningServer, ServerExit } from './server/launch.ts';
import type { PreparedServer } from './server/prepare-server.ts';
import { isProcessAlive } from './server/process-identity.ts';
import {
  removeSocketFolder,
  removeSocketFolderNow,
  renewSocketFolder,
} from './server/socket-folder.ts';
import { stopServer, stopStaleServer } from './server/stop-server.ts';

export interface EmbeddedPostgres extends EmbeddedConnections {
  /** The server's process; another one after `restart`. */
  readonly pid: number;
  /** Calls back when the server ended without `stop`. Returns the call that unsubscribes. */
  onExit(listener: (exit: ServerExit) => void): () => void;
  /** Starts a server that ended (it replays its log) under the same address; does nothing if it runs. */
  restart(): Promise<void>;
  /** Ends all connections, stops the server, gives the folder free. May be called again, also after a crash. */
  stop(): Promise<void>;
}

export interface Ownership {
  readonly prepared: PreparedServer;
  /** Held until the server is stopped. */
  readonly lock: FolderLock;
  readonly log: (line: string) => void;
}

/** Launches a prepared server and takes charge of it. */
export async function startServer(ownership: Ownership): Promise<EmbeddedPostgres> {
  const { cluster, address, launch } = ownership.prepared;
  const { socketFolder, port } = address;
  const record = { pid: process.pid, host: socketFolder ?? '127.0.0.1', port };
  try {
    await saveRunningRecord(cluster.folder.postgres, { ...record, ready: false });
    const server = await launchServer(launch);
    await saveRunningRecord(cluster.folder.postgres, { ...record, ready: true });
    return new OwnedServer(ownership, server);
  } catch (error) {
    if (socketFolder !== undefined) await removeSocketFolder(socketFolder);
    throw error;
  }
}

class OwnedServer implements EmbeddedPostgres {
  readonly app: ConnectionSettings;
  readonly appUrl: string;
  readonly owner: ConnectionSettings;
  readonly ownerUrl: string;
  readonly #ownership: Ownership;
  readonly #listeners = new Set<(exit: ServerExit) => void>();
  #server: RunningServer;
  #restarting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(ownership: Ownership, server: RunningServer) {
    const { address, cluster } = ownership.prepared;
    const host = address.socketFolder ?? '127.0.0.1';
    const connections = makeConnections({ host, port: address.port }, cluster.record);
    this.app = connections.app;
    this.appUrl = connections.appUrl;
    this.owner = connections.owner;
    this.ownerUrl = connections.ownerUrl;
    this.#ownership = ownership;
    this.#server = server;
    this.#watch(server);
    process.on('exit', this.#atProcessExit);
  }

  get pid(): number {
    return this.#server.pid;
  }

  onExit(listener: (exit: ServerExit) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async restart(): Promise<void> {
    if (this.#stopping !== undefined) {
      throw new EmbeddedPostgresError('start_failed', 'The embedded PostgreSQL was stopped.');
    }
    this.#restarting ??= this.#launchAgain().finally(() => {
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  async stop(): Promise<void> {
    this.#stopping ??= this.#shutDown();
    return this.#stopping;
  }

  #watch(server: RunningServer): void {
    void server.exited.then((exit) => {
      if (this.#stopping !== undefined) return;
      for (const listener of this.#listeners) listener(exit);
    });
  }

  async #launchAgain(): Promise<void> {
    if (this.#isRunning()) return;
    const { prepared, log } = this.#ownership;
    const { launch, address, cluster } = prepared;
    await stopStaleServer(launch.program, launch.data, log);
    if (address.socketFolder !== undefined) {
      await renewSocketFolder(address.socketFolder, cluster.account);
    }
    this.#server = await launchServer(launch);
    this.#watch(this.#server);
  }

  async #shutDown(): Promise<void> {
    await this.#restarting?.catch(() => undefined);
    const { prepared, lock } = this.#ownership;
    const { launch, address, cluster } = prepared;
    if (this.#isRunning()) await stopServer(launch.program, this.#server.pid);
    if (address.socketFolder !== undefined) await removeSocketFolder(address.socketFolder);
    await removeRunningRecord(cluster.folder.postgres);
    process.off('exit', this.#atProcessExit);
    lock.release();
  }

  /** Asks the child first: once it has ended, its pid may be given to a stranger. */
  #isRunning(): boolean {
    return !this.#server.hasExited() && isProcessAlive(this.#server.pid);
  }

  /**
   * A process that ends without `stop` (an uncaught error) still asks its server to stop. Being registered, this also
   * keeps the lock from being collected as garbage.
   */
  readonly #atProcessExit = (): void => {
    if (process.platform !== 'win32' && this.#isRunning()) process.kill(this.#server.pid, 'SIGINT');
    const { socketFolder } = this.#ownership.prepared.address;
    if (socketFolder !== undefined) removeSocketFolderNow(socketFolder);
    this.#ownership.lock.release();
  };
}
