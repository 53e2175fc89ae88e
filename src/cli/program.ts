/** The tree of commands. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { appCreateCommand } from './command/app-create.ts';
import { appListCommand } from './command/app-list.ts';
import { compareCommand } from './command/compare.ts';
import { dedupeCommand } from './command/dedupe.ts';
import { doctorCommand } from './command/doctor.ts';
import { envCommand } from './command/env.ts';
import { explainCommand } from './command/explain.ts';
import { fixturesListCommand, fixturesLoadCommand } from './command/fixtures.ts';
import { grantListCommand } from './command/grant-list.ts';
import { keyCreateCommand } from './command/key-create.ts';
import { keyListCommand } from './command/key-list.ts';
import { keyRevokeCommand } from './command/key-revoke.ts';
import { listenCommand } from './command/listen.ts';
import { lookupCommand } from './command/lookup.ts';
import { mergeCommand, unmergeCommand } from './command/merge.ts';
import { migrateCommand } from './command/migrate.ts';
import { personCreateCommand } from './command/person-create.ts';
import { recordCommand } from './command/record.ts';
import { appRevokeCommand, grantRevokeCommand } from './command/revoke.ts';
import { searchCommand } from './command/search.ts';
import { serveCommand } from './command/serve.ts';
import { tailCommand } from './command/tail.ts';
import { webhookCreateCommand } from './command/webhook-create.ts';
import { webhookDeleteCommand } from './command/webhook-delete.ts';
import { webhookListCommand } from './command/webhook-list.ts';
import { workspaceCreateCommand } from './command/workspace-create.ts';
import { workspaceListCommand } from './command/workspace-list.ts';

/** Commands throw instead of ending the process; Commander's own complaints are printed when they are thrown. */
export function makeProgram(): Command {
  const workspace = new Command('workspace')
    .summary('make and list workspaces')
    .addCommand(workspaceCreateCommand())
    .addCommand(workspaceListCommand());
  const key = new Command('key')
    .summary('make, list and revoke keys')
    .addCommand(keyCreateCommand())
    .addCommand(keyListCommand())
    .addCommand(keyRevokeCommand());
  const app = new Command('app')
    .summary('register, list and end apps that people can let in')
    .addCommand(appCreateCommand())
    .addCommand(appListCommand())
    .addCommand(appRevokeCommand());
  const grant = new Command('grant')
    .summary('list and shut out the apps that people let in')
    .addCommand(grantListCommand())
    .addCommand(grantRevokeCommand());
  const webhook = new Command('webhook')
    .summary('tell apps of changes, and see how it goes')
    .addCommand(webhookCreateCommand())
    .addCommand(webhookListCommand())
    .addCommand(webhookDeleteCommand());
  const person = new Command('person')
    .summary('make people who can sign in')
    .addCommand(personCreateCommand());
  const fixtures = new Command('fixtures')
    .summary('fill the Sandbox with invented businesses')
    .addCommand(fixturesLoadCommand())
    .addCommand(fixturesListCommand());
  const program = new Command('polydex')
    .description('Polydex: one address book that speaks five APIs.')
    .version(version())
    .addCommand(serveCommand())
    .addCommand(workspace)
    .addCommand(key)
    .addCommand(person)
    .addCommand(app)
    .addCommand(grant)
    .addCommand(webhook)
    .addCommand(lookupCommand())
    .addCommand(mergeCommand())
    .addCommand(unmergeCommand())
    .addCommand(dedupeCommand())
    .addCommand(explainCommand())
    .addCommand(searchCommand())
    .addCommand(envCommand())
    .addCommand(tailCommand())
    .addCommand(listenCommand())
    .addCommand(fixtures)
    .addCommand(recordCommand())
    .addCommand(compareCommand())
    .addCommand(doctorCommand())
    .addCommand(migrateCommand())
    .addHelpText('after', after);
  prepare(program);
  return program;
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
