/** `polydex webhook list`: who is told of changes, and how the telling goes. */
import { Command } from 'commander';
import type { SubscriptionState } from '../../core/webhook/subscription.ts';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { jsonTime, print, shownTime, table } from '../terminal/output.ts';

interface ListOptions extends CommonOptions {
  readonly workspace?: string;
  readonly all?: boolean;
}

export function webhookListCommand(): Command {
  const command = new Command('list')
    .summary('list who is told of changes, of every API, and how it goes')
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one')
    .option('--all', 'also those that have ended');
  return withCommonOptions(command).action(async (options: ListOptions) => {
    const all = await withRuntime(configOf(options), { webhooks: true }, async (runtime) =>
      runtime.hub.webhookPortal.list(await enterWorkspace(runtime, options.workspace)),
    );
    const shown = options.all === true ? all : all.filter(({ active }) => active);
    const heads = ['id', 'api', 'of', 'url', 'pending', 'last success', 'last failure', 'reason'];
    const lines = shown.length === 0 ? ['No webhooks.'] : table(heads, shown.map(toRow));
    print({ json: shown.map(webhookJson), lines }, options.json === true);
  });
}

function toRow(state: SubscriptionState): string[] {
  const { id, dialect, topic, callbackUrl, pending, lastFailureReason } = state;
  const times = [shownTime(state.lastSuccessAt), shownTime(state.lastFailureAt)];
  return [id, dialect, topic, callbackUrl, String(pending), ...times, lastFailureReason ?? ''];
}

/** As scripts see one. */
export function webhookJson(state: SubscriptionState): Record<string, unknown> {
  const { id, dialect, kind, topic, fields, callbackUrl, active, pending, credentialId } = state;
  return {
    id,
    dialect,
    kind,
    topic,
    fields,
    url: callbackUrl,
    active,
    credentialId,
    pending,
    lastSuccessAt: jsonTime(state.lastSuccessAt),
    lastFailureAt: jsonTime(state.lastFailureAt),
    lastFailureReason: state.lastFailureReason,
    createdAt: jsonTime(state.createdAt),
  };
}
