/** `polydex explain`: why two contacts are taken for one person, or are not. */
import { Command } from 'commander';
import { isUuid } from '../../core/value/identifier.ts';
import { explainContacts } from '../../identity/explain-contacts.ts';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { print } from '../terminal/output.ts';
import { reasonLines, toExplanationJson } from '../terminal/reasons.ts';
import { UsageError } from '../terminal/usage-error.ts';

interface ExplainOptions extends CommonOptions {
  readonly whole?: boolean;
  readonly workspace?: string;
}

export function explainCommand(): Command {
  const command = new Command('explain')
    .summary('why two contacts look like one person, or do not')
    .description(
      'Prints what speaks for and against, field by field, in bits: ten bits are a thousand to one. Goes by what the last ' +
        'run over the workspace has learned. Before the first run, and with --whole, everybody is read: how much a name ' +
        'or number tells then depends on how many in the workspace have it.',
    )
    .argument('<idA>', 'the id of a contact')
    .argument('<idB>', 'the id of another')
    .option('--whole', 'in the light of the whole workspace, which is read and compared')
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one');
  return withCommonOptions(command).action(
    async (idA: string, idB: string, options: ExplainOptions) => {
      if (!isUuid(idA) || !isUuid(idB)) throw new UsageError('Name two contacts by their ids.');
      const pair = await withRuntime(configOf(options), {}, async (runtime) => {
        const context = await enterWorkspace(runtime, options.workspace);
        return explainContacts(runtime.hub, context, [idA, idB], options.whole);
      });
      const names = `${pair.a.name || idA} and ${pair.b.name || idB}`;
      const lines = [names, ...reasonLines(pair.explanation)];
      print({ json: toExplanationJson(pair), lines }, options.json === true);
    },
  );
}
