/** `polydex workspace create`: a real workspace, or a throw-away one with credentials for everything. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { addWorkspace } from '../../auth/workspace/add-workspace.ts';
import { checkSettings } from '../../auth/workspace/workspace-service.ts';
import type { Config } from '../../config.ts';
import { HubError } from '../../core/errors.ts';
import type { DuplicatePolicy, Workspace } from '../../core/workspace/workspace.ts';
import type { Runtime } from '../../runtime.ts';
import { addSandbox } from '../../sandbox.ts';
import { audiences } from '../../dialects/audiences.ts';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { type Answer, print } from '../terminal/output.ts';
import { ask, assertAnswered, assertSure, choose } from '../terminal/prompt.ts';
import { workspaceJson } from './workspace-list.ts';

interface CreateOptions extends CommonOptions {
  readonly name?: string;
  readonly region?: string;
  readonly timeZone?: string;
  readonly duplicates?: DuplicatePolicy;
  readonly sandbox?: boolean;
  readonly beside?: string;
  readonly yes?: boolean;
}

type Draft = Omit<Parameters<typeof addWorkspace>[1], 'organisationId'>;

export function workspaceCreateCommand(): Command {
  const command = new Command('create')
    .summary('make a workspace')
    .description(
      'Makes a workspace: one address book with its own people, keys and settings. What is not given is asked for at ' +
        'a terminal. The region has no default: it decides how numbers without a country code are read.',
    )
    .option('--name <text>', 'what to call it')
    .option('--region <code>', 'country of its numbers, two letters: AU')
    .option('--time-zone <name>', 'IANA time zone: Australia/Brisbane')
    .addOption(
      new Option(
        '--duplicates <policy>',
        'whether APIs that can refuse a second contact with a known number do so (refuse, in a sandbox allow)',
      ).choices(['refuse', 'allow']),
    )
    .option('--sandbox', 'a throw-away workspace, with a file of credentials for every API')
    .option(
      '--beside <number|id>',
      'a workspace whose organisation it joins; left out: one of its own',
    )
    .option('--yes', 'do not ask whether the data may lie inside the clone')
    .addHelpText(
      'after',
      '\nExample:\n  polydex workspace create --name "Acme Plumbing" --region AU --time-zone Australia/Brisbane',
    );
  return withCommonOptions(command).action(async (options: CreateOptions) => {
    const config = configOf(options);
    const draft = options.sandbox === true ? sandboxDraft(options) : await realDraft(options);
    checkSettings(draft);
    if (!draft.sandbox) await assertSafePlace(config, options.yes === true);
    const answer = await withRuntime(config, { make: true }, async (runtime) => {
      const { control, clock } = runtime;
      const { beside } = options;
      const sibling = beside === undefined ? null : await enterWorkspace(runtime, beside);
      const organisationId = sibling?.workspace.organisationId ?? null;
      const workspace = await control.atomically((store) =>
        addWorkspace({ store, clock }, { ...draft, organisationId }),
      );
      return workspace.sandbox ? describeSandbox(config, runtime, workspace) : describe(workspace);
    });
    print(answer, options.json === true);
  });
}

function sandboxDraft(options: CreateOptions): Draft {
  const { name = 'Sandbox', region = 'US', timeZone = 'America/New_York' } = options;
  const { duplicates = 'allow' } = options;
  return { name, region, timeZone, duplicates, sandbox: true };
}

const questions = {
  name: {
    message: 'What shall the workspace be called?',
    option: '--name "Acme Plumbing"',
    placeholder: 'Acme Plumbing',
    check: problemOf('name'),
  },
  region: {
    message: 'In which country are its numbers? Those without a country code are read as of there.',
    option: '--region AU',
    placeholder: 'two letters, such as AU',
    check: problemOf('region'),
  },
  timeZone: {
    message: 'In which time zone?',
    option: '--time-zone Australia/Brisbane',
    initial: Intl.DateTimeFormat().resolvedOptions().timeZone,
    check: problemOf('timeZone'),
  },
} as const;

async function realDraft(options: CreateOptions): Promise<Draft> {
  assertAnswered([
    { given: options.name, ...questions.name },
    { given: options.region, ...questions.region },
    { given: options.timeZone, ...questions.timeZone },
  ]);
  const name = await ask(options.name, questions.name);
  const region = await ask(options.region, questions.region);
  const timeZone = await ask(options.timeZone, questions.timeZone);
  // Only who answers the other questions is asked this one: it has a safe default.
  const isAsked = options.name === undefined;
  const duplicates = await choose(
    options.duplicates ?? (isAsked ? undefined : 'refuse'),
    { message: 'A second contact with a known number or address:', option: '--duplicates refuse' },
    [
      {
        value: 'refuse',
        label: 'refuse',
        hint: 'through the APIs that can, HighLevel and VoIPBIN',
      },
      { value: 'allow', label: 'allow' },
    ],
  );
  const policy = duplicates === 'allow' ? 'allow' : 'refuse';
  return { name, region, timeZone, duplicates: policy, sandbox: false };
}

/** The core's own words on one setting, as a check of an answer. */
function problemOf(setting: 'name' | 'region' | 'timeZone') {
  return (answer: string): string | undefined => {
    try {
      checkSettings({ [setting]: answer });
      return undefined;
    } catch (error) {
      if (error instanceof HubError) return error.message;
      throw error;
    }
  };
}

/** Real people's data in a clone goes with `git clean`, a deleted checkout, a mistaken commit or a copied folder. */
async function assertSafePlace(config: Config, isSure: boolean): Promise<void> {
  const clone = fileURLToPath(new URL('../../..', import.meta.url));
  const inside = relative(clone, config.dataDir);
  if (inside.startsWith('..')) return;
  const what = config.databaseUrl === null ? 'The data' : 'The secret key of the data';
  if (config.databaseUrl !== null && config.secretKey !== null) return;
  const message =
    `${what} would lie inside the clone (${config.dataDir}), where deleting or cleaning the clone deletes it. ` +
    'A folder of its own is better: --data-dir /var/lib/polydex-data.';
  process.stderr.write(`Warning: ${message}\n`);
  await assertSure('The data folder lies inside the clone.', isSure);
}

function describe(workspace: Workspace): Answer {
  const { tenantId, name, region } = workspace;
  return {
    json: workspaceJson(workspace),
    lines: [
      `Made workspace ${tenantId}, ${name}, region ${region}.`,
      `Give a program access: npm run polydex -- key create --workspace ${tenantId} --audience native`,
    ],
  };
}

async function describeSandbox(
  { dataDir, host, port, publicUrl }: Config,
  { control, clock }: Runtime,
  workspace: Workspace,
): Promise<Answer> {
  const baseUrl = publicUrl ?? `http://${host}:${port}`;
  const { path } = await addSandbox({ dataDir, baseUrl, control, clock, audiences }, workspace);
  return {
    json: { ...workspaceJson(workspace), credentialsFile: path },
    lines: [`Made sandbox ${workspace.tenantId}.`, `Credentials for every API are in ${path}`],
  };
}
