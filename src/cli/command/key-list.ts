/** `polydex key list`. */
import { Command } from 'commander';
import type { KeyEntry } from '../../auth/workspace/key-service.ts';
import type { Instant } from '../../core/value/instant.ts';
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

export function keyListCommand(): Command {
  const command = new Command('list')
    .summary('list the keys of a workspace, oldest first')
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one')
    .option('--all', 'also those that were revoked or have expired');
  return withCommonOptions(command).action(async (options: ListOptions) => {
    const keys = await withRuntime(configOf(options), {}, async (runtime) => {
      const context = await enterWorkspace(runtime, options.workspace);
      const all = await runtime.auth.keys.list(context);
      const now = runtime.clock.now();
      return options.all === true ? all : all.filter((key) => stateOf(key, now) === 'valid');
    });
    const heads = ['id', 'api', 'key', 'label', 'scopes', 'last used', 'expires'];
    const lines = keys.length === 0 ? ['No keys.'] : table(heads, keys.map(toRow));
    print({ json: keys.map(keyJson), lines }, options.json === true);
  });
}

function stateOf({ revokedAt, expiresAt }: KeyEntry, now: Instant): 'valid' | 'ended' {
  return revokedAt === null && (expiresAt === null || expiresAt > now) ? 'valid' : 'ended';
}

const mostScopes = 2;

function toRow(key: KeyEntry): string[] {
  const { id, audience, shown, label, scopes, lastUsedAt, expiresAt, revokedAt } = key;
  const rest = scopes.length - mostScopes;
  const few = scopes.slice(0, mostScopes).join(' ') + (rest > 0 ? ` and ${rest} more` : '');
  const end = revokedAt === null ? shownTime(expiresAt) : `revoked ${shownTime(revokedAt)}`;
  const start = key.kind === 'client' ? shown : `${shown}…`;
  return [id, audience, start, label, few, shownTime(lastUsedAt), end];
}

/** As scripts see a key; never its secret. */
export function keyJson(key: KeyEntry): Record<string, unknown> {
  const { id, audience, kind, label, shown, scopes } = key;
  return {
    id,
    audience,
    kind,
    label,
    shown,
    scopes,
    createdAt: jsonTime(key.createdAt),
    expiresAt: jsonTime(key.expiresAt),
    revokedAt: jsonTime(key.revokedAt),
    lastUsedAt: jsonTime(key.lastUsedAt),
  };
}
