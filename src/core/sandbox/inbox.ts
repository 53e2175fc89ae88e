/** The webhook inbox of a Sandbox: what was sent to subscribers, kept for its developer. */
import type { Outbound, OutboundFailure } from '../port/outbound.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

/** Why a webhook was sent. */
export interface InboxOrigin {
  readonly dialect: string;
  /** In the vendor's words: `ContactCreate`, `job.created`, `job`; `challenge` for the question whether to tell at all. */
  readonly event: string;
  /** Null for what no subscription stands behind yet. */
  readonly subscriptionId: Uuid | null;
  readonly recordId: Uuid | null;
  /** Number of the event that is told. */
  readonly seq: number | null;
  /** Counts the attempts at one delivery, from 1. */
  readonly attempt: number;
  readonly replayOf: number | null;
}

/** One request, exactly as it was sent, and what came of it. */
export interface InboxDraft extends InboxOrigin {
  readonly at: Instant;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Null when nobody answered. */
  readonly status: number | null;
  readonly failure: OutboundFailure | null;
}

export interface InboxEntry extends InboxDraft {
  /** Grows with every entry of the workspace, and never begins again. */
  readonly number: number;
}

/**
 * Nobody listens there, and nobody has to: what is sent to it is taken and kept in the inbox alone. The name can belong to
 * no one (RFC 6761).
 */
const inboxHost = 'inbox.polydex.test';

/** With any path, so that subscriptions can have addresses of their own. */
export function isInboxUrl(text: string): boolean {
  return URL.parse(text)?.hostname === inboxHost;
}

/** Why webhooks can never be sent to the URL, as the end of a sentence; null when it may be tried. */
export function refusalOfCallback(
  { refusalOf }: Pick<Outbound, 'refusalOf'>,
  url: string,
  options: { readonly sandbox: boolean },
): string | null {
  if (!isInboxUrl(url)) return refusalOf(url, options);
  return options.sandbox ? null : 'is the webhook inbox, which Sandboxes alone have';
}
