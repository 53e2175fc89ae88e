/** What goes wrong with webhooks of Sandboxes when a rule says so: sent twice, late, or after the next one. */
import type { Fault } from '../../core/sandbox/fault.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { instant, type Instant } from '../../core/value/instant.ts';
import type { HeldWebhook } from '../../core/webhook/subscription.ts';

/** What strikes the next webhook that the dialect tells the workspace's subscribers. */
export type FaultOfWebhook = (context: TenantContext, dialect: string) => Fault | undefined;

export interface Hold {
  readonly held: HeldWebhook;
  readonly until: Instant;
}

/** How a webhook has to wait that would be sent at this moment; null when nothing holds it back. */
export function holdOf(fault: Fault | undefined, at: Instant): Hold | null {
  if (fault?.name !== 'webhook-late' && fault?.name !== 'webhook-shuffle') return null;
  const until = instant(at + Number(fault.options['by']));
  return { held: fault.name === 'webhook-late' ? 'late' : 'shuffled', until };
}
