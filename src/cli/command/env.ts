/** `polydex env`. */
import { Command, Option } from 'commander';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { packNames } from '../../core/sandbox/fixture/fixture.ts';
import type { JsonObject } from '../../core/value/json.ts';
import { isJsonObject } from '../../core/value/json.ts';
import { loadFixtures, toWholeNumber } from '../load-fixtures.ts';
import { openOwnServer } from '../own-server.ts';
import { type CommonOptions, configOf, withCommonOptions } from '../session.ts';
import { print } from '../terminal/output.ts';
import { UsageError } from '../terminal/usage-error.ts';

interface EnvOptions extends CommonOptions {
  readonly throwaway?: boolean;
  readonly expiresIn?: string;
  readonly fixtures?: string;
  readonly contacts?: number;
}

export function envCommand(): Command {
  const command = new Command('env')
    .summary('print the Sandbox’s credentials as shell variables')
    .description(
      'Prints what stands in sandbox.json as shell variables: eval "$(npm run --silent polydex -- env)". Each name is the ' +
        'path of the member: SANDBOX_SERVICEM8_API_KEY. With --throwaway they are of a new throw-away workspace. --fixtures fills ' +
        'the workspace with an invented business; what is there of it already stays.',
    )
    .option(
      '--throwaway',
      'make a throw-away workspace on the running server, and print its credentials',
    )
    .option('--expires-in <duration>', 'how long it lives: PT1H')
    .addOption(
      new Option('--fixtures <pack>', 'fill the workspace with an invented business').choices(
        packNames,
      ),
    )
    .option('--contacts <number>', 'how many with --fixtures: 100', toWholeNumber);
  return withCommonOptions(command).action(async (options: EnvOptions) => {
    const variables = variablesOf(await credentialsOf(options));
    const lines = Object.entries(variables).map(
      ([name, value]) => `export ${name}=${quoted(value)}`,
    );
    print({ json: variables, lines }, options.json === true);
  });
}

async function credentialsOf(options: EnvOptions): Promise<unknown> {
  const { expiresIn, fixtures: pack, contacts } = options;
  if (contacts !== undefined && pack === undefined)
    throw new UsageError('--contacts goes with --fixtures <pack>.');
  const config = configOf(options);
  const server = await openOwnServer(config, undefined);
  const credentials =
    options.throwaway === true
      ? await server.post('/sandbox/workspaces', expiresIn === undefined ? {} : { expiresIn })
      : server.sandbox;
  if (pack === undefined) return credentials;
  const { native } = Value.Parse(WithNativeKey, credentials);
  // From 0: what is there stays, so that a shell's start-up file may ask for it each time.
  await loadFixtures(await openOwnServer(config, native.apiKey), {
    pack,
    contacts: contacts ?? 100,
    seed: 1,
    from: 0,
  });
  return credentials;
}

const WithNativeKey = Type.Object({ native: Type.Object({ apiKey: Type.String() }) });

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
