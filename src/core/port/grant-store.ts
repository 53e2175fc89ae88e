/** Stores of what people let apps do, and of who is signed in: parts of the control store. */
import type {
  AppGrant,
  AppGrantEntry,
  AuthorizationCode,
  BrowserSession,
} from '../workspace/app-grant.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

export interface GrantStore {
  insertCode(code: Omit<AuthorizationCode, 'usedAt'>, codeHash: string): Promise<void>;
  findCode(codeHash: string): Promise<AuthorizationCode | undefined>;
  /** False when it was used before, so that of two attempts only one succeeds. */
  useCode(id: Uuid, at: Instant): Promise<boolean>;
  insert(grant: Omit<AppGrant, 'revokedAt'>): Promise<void>;
  /** Those that hold, oldest first. */
  listOfTenant(tenantId: number): Promise<readonly AppGrantEntry[]>;
  /** Ends the grant and every token that came of it; false when the tenant has none such that holds. */
  revoke(tenantId: number, id: Uuid, at: Instant): Promise<boolean>;
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
