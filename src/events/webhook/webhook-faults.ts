/** What goes wrong with webhooks of Sandboxes when a rule says so: sent twice, late, or after the next one. */
import type { OutboundResult } from '../../core/port/outbound.ts';
import type { Fault } from '../../core/sandbox/fault.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { instant, type Instant } from '../../core/value/instant.ts';
import type { WebhookDelivery, WebhookSubscription } from '../../core/webhook/subscription.ts';

export type FaultOf = (context: TenantContext, dialect: string) => Fault | undefined;

type Post = () => Promise<OutboundResult>;

interface Errand {
  readonly subscription: Pick<WebhookSubscription, 'dialect' | 'id'>;
  readonly delivery: Pick<WebhookDelivery, 'part' | 'recordId' | 'seq'>;
}

/** A webhook that is held back is sent after this time, whether another came or not, in milliseconds. */
const longestHold = 3_000;
const taken: OutboundResult = { status: 200, body: '' };

export class WebhookFaults {
  readonly #faultOf: FaultOf;
  /** Delivery → what was decided, so that one which is late is not late again. */
  readonly #decided = new Map<string, Fault>();
  /** By subscription. */
  readonly #held = new Map<string, () => Promise<unknown>>();

  constructor(faultOf: FaultOf) {
    this.#faultOf = faultOf;
  }

  /** Until when the delivery has to wait; null when it may be sent now. */
  lateUntil(context: TenantContext, errand: Errand, at: Instant): Instant | null {
    const key = keyOf(errand);
    if (this.#decided.has(key)) return null;
    const fault = this.#faultOf(context, errand.subscription.dialect);
    if (fault === undefined) return null;
    this.#decided.set(key, fault);
    return fault.name === 'webhook-late' ? instant(at + Number(fault.options['by'])) : null;
  }

  /** Sends, or does what the fault says instead. Asked after `lateUntil`. */
  async send(errand: Errand, post: Post): Promise<OutboundResult> {
    const key = keyOf(errand);
    const fault = this.#decided.get(key);
    this.#decided.delete(key);
    const { id } = errand.subscription;
    if (fault?.name === 'webhook-shuffle' && !this.#held.has(id)) return this.#hold(id, post);
    const result = await post();
    if (fault?.name === 'webhook-double') await post();
    await this.#held.get(id)?.();
    return result;
  }

  /** The subscriber is taken to have taken it: what a Sandbox holds back does not survive the process. */
  #hold(id: string, post: Post): OutboundResult {
    const timer = setTimeout(() => void this.#held.get(id)?.(), longestHold);
    timer.unref();
    this.#held.set(id, async () => {
      clearTimeout(timer);
      this.#held.delete(id);
      await post();
    });
    return taken;
  }
}

function keyOf({ subscription, delivery }: Errand): string {
  return `${subscription.id} ${delivery.recordId} ${delivery.seq} ${delivery.part}`;
}
