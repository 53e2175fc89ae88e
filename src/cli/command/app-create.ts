/** `polydex app create`: an app that people can let in with a browser. */
import { Command, Option } from 'commander';
import { appAudiences, type NewApp } from '../../auth/workspace/app-service.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { type Answer, print } from '../terminal/output.ts';
import { appJson } from './app-list.ts';

interface CreateOptions extends CommonOptions {
  readonly workspace?: string;
  readonly audience: string;
  readonly name: string;
  readonly redirectUri: readonly string[];
  readonly scope?: readonly string[];
  readonly distribution: 'agency' | 'sub-account';
}

export function appCreateCommand(): Command {
  const command = new Command('create')
    .summary('register an app that people can let in, and show its secret once')
    .description(
      'Registers an app (OAuth 2, authorization code) that the people of a workspace can let in with a browser. Its ' +
        'addresses are compared to the letter; http is for the loopback host alone, where any port matches, and any ' +
        'path if the address ends in /*.',
    )
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one')
    .addOption(
      new Option('--audience <api>', 'the API that it calls')
        .choices(appAudiences)
        .default(appAudiences[0]),
    )
    .requiredOption('--name <text>', 'what people are shown who are asked to let it in')
    .requiredOption('--redirect-uri <address...>', 'where the answers go')
    .option('--scope <scope...>', "the most that it can ask for, in the API's words; left out: all")
    .addOption(
      new Option('--distribution <kind>', "whom HighLevel's people let it into")
        .choices(['sub-account', 'agency'])
        .default('sub-account'),
    )
    .addHelpText('after', example);
  return withCommonOptions(command).action(async (options: CreateOptions) => {
    const { audience, name, redirectUri, scope, distribution } = options;
    const answer = await withRuntime(configOf(options), {}, async (runtime) => {
      const context = await enterWorkspace(runtime, options.workspace);
      const app = await runtime.auth.apps.create(context, {
        audience,
        name,
        redirectUris: redirectUri,
        reach: distribution === 'agency' ? 'organisation' : 'workspace',
        ...(scope === undefined ? {} : { scopes: scope }),
      });
      return describe(app, context);
    });
    print(answer, options.json === true);
  });
}

const example = `
Example:
  polydex app create --name "Reminders" --redirect-uri https://reminders.example.com/callback --scope read_jobs`;

function describe(app: NewApp, { workspace }: TenantContext): Answer {
  const { client, name, secret } = app;
  const place =
    client.reach === 'workspace'
      ? `workspace ${workspace.tenantId}, ${workspace.name}`
      : `the workspaces of the organisation of ${workspace.tenantId}, ${workspace.name}`;
  return {
    json: { ...appJson(app), workspace: workspace.tenantId, clientSecret: secret },
    lines: [
      `${name} can be let into ${place}:`,
      '',
      `  client id      ${client.publicId}`,
      `  client secret  ${secret}`,
      '',
      `  id       ${client.id}`,
      `  answers  ${client.redirectUris.join(' ')}`,
      '',
      'The secret is shown this once. `polydex person create` makes people who can sign in.',
    ],
  };
}
