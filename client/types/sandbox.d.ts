/** Types of `polydex/sandbox`, which the JavaScript beside is held to by a test. */

/** What sandbox.json says: docs/sandbox-json.md. */
export interface SandboxCredentials {
  readonly schemaVersion: 1;
  readonly baseUrl: string;
  readonly region: string;
  readonly workspace: { readonly id: string; readonly number: number; readonly locationId: string };
  readonly native: { readonly apiKey: string };
  readonly servicem8: {
    readonly clientBaseUrl: string;
    readonly apiKey: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly accessToken: string;
    readonly refreshToken: string;
  };
  readonly unified: {
    readonly clientBaseUrl: string;
    readonly apiKey: string;
    readonly userId: string;
    readonly credentialId: string;
  };
  readonly servicetitan: {
    readonly clientBaseUrl: string;
    readonly tenant: number;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly appKey: string;
  };
  readonly voipbin: {
    readonly clientBaseUrl: string;
    readonly customerId: string;
    readonly username: string;
    readonly password: string;
    readonly accesskey: string;
  };
  readonly highlevel: {
    readonly clientBaseUrl: string;
    readonly locationId: string;
    readonly accessToken: string;
    readonly clientId: string;
    readonly clientSecret: string;
  };
}

/** Of a throw-away workspace. */
export interface ThrowawayCredentials extends SandboxCredentials {
  readonly expiresAt: string;
}

export interface WorkspaceOrder {
  /** ISO 8601, up to P7D; an hour if absent. */
  readonly expiresIn?: string;
  readonly name?: string;
  /** Two letters: in which country numbers without a country code are read. */
  readonly region?: string;
  readonly timeZone?: string;
  readonly duplicates?: 'allow' | 'refuse';
}

/** Which calls a fault strikes: docs/sandbox.md#faults. All of them if nothing is said. */
export interface FaultTarget {
  readonly dialect?: 'highlevel' | 'native' | 'servicem8' | 'servicetitan' | 'unified' | 'voipbin';
  readonly method?: string;
  readonly route?: string;
  readonly nth?: number;
  readonly share?: number;
  readonly seed?: number;
  readonly times?: number;
}

export interface FaultRule extends FaultTarget {
  readonly id: string;
  readonly fault: string;
  /** Calls that it was about so far. */
  readonly matched: number;
  /** Those that went wrong by it. */
  readonly struck: number;
}

export interface ClockReading {
  readonly now: string;
  readonly aheadSeconds: number;
}

export interface InspectedRequest {
  readonly number: number;
  readonly at: string;
  readonly requestId: string;
  readonly dialect: string;
  readonly method: string;
  readonly route: string;
  readonly query: readonly string[];
  readonly body: readonly string[];
  readonly credential: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly reason: string | null;
  readonly help: string | null;
  readonly fault: string | null;
  readonly attributed: boolean;
  readonly changes: readonly {
    readonly seq: number;
    readonly entity: string;
    readonly id: string;
    readonly type: string;
    readonly fields: readonly string[];
  }[];
}

export interface Snapshot {
  readonly name: string;
  readonly takenAt: string;
  readonly rows: number;
}

/** A throw-away workspace, and all that can be done to a Sandbox. */
export interface SandboxWorkspace {
  readonly credentials: ThrowawayCredentials;
  /** The credentials as `polydex env` names them: SANDBOX_SERVICEM8_API_KEY. */
  readonly env: Readonly<Record<string, string>>;
  readonly clock: {
    read(): Promise<ClockReading>;
    /** To a time after the newest change in the workspace. */
    set(now: string | Date): Promise<ClockReading>;
    /** `PT16M` */
    advance(by: string): Promise<ClockReading>;
    putRight(): Promise<ClockReading>;
  };
  readonly faults: {
    /** `rate-limit; retry-after=5` */
    add(fault: string, target?: FaultTarget): Promise<FaultRule>;
    list(): Promise<readonly FaultRule[]>;
    remove(id: string): Promise<void>;
    clear(): Promise<void>;
  };
  /** Empties the workspace. */
  reset(): Promise<void>;
  snapshot(name: string): Promise<Snapshot>;
  restore(name: string): Promise<void>;
  snapshots(): Promise<readonly Snapshot[]>;
  removeSnapshot(name: string): Promise<void>;
  /** What the inspector has seen, oldest first. */
  requests(filter?: {
    readonly after?: number;
    readonly dialect?: string;
    readonly refused?: boolean;
    /** Only those of this workspace for certain, none without a credential, which may be another file's. */
    readonly attributed?: boolean;
  }): Promise<readonly InspectedRequest[]>;
  /** Any call of the native API, with this workspace's key: `native('GET', '/contacts')`. Throws SandboxError. */
  native(method: string, path: string, body?: object): Promise<unknown>;
  /** Ends the workspace now. */
  remove(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface SandboxServer {
  readonly url: string;
  /** A new and empty one. */
  workspace(order?: WorkspaceOrder): Promise<SandboxWorkspace>;
}

export interface StartedServer extends SandboxServer {
  /** The native key of its own Sandbox. */
  readonly key: string;
  stop(): Promise<void>;
}

export interface ServerAddress {
  /** `POLYDEX_URL`, else that of sandbox.json. */
  readonly url?: string;
  /** The native key of a Sandbox that is not throw-away: `POLYDEX_KEY`, else that of sandbox.json. */
  readonly key?: string;
}

/** Nothing is called yet. Throws SetUpError when no server or key is known. */
export declare function connect(address?: ServerAddress): SandboxServer;
/** A server of its own, with a database of its own, on any free port; gone with this process at the latest. */
export declare function startServer(): Promise<StartedServer>;
/**
 * The server that `POLYDEX_URL` names; without one it starts a server, and names it so in the environment, for this process and
 * those that it starts. So one serves a whole run.
 */
export declare function ensureServer(): Promise<SandboxServer & { stop(): Promise<void> }>;

/** The set-up is at fault: no server known, or one that is not on this machine. */
export declare class SetUpError extends Error {}
/** The server refused. */
export declare class SandboxError extends Error {
  constructor(call: string, status: number, body: unknown);
  readonly status: number;
  readonly body: unknown;
}
