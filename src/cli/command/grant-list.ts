/** `polydex grant list`: what apps were let in. */
import { Command } from 'commander';
import type { AppGrantEntry } from '../../core/workspace/app-grant.ts';
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
}

export function grantListCommand(): Command {
  const command = new Command('list')
    .summary('list what apps were let in, by whom and for what')
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one');
  return withCommonOptions(command).action(async (options: ListOptions) => {
    const grants = await withRuntime(configOf(options), {}, async (runtime) =>
      runtime.auth.grants.list(await enterWorkspace(runtime, options.workspace)),
    );
    const heads = ['id', 'api', 'app', 'let in by', 'scopes', 'since', 'last used'];
    const lines = grants.length === 0 ? ['No apps were let in.'] : table(heads, grants.map(toRow));
    print({ json: grants.map(toJson), lines }, options.json === true);
  });
}

function toRow(grant: AppGrantEntry): string[] {
  const { id, audience, appName, principalName, scopes, createdAt, lastUsedAt } = grant;
  const times = [shownTime(createdAt), shownTime(lastUsedAt)];
  return [id, audience, appName, principalName, scopes.join(' '), ...times];
}

function toJson(grant: AppGrantEntry): Record<string, unknown> {
  const { id, audience, appName, principalName, scopes } = grant;
  return {
    id,
    audience,
    app: appName,
    grantedBy: principalName,
    scopes,
    createdAt: jsonTime(grant.createdAt),
    lastUsedAt: jsonTime(grant.lastUsedAt),
  };
}
