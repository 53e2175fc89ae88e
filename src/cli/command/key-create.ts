/** `polydex key create`: access for a program, in the form that the API's clients expect. */
import { styleText } from 'node:util';
import { Command, Option } from 'commander';
import type { KeyDraft, NewKey } from '../../auth/workspace/key-service.ts';
import { type Instant, instant, parseIsoInstant } from '../../core/value/instant.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { audiences } from '../../dialects/audiences.ts';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { type Answer, print, shownTime } from '../terminal/output.ts';
import { choose } from '../terminal/prompt.ts';
import { UsageError } from '../terminal/usage-error.ts';
import { keyJson } from './key-list.ts';

interface CreateOptions extends CommonOptions {
  readonly workspace?: string;
  readonly audience?: string;
  readonly label: string;
  readonly scope?: readonly string[];
  readonly role?: 'admin' | 'editor' | 'viewer';
  readonly expires?: string;
  readonly appKey?: string;
}

export function keyCreateCommand(): Command {
  const command = new Command('create')
    .summary('make a key, and show it once')
    .description(
      'Makes a key that one API accepts. It is shown once and stored as a hash. For ServiceTitan it is a client: id, ' +
        'secret and app key, with which its programs ask for tokens.',
    )
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one')
    .addOption(
      new Option('--audience <api>', 'the API that shall accept it').choices(
        audiences.map(({ name }) => name),
      ),
    )
    .option('--label <text>', 'what it is for', '')
    .option('--scope <scope...>', "in the API's own words; left out: everything")
    .addOption(
      new Option('--role <role>', 'the most it may do, whatever its scopes (admin)').choices([
        'admin',
        'editor',
        'viewer',
      ]),
    )
    .option('--expires <when>', '90d, 12h or a day such as 2027-06-30; left out: never')
    .option('--app-key <key>', 'put a ServiceTitan client into the app that has this key')
    .addHelpText('after', examples);
  return withCommonOptions(command).action(async (options: CreateOptions) => {
    const answer = await withRuntime(configOf(options), {}, async (runtime) => {
      const context = await enterWorkspace(runtime, options.workspace);
      const draft = await toDraft(options, runtime.clock.now());
      return describe(await runtime.auth.keys.create(context, draft), context);
    });
    print(answer, options.json === true);
  });
}

const examples = `
Examples:
  polydex key create --audience highlevel --scope contacts.readonly contacts.write --label "Website form"
  polydex key create --audience native --role viewer --expires 90d --json`;

async function toDraft(options: CreateOptions, now: Instant): Promise<KeyDraft> {
  const { label, scope, role, expires, appKey } = options;
  const audience = await choose(
    options.audience,
    { message: 'Which API shall accept it?', option: '--audience native' },
    audiences.map(({ name, title }) => ({ value: name, label: title })),
  );
  return {
    audience,
    label,
    ...(scope === undefined ? {} : { scopes: scope }),
    ...(role === undefined ? {} : { role }),
    ...(expires === undefined ? {} : { expiresAt: parseExpiry(expires, now) }),
    ...(appKey === undefined ? {} : { appKey }),
  };
}

const hour = 3_600_000_000;

function parseExpiry(text: string, now: Instant): Instant {
  const [, count, unit] = /^(\d{1,5})([dh])$/.exec(text) ?? [];
  const at =
    count === undefined
      ? parseIsoInstant(text)
      : instant(now + Number(count) * (unit === 'd' ? 24 : 1) * hour);
  if (at === null) throw new UsageError(`--expires ${text}: write 90d, 12h or a day: 2027-06-30`);
  if (at <= now) throw new UsageError(`--expires ${text} is over already`);
  return at;
}

function describe(key: NewKey, { workspace }: TenantContext): Answer {
  const secrets = Object.entries(key.secrets).map(
    ([name, secret]) => `  ${styleText('dim', titles[name] ?? name)}  ${secret}`,
  );
  return {
    json: { ...keyJson(key), workspace: workspace.tenantId, secrets: key.secrets },
    lines: [
      `Made a key for ${key.audience} in workspace ${workspace.tenantId}, ${workspace.name}:`,
      '',
      ...secrets,
      '',
      `  id       ${key.id}`,
      `  scopes   ${key.scopes.join(' ')}`,
      `  expires  ${key.expiresAt === null ? 'never' : shownTime(key.expiresAt)}`,
      '',
      'It is shown this once. Whoever has it has its access: keep it like a password.',
    ],
  };
}

const titles: Readonly<Record<string, string>> = {
  apiKey: 'key          ',
  clientId: 'client id    ',
  clientSecret: 'client secret',
  appKey: 'app key      ',
};
