/** `polydex key revoke`. */
import { Command } from 'commander';
import { enterAsOperator } from '../../auth/operator.ts';
import { NotFound } from '../../core/errors.ts';
import type { Runtime } from '../../runtime.ts';
import { type CommonOptions, configOf, withCommonOptions, withRuntime } from '../session.ts';
import { print } from '../terminal/output.ts';
import { assertSure } from '../terminal/prompt.ts';

interface RevokeOptions extends CommonOptions {
  readonly yes?: boolean;
}

export function keyRevokeCommand(): Command {
  const command = new Command('revoke')
    .summary('end a key, and every token that came from it')
    .description(
      'Ends a key or client, and every token that came from it. Running servers notice within five seconds. There is ' +
        'no way back: make a new key instead.',
    )
    .argument('<id>', 'as `polydex key list` shows it')
    .option('--yes', 'do not ask first');
  return withCommonOptions(command).action(async (id: string, options: RevokeOptions) => {
    const config = configOf(options);
    await assertSure(`Programs that use the key ${id} lose their access.`, options.yes === true);
    await withRuntime(config, {}, (runtime) => revoke(runtime, id));
    print({ json: { id, revoked: true }, lines: [`Revoked ${id}.`] }, options.json === true);
  });
}

/** In whichever workspace it is: an id names one key in all of them. */
async function revoke({ control, auth }: Runtime, id: string): Promise<void> {
  for (const { tenantId } of await control.workspaces.list()) {
    const context = await enterAsOperator(control, String(tenantId), 'cli');
    try {
      await auth.keys.revoke(context, id);
      return;
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
  }
  throw new NotFound('credential', id);
}
