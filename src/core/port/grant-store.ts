/** Stores of what people let apps do, and of who is signed in: parts of the control store. */
import type {
  AppGrant,
  AppGrantEntry,
  AuthorizationCode,
  BrowserSession,
  Installation,
} from '../workspace/app-grant.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

export interface GrantStore {
  insertCode(code: Omit<AuthorizationCode, 'usedAt'>, codeHash: string): Promise<void>;
  findCode(codeHash: string): Promise<AuthorizationCode | undefined>;
  /** False when it was used before, so that of two attempts only one succeeds. */
  useCode(id: Uuid, at: Instant): Promise<boolean>;
  insert(grant: Omit<AppGrant, 'revokedAt'>): Promise<void>;
  /** Which apps are installed in the workspace: the consents for it that hold, oldest first. */
  listOfTenant(tenantId: number): Promise<readonly AppGrantEntry[]>;
  /** In which workspaces a consent for an organisation holds and the person has a role still, oldest first. */
  listInstallations(parentId: Uuid): Promise<readonly Installation[]>;
  /** As `listInstallations`, one of them by the workspace's public id; inside `atomically` it cannot end meanwhile. */
  holdInstallation(parentId: Uuid, locationId: string): Promise<Installation | undefined>;
  /**
   * Ends the grant with its parts and every token that came of them, and, with its last part, the whole. The tenants whose
   * tokens ended; none when the tenant has no such grant that holds.
   */
  revoke(tenantId: number, id: Uuid, at: Instant): Promise<readonly number[]>;
  /** Deletes at most `limit` codes that expired before `before`. */
  removeExpiredCodes(before: Instant, limit: number): Promise<number>;
}

export interface SessionStore {
  insert(session: BrowserSession, tokenHash: string): Promise<void>;
  /** Expired ones too. */
  find(tokenHash: string): Promise<BrowserSession | undefined>;
  remove(tokenHash: string): Promise<void>;
  /** Deletes at most `limit` that expired before `before`. */
  removeExpired(before: Instant, limit: number): Promise<number>;
}
