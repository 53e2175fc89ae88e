/** The tree of commands. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { doctorCommand } from './command/doctor.ts';
import { keyCreateCommand } from './command/key-create.ts';
import { keyListCommand } from './command/key-list.ts';
import { keyRevokeCommand } from './command/key-revoke.ts';
import { lookupCommand } from './command/lookup.ts';
import { migrateCommand } from './command/migrate.ts';
import { serveCommand } from './command/serve.ts';
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
  const program = new Command('polydex')
    .description('Polydex: one address book that speaks five APIs.')
    .version(version())
    .addCommand(serveCommand())
    .addCommand(workspace)
    .addCommand(key)
    .addCommand(lookupCommand())
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
