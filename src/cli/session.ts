/** What most commands need: the configuration, the open hub, and the workspace they are about. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { enterAsOperator } from '../auth/operator.ts';
import { type Config, readConfig } from '../config.ts';
import type { TenantContext } from '../core/tenant-context.ts';
import type { Workspace } from '../core/workspace/workspace.ts';
import type { Audience, Runtime } from '../runtime.ts';
import { noLog } from '../support/log.ts';
import { noMetrics } from '../support/metrics.ts';
import { StartupError } from '../support/startup-error.ts';
import { choose } from './terminal/prompt.ts';

export interface CommonOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** The options that every command has. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--data-dir <folder>', 'the data folder (POLYDEX_DATA_DIR, else .polydex)')
    .option('--json', 'print one JSON document, for scripts');
}

/** The environment's configuration with the command line's on top. Throws `ConfigError`. */
export function configOf(
  options: CommonOptions,
  more: Readonly<Record<string, string | undefined>> = {},
): Config {
  const said = { POLYDEX_DATA_DIR: options.dataDir, ...more };
  const given = Object.entries(said).filter(([, value]) => value !== undefined);
  return readConfig({ ...process.env, ...Object.fromEntries(given) });
}

/** What a command needs beyond what most do. */
export interface RuntimeNeeds {
  /** The data folder is made when there is none; without, that is an error. */
  readonly make?: boolean;
  /** The vendors' webhooks, which are half of what opening the hub imports. */
  readonly webhooks?: boolean;
}

/** Opens the hub for the length of the work: through the running server's database, else through one started for it. */
export async function withRuntime<T>(
  config: Config,
  needs: RuntimeNeeds,
  work: (runtime: Runtime) => Promise<T>,
): Promise<T> {
  const isThere = config.databaseUrl !== null || existsSync(config.dataDir);
  if (!isThere && needs.make !== true) {
    throw new StartupError(
      `There is no data folder ${config.dataDir} yet. Start the server with npm start, make a workspace with ` +
        '`npm run polydex -- workspace create`, or name another folder with --data-dir.',
    );
  }
  // Only now: a question about the command itself is answered without the hub.
  const { openRuntimeOrAttach } = await import('../runtime.ts');
  const audiences = await audiencesFor(needs);
  const runtime = await openRuntimeOrAttach({
    ...config,
    audiences,
    log: noLog,
    metrics: noMetrics,
  });
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}

async function audiencesFor({ webhooks }: RuntimeNeeds): Promise<readonly Audience[]> {
  return webhooks === true
    ? (await import('../dialects/audiences-with-webhooks.ts')).audiencesWithWebhooks
    : (await import('../dialects/audiences.ts')).audiences;
}

/** The operator's context in the workspace named by number or id; the only one when none is named. */
export async function enterWorkspace(
  { control }: Runtime,
  named: string | undefined,
): Promise<TenantContext> {
  const workspaces = await control.workspaces.list();
  const [only, second] = workspaces;
  if (only === undefined) {
    throw new StartupError(
      'There is no workspace yet: `npm run polydex -- workspace create` makes one.',
    );
  }
  const isOnly = named === undefined && second === undefined;
  const numbers = workspaces.map(({ tenantId }) => tenantId).join('|');
  const question = { message: 'In which workspace?', option: `--workspace ${numbers}` };
  const chosen = isOnly
    ? String(only.tenantId)
    : await choose(named, question, workspaces.map(toChoice));
  return enterAsOperator(control, chosen, 'cli');
}

function toChoice({ tenantId, name, region, sandbox }: Workspace) {
  const label = `${name} (${tenantId})`;
  return { value: String(tenantId), label, hint: sandbox ? 'sandbox' : region };
}
