/** `polydex webhook delete`. */
import { Command } from 'commander';
import { NotFound } from '../../core/errors.ts';
import { normalizeUuid } from '../../core/value/identifier.ts';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { print } from '../terminal/output.ts';
import { assertSure } from '../terminal/prompt.ts';

interface DeleteOptions extends CommonOptions {
  readonly workspace?: string;
  readonly yes?: boolean;
}

export function webhookDeleteCommand(): Command {
  const command = new Command('delete')
    .summary('tell an app no more')
    .description('Removes a webhook with what is on its way. One that an app made for itself ends.')
    .argument('<id>', 'as `polydex webhook list` shows it')
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one')
    .option('--yes', 'do not ask first');
  return withCommonOptions(command).action(async (text: string, options: DeleteOptions) => {
    const config = configOf(options);
    const id = normalizeUuid(text);
    if (id === null) throw new NotFound('webhook-subscription', text);
    await assertSure(`What is on its way for ${id} is lost.`, options.yes === true);
    await withRuntime(config, { webhooks: true }, async (runtime) => {
      const context = await enterWorkspace(runtime, options.workspace);
      await runtime.hub.webhookPortal.remove(context, id);
    });
    print({ json: { id, deleted: true }, lines: [`Deleted ${id}.`] }, options.json === true);
  });
}
