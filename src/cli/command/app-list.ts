/** `polydex app list`. */
import { Command } from 'commander';
import type { RegisteredApp } from '../../core/workspace/app-grant.ts';
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

export function appListCommand(): Command {
  const command = new Command('list')
    .summary('list the apps that people can let in, oldest first')
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one');
  return withCommonOptions(command).action(async (options: ListOptions) => {
    const apps = await withRuntime(configOf(options), {}, async (runtime) => {
      const context = await enterWorkspace(runtime, options.workspace);
      const all = await runtime.auth.apps.list(context);
      return all.filter(({ client }) => client.revokedAt === null);
    });
    const heads = ['id', 'api', 'name', 'client id', 'answers', 'made'];
    const lines = apps.length === 0 ? ['No apps.'] : table(heads, apps.map(toRow));
    print({ json: apps.map(appJson), lines }, options.json === true);
  });
}

function toRow({ client, name }: RegisteredApp): string[] {
  const { id, audience, publicId, redirectUris, createdAt } = client;
  return [id, audience, name, publicId, redirectUris.join(' '), shownTime(createdAt)];
}

/** As scripts see an app; never its secret. */
export function appJson({ client, name }: RegisteredApp): Record<string, unknown> {
  const { id, audience, reach, publicId, redirectUris, scopes } = client;
  return {
    id,
    audience,
    reach,
    name,
    clientId: publicId,
    redirectUris,
    scopes,
    createdAt: jsonTime(client.createdAt),
  };
}
