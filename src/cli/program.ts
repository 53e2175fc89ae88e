/** The tree of commands. Each is loaded when it is called: a short one does not wait for what others import. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';

type Load = () => Promise<Command>;

/** By their names, in the order of the help. */
const commands: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['serve', async () => (await import('./command/serve.ts')).serveCommand()],
  [
    'workspace',
    async () =>
      group('workspace', 'make and list workspaces', [
        (await import('./command/workspace-create.ts')).workspaceCreateCommand(),
        (await import('./command/workspace-list.ts')).workspaceListCommand(),
      ]),
  ],
  [
    'key',
    async () =>
      group('key', 'make, list and revoke keys', [
        (await import('./command/key-create.ts')).keyCreateCommand(),
        (await import('./command/key-list.ts')).keyListCommand(),
        (await import('./command/key-revoke.ts')).keyRevokeCommand(),
      ]),
  ],
  [
    'person',
    async () =>
      group('person', 'make people who can sign in', [
        (await import('./command/person-create.ts')).personCreateCommand(),
      ]),
  ],
  [
    'app',
    async () =>
      group('app', 'register, list and end apps that people can let in', [
        (await import('./command/app-create.ts')).appCreateCommand(),
        (await import('./command/app-list.ts')).appListCommand(),
        (await import('./command/revoke.ts')).appRevokeCommand(),
      ]),
  ],
  [
    'grant',
    async () =>
      group('grant', 'list and shut out the apps that people let in', [
        (await import('./command/grant-list.ts')).grantListCommand(),
        (await import('./command/revoke.ts')).grantRevokeCommand(),
      ]),
  ],
  [
    'webhook',
    async () =>
      group('webhook', 'tell apps of changes, and see how it goes', [
        (await import('./command/webhook-create.ts')).webhookCreateCommand(),
        (await import('./command/webhook-list.ts')).webhookListCommand(),
        (await import('./command/webhook-delete.ts')).webhookDeleteCommand(),
      ]),
  ],
  ['lookup', async () => (await import('./command/lookup.ts')).lookupCommand()],
  ['merge', async () => (await import('./command/merge.ts')).mergeCommand()],
  ['unmerge', async () => (await import('./command/merge.ts')).unmergeCommand()],
  ['dedupe', async () => (await import('./command/dedupe.ts')).dedupeCommand()],
  ['explain', async () => (await import('./command/explain.ts')).explainCommand()],
  ['search', async () => (await import('./command/search.ts')).searchCommand()],
  ['env', async () => (await import('./command/env.ts')).envCommand()],
  ['tail', async () => (await import('./command/tail.ts')).tailCommand()],
  ['listen', async () => (await import('./command/listen.ts')).listenCommand()],
  [
    'fixtures',
    async () => {
      const { fixturesListCommand, fixturesLoadCommand } = await import('./command/fixtures.ts');
      const parts = [fixturesLoadCommand(), fixturesListCommand()];
      return group('fixtures', 'fill the Sandbox with invented businesses', parts);
    },
  ],
  ['record', async () => (await import('./command/record.ts')).recordCommand()],
  ['compare', async () => (await import('./command/compare.ts')).compareCommand()],
  ['doctor', async () => (await import('./command/doctor.ts')).doctorCommand()],
  ['migrate', async () => (await import('./command/migrate.ts')).migrateCommand()],
]);

/**
 * With the command `called` alone, or with all of them where there is none of this name. Commands throw instead of ending
 * the process; Commander's own complaints are printed when they are thrown.
 */
export async function makeProgram(called?: string): Promise<Command> {
  const one = called === undefined ? undefined : commands.get(called);
  const program = new Command('polydex')
    .description('Polydex: one address book that speaks five APIs.')
    .version(version())
    .addHelpText('after', after);
  for (const load of one ? [one] : commands.values()) program.addCommand(await load());
  prepare(program);
  return program;
}

function group(name: string, summary: string, parts: readonly Command[]): Command {
  const command = new Command(name).summary(summary);
  for (const part of parts) command.addCommand(part);
  return command;
}

const after = `
Everything works beside a running server and without one. Settings come from the environment (POLYDEX_DATA_DIR,
DATABASE_URL, …). Exit status: 0 done, 1 failed, 2 called wrongly, 130 cancelled.`;

function prepare(command: Command): void {
  command.exitOverride().showHelpAfterError('(--help shows how)').showSuggestionAfterError();
  for (const child of command.commands) prepare(child);
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const manifest: unknown = JSON.parse(text);
  const isNamed = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isNamed ? String(manifest.version) : '';
}
