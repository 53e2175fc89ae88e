/** `polydex app revoke` and `polydex grant revoke`: end one thing of a workspace, after asking. */
import { Command } from 'commander';
import type { AuthServices } from '../../auth/auth-services.ts';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { print } from '../terminal/output.ts';
import { assertSure } from '../terminal/prompt.ts';

interface RevokeOptions extends CommonOptions {
  readonly workspace?: string;
  readonly yes?: boolean;
}

interface Revocable {
  readonly what: 'apps' | 'grants';
  readonly summary: string;
  readonly description: string;
  /** The command whose list has the id. */
  readonly listedBy: string;
  /** What it means, before it is done. */
  readonly warning: string;
}

export function appRevokeCommand(): Command {
  return revokeCommand({
    what: 'apps',
    summary: 'end an app, and everything that it was let into',
    description: 'Ends an app with every token that it has.',
    listedBy: 'polydex app list',
    warning: 'The app loses its access for good.',
  });
}

export function grantRevokeCommand(): Command {
  return revokeCommand({
    what: 'grants',
    summary: 'shut out an app that a person let in',
    description: 'Ends every token of one consent.',
    listedBy: 'polydex grant list',
    warning: 'The app is shut out until somebody lets it in again.',
  });
}

function revokeCommand({ what, summary, description, listedBy, warning }: Revocable): Command {
  const command = new Command('revoke')
    .summary(summary)
    .description(`${description} Running servers notice within five seconds.`)
    .argument('<id>', `as \`${listedBy}\` shows it`)
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one')
    .option('--yes', 'do not ask first');
  return withCommonOptions(command).action(async (id: string, options: RevokeOptions) => {
    const config = configOf(options);
    await assertSure(warning, options.yes === true);
    await withRuntime(config, {}, async (runtime) => {
      const service: AuthServices['apps' | 'grants'] = runtime.auth[what];
      await service.revoke(await enterWorkspace(runtime, options.workspace), id);
    });
    print({ json: { id, revoked: true }, lines: [`Ended ${id}.`] }, options.json === true);
  });
}
