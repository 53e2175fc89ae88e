/** `polydex dedupe`: who is there twice; put on the list of duplicates, or only shown. */
import { styleText } from 'node:util';
import { Command } from 'commander';
import {
  type DuplicateContact,
  type DuplicatePair,
  type Duplicates,
  findDuplicates,
} from '../../identity/find-duplicates.ts';
import type { MatchProgress, MatchRun } from '../../core/matching/match-run.ts';
import { finishRun } from '../match-run.ts';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { print } from '../terminal/output.ts';
import { reasonLines, toExplanationJson } from '../terminal/reasons.ts';

interface DedupeOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly workspace?: string;
  readonly most: string;
}

export function dedupeCommand(): Command {
  const command = new Command('dedupe')
    .summary('who is in the workspace twice, and why it looks so')
    .description(
      'Compares everyone with everyone who could be the same person: names in any form, numbers, addresses, birth ' +
        'dates. People of one home or office are told apart. What may be one person is put on the list of duplicates, ' +
        'where what was decided stays decided; it is merged only where automatic merging is switched on. A run that ' +
        'was cut short is gone on with.',
    )
    .option('--dry-run', 'look only, and print why; nothing is changed')
    .option('--most <number>', 'print at most so many of a kind', '20')
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one');
  return withCommonOptions(command).action(async (options: DedupeOptions) => {
    if (options.dryRun !== true) return runAll(options);
    const found = await withRuntime(configOf(options), {}, async (runtime) => {
      const context = await enterWorkspace(runtime, options.workspace);
      return findDuplicates(runtime.hub.contacts, context, tellRead);
    });
    const lines = linesOf(found, Number(options.most));
    print({ json: toJson(found), lines }, options.json === true);
  });
}

async function runAll(options: DedupeOptions): Promise<void> {
  const run = await withRuntime(configOf(options), {}, async (runtime) =>
    finishRun(runtime, await enterWorkspace(runtime, options.workspace), tellRun),
  );
  print({ json: { ...run }, lines: runLines(run) }, options.json === true);
  if (run.state === 'failed') process.exitCode = 1;
}

function tellRun({ phase, share, contacts }: MatchProgress): void {
  if (!process.stderr.isTTY) return;
  const percent = `${Math.round(share * 100)} %`.padStart(5);
  process.stderr.write(`\r${percent}  ${phase}, ${contacts.toLocaleString('en')} contacts   `);
}

function runLines({ state, contacts, compared, suggested, merged }: MatchRun): string[] {
  if (state !== 'done') return [`The run was ${state}. What it had found stays on the list.`];
  return [
    `${contacts} contacts, ${compared} pairs compared: ${suggested} duplicates put on the list or changed, ${merged} merged.`,
    'See GET /api/v1/duplicates, or `polydex dedupe --dry-run` for the reasons.',
  ];
}

/** Only where somebody watches: scripts read the other stream, logs nothing. */
function tellRead(read: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${read.toLocaleString('en')} contacts read `);
}

function linesOf(found: Duplicates, most: number): string[] {
  const { contacts, clusters } = found;
  const together = new Map(
    clusters.flatMap((group, index) => group.map(({ id }) => [id, index] as const)),
  );
  const open = found.pairs.filter(({ a, b }) => !areTogether(together, a, b));
  const extra = clusters.reduce((sum, group) => sum + group.length - 1, 0);
  const head =
    clusters.length === 0
      ? `Nobody among ${contacts} contacts is there twice for sure.`
      : `${contacts} contacts are ${contacts - extra} people: ${clusters.length} are there more than once.`;
  return [
    head,
    ...clusters.slice(0, most).flatMap((group) => groupLines(group, found.pairs)),
    ...more(clusters.length - most),
    ...(open.length === 0 ? [] : ['', `${open.length} more may be the same person:`]),
    ...open.slice(0, most).flatMap(pairLines),
    ...more(open.length - most),
    '',
    'Nothing has been changed.',
  ];
}

function areTogether(
  together: ReadonlyMap<string, number>,
  a: DuplicateContact,
  b: DuplicateContact,
): boolean {
  return together.has(a.id) && together.get(a.id) === together.get(b.id);
}

function more(count: number): string[] {
  return count > 0 ? ['', `… and ${count} more (--most)`] : [];
}

function groupLines(group: readonly DuplicateContact[], pairs: readonly DuplicatePair[]): string[] {
  const ids = new Set<string>(group.map(({ id }) => id));
  const surest = pairs.find(({ a, b }) => ids.has(a.id) && ids.has(b.id));
  return ['', ...group.map(contactLine), ...(surest ? reasonLines(surest.explanation) : [])];
}

function pairLines({ a, b, explanation }: DuplicatePair): string[] {
  return ['', contactLine(a), contactLine(b), ...reasonLines(explanation)];
}

/** The name and what else is known, on one line. */
function contactLine({ id, name, record }: DuplicateContact): string {
  const known = [record.birth, ...(record.phones ?? []), ...(record.emails ?? []), record.company];
  const said = known.filter((text) => text !== null && text !== undefined && text !== '');
  return `${styleText('bold', name === '' ? '(no name)' : name)}  ${said.join(' · ')}  ${styleText('dim', id)}`;
}

function toJson({ contacts, compared, pairs, clusters }: Duplicates): Record<string, unknown> {
  return {
    contacts,
    compared,
    clusters: clusters.map((group) => group.map(({ id, name }) => ({ id, name }))),
    pairs: pairs.map(toExplanationJson),
  };
}
