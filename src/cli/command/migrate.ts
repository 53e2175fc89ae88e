/** `polydex migrate`: brings the database to this version's schema. */
import { Command } from 'commander';
import { migrateDatabase } from '../../runtime.ts';
import { type CommonOptions, configOf, withCommonOptions } from '../session.ts';
import { print } from '../terminal/output.ts';

export function migrateCommand(): Command {
  const command = new Command('migrate')
    .summary('bring the database to the schema of this version')
    .description(
      'Applies the migrations that the database lacks, in order, each in a transaction. Starting the server does the ' +
        'same; this is for doing it apart, before new servers start. There is no way back: have a backup.',
    );
  return withCommonOptions(command).action(async (options: CommonOptions) => {
    const applied = await migrateDatabase(configOf(options));
    const count = `${applied.length} migration${applied.length === 1 ? '' : 's'}`;
    const line =
      applied.length === 0
        ? 'The database is up to date.'
        : `Applied ${count}: ${applied.join(', ')}.`;
    print({ json: { applied }, lines: [line] }, options.json === true);
  });
}
