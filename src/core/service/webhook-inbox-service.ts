/** Sends webhooks, and keeps those of Sandboxes for whoever develops against them. */
import { InvalidInput, NotFound } from '../errors.ts';
import type { HubClock } from '../port/hub-clock.ts';
import type { Outbound, OutboundRequest, OutboundResult } from '../port/outbound.ts';
import type { Store } from '../port/store.ts';
import type { InboxQuery } from '../port/webhook-inbox-store.ts';
import {
  type InboxDraft,
  type InboxEntry,
  type InboxOrigin,
  isInboxUrl,
  refusalOfCallback,
} from '../sandbox/inbox.ts';
import { requireSandbox } from '../sandbox/sandbox.ts';
import type { TenantContext } from '../tenant-context.ts';

export interface InboxOutside {
  readonly outbound: Outbound;
  readonly clock: HubClock;
}

export type WebhookOrder = Omit<OutboundRequest, 'sandbox'>;

/** For a replay, in milliseconds. */
const replayTimeout = 10_000;

export class WebhookInboxService {
  readonly #store: Store;
  readonly #outside: InboxOutside;

  constructor(store: Store, outside: InboxOutside) {
    this.#store = store;
    this.#outside = outside;
  }

  /** Never throws for what the subscriber does or does not do. In a Sandbox the request is kept with what came of it. */
  async send(
    context: TenantContext,
    order: WebhookOrder,
    origin: InboxOrigin,
  ): Promise<OutboundResult> {
    const { sandbox } = context.workspace;
    if (!sandbox) return this.#outside.outbound.post({ ...order, sandbox });
    return (await this.#sendAndKeep(context, order, origin)).result;
  }

  /** Only in a Sandbox. */
  async #sendAndKeep(
    context: TenantContext,
    order: WebhookOrder,
    origin: InboxOrigin,
  ): Promise<{ readonly result: OutboundResult; readonly entry: InboxEntry | undefined }> {
    const { url, headers, body } = order;
    const at = this.#outside.clock.of(context.tenantId).now();
    const result = isInboxUrl(url)
      ? { status: 200, body: '' }
      : await this.#outside.outbound.post({ ...order, sandbox: true });
    const draft: InboxDraft = {
      ...origin,
      at,
      url,
      headers,
      body,
      status: 'status' in result ? result.status : null,
      failure: 'failure' in result ? result.failure : null,
    };
    const number = await this.#store.webhookInbox.add(context, draft);
    return { result, entry: number === undefined ? undefined : { ...draft, number } };
  }

  /** Oldest first. @throws SandboxOnly, CapabilityMissing */
  async list(context: TenantContext, query: InboxQuery): Promise<readonly InboxEntry[]> {
    requireSandbox(context);
    return this.#store.webhookInbox.list(context, query);
  }

  /**
   * Sends the same bytes again, to the subscriber or to another address that a subscription could have, and answers what
   * was kept of it. @throws SandboxOnly, NotFound, InvalidInput naming `url`
   */
  async replay(context: TenantContext, number: number, url?: string): Promise<InboxEntry> {
    requireSandbox(context);
    const former = await this.#store.webhookInbox.find(context, number);
    if (former === undefined) throw new NotFound('webhook', String(number));
    const refusal = refusalOfCallback(this.#outside.outbound, url ?? former.url, {
      sandbox: true,
    });
    if (refusal !== null) throw InvalidInput.of('url', refusal);
    const { headers, body, dialect, event, subscriptionId, recordId, seq, attempt } = former;
    const order = { url: url ?? former.url, headers, body, timeoutMs: replayTimeout };
    const origin = { dialect, event, subscriptionId, recordId, seq, attempt, replayOf: number };
    const { entry } = await this.#sendAndKeep(context, order, origin);
    if (entry === undefined) throw new NotFound('webhook', String(number));
    return entry;
  }

  /** Forgets those so far. */
  async clear(context: TenantContext): Promise<void> {
    requireSandbox(context);
    await this.#store.webhookInbox.clear(context);
  }
}
