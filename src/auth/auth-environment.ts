/** What the parts of authentication share. */
import type { ControlStore } from '../core/port/control-store.ts';
import type { HubClock } from '../core/port/hub-clock.ts';
import type { ScopeTable } from './presented-credential.ts';
import type { TokenSigner } from './token/token-signer.ts';

export interface AuthEnvironment {
  readonly store: ControlStore;
  readonly clock: HubClock;
  /** The scope table of every audience. */
  readonly scopes: ReadonlyMap<string, ScopeTable>;
  readonly sign: TokenSigner;
  /** Told that credentials, roles or settings of a workspace changed. */
  readonly changed: (tenantId: number) => void;
}
