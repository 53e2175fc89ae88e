/** `polydex merge` and `polydex unmerge`: make one of two contacts, and two of one again. */
import { Command, Option } from 'commander';
import { shownName } from '../../core/contact/contact-view.ts';
import type { Contact } from '../../core/contact/contact.ts';
import type { MergePreview } from '../../core/merge/merge-preview.ts';
import { mergeRules, type MergeRule } from '../../core/merge/merge-rule.ts';
import { normalizeUuid, type Uuid } from '../../core/value/identifier.ts';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { print, table } from '../terminal/output.ts';
import { assertSure } from '../terminal/prompt.ts';
import { UsageError } from '../terminal/usage-error.ts';

interface MergeOptions extends CommonOptions {
  readonly workspace?: string;
  readonly rule?: MergeRule;
  readonly force?: boolean;
  readonly preview?: boolean;
  readonly yes?: boolean;
}

const workspaceOption = [
  '--workspace <number|id>',
  'the workspace; may be left out when there is one',
] as const;

export function mergeCommand(): Command {
  const rules = mergeRules.filter((rule) => rule !== 'both');
  const command = new Command('merge')
    .summary('make one of two contacts that are the same person')
    .description(
      'Merges the second contact into the first. Its numbers, jobs, notes and the rest follow, its id leads to the first ' +
        'from then on, and `polydex unmerge` undoes it at any time.',
    )
    .argument('<survivor>', 'id of the contact that stays')
    .argument('<loser>', 'id of the contact that goes into it')
    .option(...workspaceOption)
    .addOption(
      new Option('--rule <rule>', 'which value stays where both have one')
        .choices(rules)
        .default('survivor'),
    )
    .option('--preview', 'show what would be made, and stop')
    .option('--force', 'also when somebody said that they are not the same person')
    .option('--yes', 'do not ask first');
  return withCommonOptions(command).action(
    async (survivor: string, loser: string, options: MergeOptions) => {
      const request = {
        survivorId: toId(survivor),
        loserId: toId(loser),
        rules: { all: options.rule ?? 'survivor' },
        force: options.force === true,
      };
      await withRuntime(configOf(options), {}, async (runtime) => {
        const { merges } = runtime.hub;
        const context = await enterWorkspace(runtime, options.workspace);
        const preview = await merges.preview(context, request);
        if (options.preview === true) {
          print(
            { json: previewJson(preview), lines: previewLines(preview) },
            options.json === true,
          );
          return;
        }
        const names = `${nameOf(preview.loser)} goes into ${nameOf(preview.survivor)}.`;
        await assertSure(names, options.yes === true);
        const { merge, contact } = await merges.merge(context, request);
        const lines = [
          `Merged into ${nameOf(contact)}.`,
          `To undo it: npm run polydex -- unmerge ${merge.id}`,
        ];
        print({ json: { id: merge.id, contactId: contact.id }, lines }, options.json === true);
      });
    },
  );
}

interface UnmergeOptions extends CommonOptions {
  readonly workspace?: string;
  readonly different?: boolean;
}

export function unmergeCommand(): Command {
  const command = new Command('unmerge')
    .summary('undo a merge')
    .description(
      'Both contacts are again what they were. What was written since to a number, note or job contact goes where that ' +
        'goes; what was written to the contact itself stays with the one that survived.',
    )
    .argument('<id>', 'of the merge, or of the contact that went into another')
    .option(...workspaceOption)
    .option('--different', 'remember that they are not the same person');
  return withCommonOptions(command).action(async (text: string, options: UnmergeOptions) => {
    const id = toId(text);
    const { merge, survivor, restored } = await withRuntime(
      configOf(options),
      {},
      async (runtime) => {
        const { merges } = runtime.hub;
        const context = await enterWorkspace(runtime, options.workspace);
        const { items } = await merges.list(context, {
          filters: [{ field: 'id', op: 'eq', value: id }],
          sort: { field: 'id', direction: 'asc' },
          limit: 1,
        });
        const found = items[0] ?? (await merges.latestOf(context, id));
        return merges.undo(context, found.id, { different: options.different === true });
      },
    );
    const json = { id: merge.id, survivorId: survivor.id, restoredId: restored.id };
    const lines = [`${nameOf(survivor)} and ${nameOf(restored)} are two again.`];
    print({ json, lines }, options.json === true);
  });
}

function toId(text: string): Uuid {
  const id = normalizeUuid(text);
  if (id === null) throw new UsageError(`${text} is not the id of a contact or merge.`);
  return id;
}

function nameOf(contact: Contact): string {
  return `${shownName(contact) ?? '(no name)'} (${contact.id})`;
}

function previewJson({ fields, moves, warnings }: MergePreview): Record<string, unknown> {
  return { fields, moves, warnings };
}

function previewLines({ fields, moves, warnings }: MergePreview): string[] {
  const rows = fields.map(({ field, result, from }) => [field, JSON.stringify(result), from]);
  const follow = Object.entries(moves).map(([kind, count]) => `${kind} ${count}`);
  return [
    ...table(['field', 'result', 'from'], rows),
    `Would follow: ${follow.join(', ')}.`,
    ...warnings.map((warning) => `Look twice: ${warning}.`),
  ];
}
