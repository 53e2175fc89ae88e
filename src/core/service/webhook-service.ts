/** The use cases of webhook subscriptions. Everybody manages their own: a key or an app sees those that it made. */
import { requireCapability, type Capability } from '../capability.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { isInboxUrl, refusalOfCallback } from '../sandbox/inbox.ts';
import { assertStorable } from '../contact/text-rules.ts';
import type { Outbound, OutboundResult } from '../port/outbound.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import type { SubscriptionState, WebhookSubscription } from '../webhook/subscription.ts';
import type { WebhookMessage } from '../webhook/webhook-rules.ts';
import { stamped } from './stamp.ts';
import type { WebhookInboxService } from './webhook-inbox-service.ts';

/** Keeps a secret so that only the record that it is bound to gives it back. */
export interface SecretKeeper {
  seal(text: string, recordId: string): string;
}

/** What webhooks need of the world outside. */
export interface WebhookOutside {
  readonly outbound: Outbound;
  readonly secrets: SecretKeeper;
  /** Told before a workspace gets a subscription, and perhaps its first. */
  readonly watch: { add(tenantId: number): void };
}

/** A message that proves that whoever owns the callback wants to be called. */
export interface WebhookChallenge extends WebhookMessage {
  readonly timeoutMs: number;
  /** Whether this answer to it is the right one; `body` is the whole of it. */
  isMet(answer: { readonly status: number; readonly body: string }): boolean;
}

export interface SubscriptionDraft extends Pick<
  WebhookSubscription,
  'baseUrl' | 'callbackUrl' | 'fields' | 'kind' | 'topic' | 'uniqueId'
> {
  /** What one must be able to read to be told. */
  readonly needs: Capability;
  /** Signs the deliveries; absent: as before, at first not at all. */
  readonly secret?: string;
  /** Posted to the callback before anything is written; null where the vendor asks for none. */
  readonly challenge: WebhookChallenge | null;
}

export class WebhookService {
  readonly #store: Store;
  readonly #outside: WebhookOutside & { readonly inbox: Pick<WebhookInboxService, 'send'> };

  constructor(
    store: Store,
    outside: WebhookOutside & { readonly inbox: Pick<WebhookInboxService, 'send'> },
  ) {
    this.#store = store;
    this.#outside = outside;
  }

  /**
   * Makes the subscription, or changes the caller's active one of the same kind, topic and `uniqueId`. What is told begins
   * with the first change after it. @throws InvalidInput naming `callbackUrl` when it may not be called or fails the challenge.
   */
  async subscribe(context: TenantContext, draft: SubscriptionDraft): Promise<WebhookSubscription> {
    requireCapability(context, 'webhook.manage');
    requireCapability(context, draft.needs);
    assertStorable({ callbackUrl: draft.callbackUrl, uniqueId: draft.uniqueId });
    await this.#assertCallable(context, draft);
    this.#outside.watch.add(context.tenantId);
    await this.#store.webhooks.announce(context);
    return this.#store.write(context, {}, async (unit) => {
      const former = await findOwn(unit, context, draft);
      return former
        ? this.#change(unit, context, { former, draft })
        : this.#make(unit, context, draft);
    });
  }

  /** The caller's own, oldest first. */
  async list(
    context: TenantContext,
    filter: { readonly active?: boolean } = {},
  ): Promise<readonly SubscriptionState[]> {
    requireCapability(context, 'webhook.manage');
    const { credentialId } = context;
    return this.#store.webhooks.list(context, { ...filter, credentialId });
  }

  /** Ends one of the caller's own. @throws NotFound, also for one that has ended */
  async unsubscribe(context: TenantContext, id: Uuid): Promise<void> {
    requireCapability(context, 'webhook.manage');
    await this.#store.write(context, {}, async (unit) => {
      const found = await unit.webhookSubscriptions.find(id);
      if (!found?.active || !isOwn(context, found)) throw new NotFound('webhook-subscription', id);
      end(unit, context, found, 'unsubscribed');
    });
  }

  /** Ends anybody's, for a reason that the history keeps; for those who look after the workspace. */
  async end(context: TenantContext, id: Uuid, reason: string): Promise<void> {
    requireCapability(context, 'settings');
    await this.#store.write(context, {}, async (unit) => {
      const found = await unit.webhookSubscriptions.find(id);
      if (found?.active === true) end(unit, context, found, reason);
    });
  }

  /** Clears away what ended subscriptions left behind. */
  async purge(context: TenantContext): Promise<void> {
    requireCapability(context, 'settings');
    await this.#store.webhooks.purge(context);
  }

  async #assertCallable(context: TenantContext, draft: SubscriptionDraft): Promise<void> {
    const { outbound, inbox } = this.#outside;
    const { callbackUrl: url, challenge } = draft;
    const { sandbox } = context.workspace;
    const refusal = refusalOfCallback(outbound, url, { sandbox });
    if (refusal !== null) throw InvalidInput.of('callbackUrl', refusal);
    if (challenge === null) return;
    const { headers, body, timeoutMs } = challenge;
    const order = { url, headers, body, timeoutMs };
    const result = await inbox.send(context, order, {
      ...challengeOrigin,
      dialect: context.dialect,
    });
    // The inbox answers nothing, and who reads it wants to be told.
    if (isInboxUrl(url) || ('status' in result && challenge.isMet(result))) return;
    throw InvalidInput.of('callbackUrl', `did not meet the challenge: ${told(result)}`);
  }

  #make(unit: UnitOfWork, context: TenantContext, draft: SubscriptionDraft): WebhookSubscription {
    const id = unit.newId();
    const made: WebhookSubscription = {
      id,
      dialect: context.dialect,
      credentialId: context.credentialId,
      principalId: context.principalId,
      audience: null,
      ...asked(draft),
      sealedSecret: this.#seal(draft, id),
      active: true,
      createdAt: unit.at,
      createdBy: context.principal,
      updatedAt: unit.at,
      updatedBy: context.principal,
      version: 1,
    };
    unit.webhookSubscriptions.insert(made);
    return made;
  }

  #change(
    unit: UnitOfWork,
    context: TenantContext,
    { former, draft }: { former: WebhookSubscription; draft: SubscriptionDraft },
  ): WebhookSubscription {
    const sealedSecret = this.#seal(draft, former.id) ?? former.sealedSecret;
    const { principalId } = context;
    const after = stamped(unit, context, { ...former, ...asked(draft), principalId, sealedSecret });
    unit.webhookSubscriptions.update(former, after);
    return after;
  }

  #seal({ secret = '' }: SubscriptionDraft, id: Uuid): string | null {
    return secret === '' ? null : this.#outside.secrets.seal(secret, id);
  }
}

const challengeOrigin = {
  event: 'challenge',
  subscriptionId: null,
  recordId: null,
  seq: null,
  attempt: 1,
  replayOf: null,
} as const;

function asked(
  draft: SubscriptionDraft,
): Omit<SubscriptionDraft, 'challenge' | 'needs' | 'secret'> {
  const { baseUrl, callbackUrl, fields, kind, topic, uniqueId } = draft;
  return { baseUrl, callbackUrl, fields, kind, topic, uniqueId };
}

async function findOwn(
  unit: UnitOfWork,
  context: TenantContext,
  { kind, topic, uniqueId }: SubscriptionDraft,
): Promise<WebhookSubscription | undefined> {
  const own = await unit.webhookSubscriptions.activeOf(context.credentialId);
  return own.find(
    (known) =>
      isOwn(context, known) &&
      known.kind === kind &&
      known.topic === topic &&
      known.uniqueId === uniqueId,
  );
}

function isOwn(context: TenantContext, { credentialId, dialect }: WebhookSubscription): boolean {
  return credentialId === context.credentialId && dialect === context.dialect;
}

function end(
  unit: UnitOfWork,
  context: TenantContext,
  subscription: WebhookSubscription,
  reason: string,
): void {
  const after = stamped(unit, context, { ...subscription, active: false });
  unit.webhookSubscriptions.update(subscription, after, { type: 'ended', note: { reason } });
}

function told(result: OutboundResult): string {
  if ('failure' in result) return `the callback could not be reached (${result.failure})`;
  return `the callback answered HTTP ${result.status}, or not with the challenge alone`;
}
