/** What a dialect tells authentication: what a request presented, and what its scopes mean. */
import type { Capability } from '../core/capability.ts';
import type { CredentialKind } from '../core/workspace/credential.ts';

/** What each scope of a dialect allows. `*` is the full access of keys without scopes; absent, it allows everything. */
export type ScopeTable = Readonly<Record<string, readonly Capability[]>>;

/** A credential as a request presented it. */
export interface PresentedCredential {
  /** The key or token, without a scheme. */
  readonly secret: string;
  /** The kinds that the vendor accepts in the place where this one stood; another kind is unknown there. */
  readonly kinds: readonly CredentialKind[];
  /** Given only by dialects whose apps have a key of their own; null: it was due and missing. */
  readonly appKey?: string | null;
}
