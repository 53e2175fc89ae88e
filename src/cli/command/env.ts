/** `polydex env`. */
import { Command } from 'commander';
import type { JsonObject } from '../../core/value/json.ts';
import { isJsonObject } from '../../core/value/json.ts';
import { openOwnServer } from '../own-server.ts';
import { type CommonOptions, configOf, withCommonOptions } from '../session.ts';
import { print } from '../terminal/output.ts';

interface EnvOptions extends CommonOptions {
  readonly throwaway?: boolean;
  readonly expiresIn?: string;
}

export function envCommand(): Command {
  const command = new Command('env')
    .summary('print the Sandbox’s credentials as shell variables')
    .description(
      'Prints what stands in sandbox.json as shell variables: eval "$(npm run --silent polydex -- env)". Each name is the ' +
        'path of the member: SANDBOX_SERVICEM8_API_KEY. With --throwaway they are of a new throw-away workspace.',
    )
    .option(
      '--throwaway',
      'make a throw-away workspace on the running server, and print its credentials',
    )
    .option('--expires-in <duration>', 'how long it lives: PT1H');
  return withCommonOptions(command).action(async (options: EnvOptions) => {
    const variables = variablesOf(await credentialsOf(options));
    const lines = Object.entries(variables).map(
      ([name, value]) => `export ${name}=${quoted(value)}`,
    );
    print({ json: variables, lines }, options.json === true);
  });
}

async function credentialsOf(options: EnvOptions): Promise<unknown> {
  const server = await openOwnServer(configOf(options), undefined);
  if (options.throwaway !== true) return server.sandbox;
  const { expiresIn } = options;
  return server.post('/sandbox/workspaces', expiresIn === undefined ? {} : { expiresIn });
}

/** `{servicem8: {apiKey}}` → `SANDBOX_SERVICEM8_API_KEY`. */
function variablesOf(credentials: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  const collect = (value: JsonObject, prefix: string): void => {
    for (const [name, member] of Object.entries(value)) {
      const variable = `${prefix}_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
      if (isJsonObject(member)) collect(member, variable);
      else found[variable] = typeof member === 'string' ? member : JSON.stringify(member);
    }
  };
  if (isJsonObject(credentials)) collect(credentials, 'SANDBOX');
  return found;
}

/** So that no shell reads anything into it. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
