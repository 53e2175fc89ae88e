/** Connections: what the unified API calls a credential. Every workspace has the built-in one to Polydex itself (DESIGN §8). */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

export interface Connection {
  readonly id: Uuid;
  readonly tenantId: number;
  /** 24 hexadecimal digits, as clients of the unified API know it. */
  readonly hexId: string;
  /** `polydex` for the built-in one. */
  readonly connector: string;
  readonly name: string;
  readonly userId: Uuid;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** The end user of an integration who owns connections; not a principal of the hub. */
export interface ConnectionUser {
  readonly id: Uuid;
  readonly tenantId: number;
  /** 24 hexadecimal digits. */
  readonly hexId: string;
  /** Unique in the workspace. */
  readonly username: string;
  readonly fullName: string | null;
  readonly createdAt: Instant;
}
