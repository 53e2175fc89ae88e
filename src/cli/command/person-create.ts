/** `polydex person create`: somebody who can sign in. */
import { Command, Option } from 'commander';
import { type Role, roles } from '../../core/workspace/principal.ts';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { print } from '../terminal/output.ts';
import { ask } from '../terminal/prompt.ts';

interface CreateOptions extends CommonOptions {
  readonly workspace?: string;
  readonly email?: string;
  readonly name?: string;
  readonly role: Role;
  readonly everywhere?: boolean;
}

export function personCreateCommand(): Command {
  const command = new Command('create')
    .summary('make a person who can sign in, and show the password once')
    .description(
      'Makes a person who can sign in: to let an app in with a browser, and at the login of VoIPBIN. The password is ' +
        'made here, shown once, and stored as a hash.',
    )
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one')
    .option('--email <address>', 'what the person signs in with')
    .option('--name <text>', 'what to call the person; left out: the address')
    .addOption(
      new Option('--role <role>', 'what the person may do there').choices(roles).default('editor'),
    )
    .option('--everywhere', 'the same role in every workspace of the organisation, later ones too');
  return withCommonOptions(command).action(async (options: CreateOptions) => {
    const email = await ask(options.email, {
      message: 'With which e-mail address does the person sign in?',
      option: '--email ann@example.com',
    });
    const { name = email, role } = options;
    const answer = await withRuntime(configOf(options), {}, async (runtime) => {
      const context = await enterWorkspace(runtime, options.workspace);
      const made = await runtime.auth.people.create(context, { name, email, role });
      const { tenantId, workspace } = context;
      if (options.everywhere === true) {
        const { organisationId } = workspace;
        const principalId = made.principal.id;
        const everywhere = { principalId, organisationId, tenantId: null, role };
        await runtime.control.principals.grantRole(everywhere);
      }
      return { ...made, workspace: tenantId };
    });
    const { principal, password, workspace } = answer;
    const json = { id: principal.id, username: principal.username, role, workspace, password };
    const lines = [
      `${principal.displayName} can sign in to workspace ${workspace} as ${role}:`,
      '',
      `  user name  ${principal.username ?? ''}`,
      `  password   ${password}`,
      '',
      'It is shown this once.',
    ];
    print({ json, lines }, options.json === true);
  });
}
