/** `polydex workspace list`. */
import { Command } from 'commander';
import type { Workspace } from '../../core/workspace/workspace.ts';
import { type CommonOptions, configOf, withCommonOptions, withRuntime } from '../session.ts';
import { jsonTime, print, shownTime, table } from '../terminal/output.ts';

export function workspaceListCommand(): Command {
  const command = new Command('list').summary('list all workspaces, oldest first');
  return withCommonOptions(command).action(async (options: CommonOptions) => {
    const workspaces = await withRuntime(configOf(options), {}, ({ control }) =>
      control.workspaces.list(),
    );
    const heads = ['number', 'name', 'kind', 'region', 'time zone', 'duplicates', 'made'];
    const lines =
      workspaces.length === 0
        ? ['No workspaces yet: `npm run polydex -- workspace create` makes one.']
        : table(heads, workspaces.map(toRow));
    print({ json: workspaces.map(workspaceJson), lines }, options.json === true);
  });
}

function toRow(workspace: Workspace): string[] {
  const { tenantId, name, sandbox, region, timeZone, duplicates, createdAt } = workspace;
  const kind = sandbox ? 'sandbox' : 'real';
  return [String(tenantId), name, kind, region, timeZone, duplicates, shownTime(createdAt)];
}

/** As scripts see a workspace; the names are those of sandbox.json and the native API. */
export function workspaceJson(workspace: Workspace): Record<string, unknown> {
  const { tenantId, id, locationId, organisationId, name, region, timeZone } = workspace;
  return {
    id,
    number: tenantId,
    locationId,
    organisationId,
    name,
    region,
    timeZone,
    duplicates: workspace.duplicates,
    sandbox: workspace.sandbox,
    createdAt: jsonTime(workspace.createdAt),
  };
}
