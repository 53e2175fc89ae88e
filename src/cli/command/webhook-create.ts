/** `polydex webhook create`: an app is told of changes, where its vendor has no calls to subscribe with. */
import { Command } from 'commander';
import {
  type CommonOptions,
  configOf,
  enterWorkspace,
  withCommonOptions,
  withRuntime,
} from '../session.ts';
import { print } from '../terminal/output.ts';
import { webhookJson } from './webhook-list.ts';

interface CreateOptions extends CommonOptions {
  readonly workspace?: string;
  readonly url: string;
  readonly event: readonly string[];
  readonly appId: string;
  readonly key: string;
}

const dialect = 'highlevel';

export function webhookCreateCommand(): Command {
  const command = new Command('create')
    .summary('tell a HighLevel app of changes')
    .description(
      'Subscribes an app to events, as HighLevel’s portal page does. It is told what the named key may read, from the ' +
        'next change on.',
    )
    .option('--workspace <number|id>', 'the workspace; may be left out when there is one')
    .requiredOption('--url <address>', 'where deliveries are posted')
    .requiredOption('--event <name...>', 'such as ContactCreate ContactUpdate ContactDelete')
    .requiredOption('--app-id <id>', 'what stands before the first - of the app’s client id')
    .requiredOption(
      '--key <id>',
      'a HighLevel key or grant, as `key list` or `grant list` shows it',
    )
    .addHelpText('after', example);
  return withCommonOptions(command).action(async (options: CreateOptions) => {
    const { state, signatureKey } = await withRuntime(
      configOf(options),
      { webhooks: true },
      async (runtime) => {
        const { hub, auth } = runtime;
        const context = await enterWorkspace(runtime, options.workspace);
        const wanted = { id: options.key, audience: dialect };
        const subscriber = await auth.subscribers.find(context, wanted);
        const { url, event: events, appId } = options;
        const draft = { dialect, subscriber, url, events, appId };
        const { id } = await hub.webhookPortal.create(context, draft);
        const { signatureKey: shown } = hub.webhookPortal;
        return { state: await hub.webhookPortal.get(context, id), signatureKey: shown };
      },
    );
    const lines = [
      `Subscribed ${state.topic} to ${state.fields.join(', ')}.`,
      '',
      `  id          ${state.id}`,
      `  url         ${state.callbackUrl}`,
      `  public key  ${signatureKey.base64}`,
    ];
    print(
      { json: { ...webhookJson(state), publicKey: signatureKey }, lines },
      options.json === true,
    );
  });
}

const example = `
Example:
  polydex webhook create --url https://example.com/hook --event ContactCreate ContactUpdate --app-id 64f0 --key 0190…`;
