/** What the core needs to call other people's servers. Everything that leaves the machine goes through this port. */

export interface OutboundRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For everything together: finding the address, connecting, sending, and reading the answer. */
  readonly timeoutMs: number;
  /** Whether this machine itself may be called, which is for sandboxes alone. */
  readonly sandbox: boolean;
}

/**
 * `refused`: the address is none that may be called, and nothing was sent. The others say how far it went, and `timeout`
 * leaves open whether the other side has seen the request.
 */
export type OutboundFailure = 'refused' | 'unresolved' | 'unreachable' | 'timeout';

export type OutboundResult =
  /** Redirects are answers too: nobody follows them. `body` is cut off where it gets long. */
  { readonly status: number; readonly body: string } | { readonly failure: OutboundFailure };

export interface Outbound {
  /** Why this URL can never be called, as the end of a sentence; null when it may be tried. Looks up no names. */
  refusalOf(url: string, options: { readonly sandbox: boolean }): string | null;
  /** Sends a POST. Never throws, and never sends to an address that may not be called. */
  post(request: OutboundRequest): Promise<OutboundResult>;
}
