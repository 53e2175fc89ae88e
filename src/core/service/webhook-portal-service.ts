/**
 * The use cases of those who look after a workspace's webhooks: they see all of them, and subscribe apps whose vendor has
 * no calls for it.
 */
import { requireCapability } from '../capability.ts';
import { AlreadyExists, InvalidInput, NotFound, StateConflict } from '../errors.ts';
import { refusalOfCallback } from '../sandbox/inbox.ts';
import { changedKeys } from '../event/diff.ts';
import type { Outbound } from '../port/outbound.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import {
  assertFields,
  type PortalDraft,
  type PortalFields,
  portalKind,
} from '../webhook/portal-draft.ts';
import type { SubscriptionState, WebhookSubscription } from '../webhook/subscription.ts';
import type { WebhookPortal } from '../webhook/webhook-rules.ts';
import { assertVersion } from './contact-writer.ts';
import { stamped } from './stamp.ts';

/** The public half of what this server signs with, in the forms that clients read. */
export interface SignatureKey {
  readonly keyId: string;
  readonly pem: string;
  readonly base64: string;
  readonly hex: string;
}

export interface PortalOutside {
  readonly outbound: Outbound;
  readonly watch: { add(tenantId: number): void };
  /** By dialect: those whose apps can be subscribed here. */
  readonly portals: ReadonlyMap<string, WebhookPortal>;
  readonly signatureKey: SignatureKey;
}

export type PortalPatch = Partial<PortalFields> & { readonly active?: boolean };

export class WebhookPortalService {
  readonly #store: Store;
  readonly #outside: PortalOutside;

  constructor(store: Store, outside: PortalOutside) {
    this.#store = store;
    this.#outside = outside;
  }

  /** For everybody: whoever is told has to be able to check who tells. */
  get signatureKey(): SignatureKey {
    return this.#outside.signatureKey;
  }

  /** Everybody's, of every dialect, ended ones too, oldest first. */
  async list(context: TenantContext): Promise<readonly SubscriptionState[]> {
    requireCapability(context, 'webhook.manage');
    return this.#store.webhooks.list(context, {});
  }

  /** @throws NotFound */
  async get(context: TenantContext, id: Uuid): Promise<SubscriptionState> {
    requireCapability(context, 'webhook.manage');
    const [found] = await this.#store.webhooks.list(context, { id });
    if (!found) throw new NotFound('webhook-subscription', id);
    return found;
  }

  /** What is told begins with the first change after it. @throws InvalidInput, AlreadyExists */
  async create(context: TenantContext, draft: PortalDraft): Promise<WebhookSubscription> {
    requireCapability(context, 'webhook.manage');
    const portal = this.#outside.portals.get(draft.dialect);
    if (!portal) {
      const names = [...this.#outside.portals.keys()].join(', ');
      throw InvalidInput.of('dialect', `must be one of ${names}`);
    }
    requireCapability(context, portal.needs);
    this.#assertFields(context, draft, portal);
    this.#outside.watch.add(context.tenantId);
    await this.#store.webhooks.announce(context);
    return this.#store.write(context, {}, async (unit) => {
      const known = draft.id && (await unit.webhookSubscriptions.find(draft.id));
      if (known) return known;
      const made = makeSubscription(unit, context, draft);
      await assertOnly(unit, made);
      unit.webhookSubscriptions.insert(made);
      return made;
    });
  }

  /**
   * Changes one that was made here; `active` ends it or takes it up again, from the next change on.
   * @throws NotFound, InvalidInput, AlreadyExists, VersionConflict, and StateConflict for a subscriber's own
   */
  async change(
    context: TenantContext,
    id: Uuid,
    patch: PortalPatch,
    options: { ifVersion?: number } = {},
  ): Promise<WebhookSubscription> {
    requireCapability(context, 'webhook.manage');
    const known = await this.get(context, id);
    const portal = this.#outside.portals.get(known.dialect);
    if (known.kind !== portalKind || !portal)
      throw new StateConflict('Only its subscriber can change this subscription');
    requireCapability(context, portal.needs);
    this.#assertFields(context, patch, portal);
    if (patch.active === true && !known.active) await this.#store.webhooks.forget(context, id);
    return this.#store.write(context, {}, async (unit) => {
      const before = await getKnown(unit, id, options);
      const after = { ...before, ...patched(before, patch) };
      if (changedKeys(before, after).length === 0) return before;
      if (after.active) await assertOnly(unit, after);
      const written = stamped(unit, context, after);
      unit.webhookSubscriptions.update(before, written, noteOf(before, after));
      return written;
    });
  }

  /** One that was made here goes, with what is on its way; a subscriber's own ends. @throws NotFound, VersionConflict */
  async remove(
    context: TenantContext,
    id: Uuid,
    options: { ifVersion?: number } = {},
  ): Promise<void> {
    requireCapability(context, 'webhook.manage');
    await this.#store.write(context, {}, async (unit) => {
      const before = await getKnown(unit, id, options);
      if (before.kind === portalKind) return unit.webhookSubscriptions.remove(before);
      if (!before.active) return;
      const ended = stamped(unit, context, { ...before, active: false });
      unit.webhookSubscriptions.update(before, ended, noteOf(before, ended));
    });
  }

  #assertFields(
    context: TenantContext,
    fields: Partial<PortalFields>,
    { events }: WebhookPortal,
  ): void {
    assertFields(fields, events);
    if (fields.url === undefined) return;
    const { sandbox } = context.workspace;
    const refusal = refusalOfCallback(this.#outside.outbound, fields.url, { sandbox });
    if (refusal !== null) throw InvalidInput.of('url', refusal);
  }
}

function makeSubscription(
  unit: UnitOfWork,
  context: TenantContext,
  { id, dialect, subscriber, url, events, appId }: PortalDraft,
): WebhookSubscription {
  return {
    id: id ?? unit.newId(),
    dialect,
    ...subscriber,
    kind: portalKind,
    topic: appId,
    fields: [...new Set(events)],
    callbackUrl: url,
    // Told apart by their address: an app may have several.
    uniqueId: url,
    baseUrl: '',
    sealedSecret: null,
    active: true,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 1,
  };
}

function patched(
  before: WebhookSubscription,
  patch: PortalPatch,
): Pick<WebhookSubscription, 'active' | 'callbackUrl' | 'fields' | 'topic' | 'uniqueId'> {
  const { url = before.callbackUrl, appId = before.topic, active = before.active } = patch;
  const fields = patch.events === undefined ? before.fields : [...new Set(patch.events)];
  return { callbackUrl: url, uniqueId: url, topic: appId, fields, active };
}

/** `resumed` marks where the telling begins again. */
function noteOf(before: WebhookSubscription, after: WebhookSubscription) {
  if (before.active === after.active) return {};
  return after.active ? { type: 'resumed' } : { type: 'ended', note: { reason: 'unsubscribed' } };
}

async function getKnown(
  unit: UnitOfWork,
  id: Uuid,
  { ifVersion }: { ifVersion?: number },
): Promise<WebhookSubscription> {
  const found = await unit.webhookSubscriptions.find(id);
  if (!found) throw new NotFound('webhook-subscription', id);
  assertVersion(found, ifVersion);
  return found;
}

/** @throws AlreadyExists when the subscriber has an active one for the same app and address. */
async function assertOnly(unit: UnitOfWork, wanted: WebhookSubscription): Promise<void> {
  const others = await unit.webhookSubscriptions.activeOf(wanted.credentialId);
  const isSame = (known: WebhookSubscription): boolean =>
    known.id !== wanted.id &&
    known.dialect === wanted.dialect &&
    known.kind === wanted.kind &&
    known.topic === wanted.topic &&
    known.uniqueId === wanted.uniqueId;
  if (others.some(isSame))
    throw new AlreadyExists('webhook-subscription', 'A webhook of this app to this address');
}
