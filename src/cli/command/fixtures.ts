/** `polydex fixtures`. */
import { Command } from 'commander';
import { packNames } from '../../core/sandbox/fixture/fixture.ts';
import { loadFixtures, toWholeNumber } from '../load-fixtures.ts';
import { openOwnServer } from '../own-server.ts';
import { type CommonOptions, configOf, withCommonOptions } from '../session.ts';
import { print, table } from '../terminal/output.ts';

interface LoadOptions extends CommonOptions {
  readonly key?: string;
  readonly contacts: number;
  readonly seed: number;
  readonly from?: number;
}

const packs: Readonly<Record<(typeof packNames)[number], string>> = {
  'plumber-au':
    'a plumber in Australia: ServiceM8 jobs, repeat customers, agencies with property managers',
  'hvac-us':
    'a heating company in the USA: ServiceTitan customers with locations, their numbers and contacts',
  agency: 'an agency in the USA: HighLevel contacts with tags, a custom field, do-not-disturb',
};

export function fixturesLoadCommand(): Command {
  const command = new Command('load')
    .summary('fill the Sandbox with an invented business')
    .description(
      'Fills the Sandbox with an invented business: the same pack and seed make the same contacts with the same ids. ' +
        'Progress is shown on stderr. A load that fails says how to go on.',
    )
    .argument('<pack>', packNames.join(', '))
    .option('--contacts <number>', 'how many, up to 1000000', toWholeNumber, 100)
    .option('--seed <number>', 'another seed makes another business', toWholeNumber, 1)
    .option('--from <number>', 'go on from this member of the pack', toWholeNumber)
    .option('--key <key>', 'native key of another Sandbox than that of sandbox.json');
  return withCommonOptions(command).action(load);
}

export function fixturesListCommand(): Command {
  const command = new Command('list').summary('list the invented businesses');
  command.option('--json', 'print one JSON document');
  return command.action(({ json }: { json?: boolean }) => {
    const rows = packNames.map((name) => [name, packs[name]] as const);
    const lines = table(['pack', 'what is in it'], rows);
    print(
      { json: rows.map(([name, description]) => ({ name, description })), lines },
      json === true,
    );
  });
}

async function load(pack: string, options: LoadOptions): Promise<void> {
  const server = await openOwnServer(configOf(options), options.key);
  const { contacts, seed, from } = options;
  const made = await loadFixtures(server, { pack, contacts, seed, from });
  const line = `Loaded ${made.contacts} contacts, ${made.accounts} accounts with ${made.relations} relations, ${made.jobs} jobs with ${made.jobContacts} job contacts; ${made.duplicates.length} people are there twice.`;
  print({ json: { ...made }, lines: [line] }, options.json === true);
}
