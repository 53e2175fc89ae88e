/** `polydex doctor`: what is wrong, and what to do about it. */
import { styleText } from 'node:util';
import { Command } from 'commander';
import type { Config } from '../../config.ts';
import { explain } from '../../explain.ts';
import { bad, type Check, type Finding } from '../doctor/check.ts';
import { database, dataFolder, sandboxFile, secretKey } from '../doctor/data.ts';
import { clock, diskSpace, nodeVersion, programs } from '../doctor/machine.ts';
import { port, server } from '../doctor/network.ts';
import { type CommonOptions, configOf, withCommonOptions } from '../session.ts';
import { print } from '../terminal/output.ts';

const checks: readonly Check[] = [
  nodeVersion,
  programs,
  dataFolder,
  diskSpace,
  secretKey,
  sandboxFile,
  server,
  port,
  // Last but one, since it may start the database, and the others ask whether it runs.
  database,
  clock,
];

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .summary('check this installation, and say what to do')
    .description(
      'Checks programs, data folder, secrets, database, server, port, disk and clock. Changes nothing; a database that ' +
        'does not run is started and stopped. Exit status 1 when something is wrong.',
    );
  return withCommonOptions(command).action(async (options: CommonOptions) => {
    const config = configOf(options);
    const results = [];
    for (const { name, run } of checks) {
      // One after the other: they look at the same locks and ports.
      results.push({ name, ...(await attempt(run, config)) });
    }
    const isGood = results.every(({ state }) => state !== 'bad');
    const lines = [...results.flatMap(toLines), ...(isGood ? [] : ['', 'Something is wrong.'])];
    print({ json: { ok: isGood, checks: results }, lines }, options.json === true);
    if (!isGood) process.exitCode = 1;
  });
}

async function attempt(run: Check['run'], config: Config): Promise<Finding> {
  try {
    return await run(config);
  } catch (error) {
    const [text = '', ...advice] = explain(error)
      .replace(/^Polydex: /, '')
      .split(/(?<=\.) /);
    return bad(text, advice.join(' '));
  }
}

const signs = {
  good: () => styleText('green', '✓'),
  note: () => styleText('yellow', '–'),
  bad: () => styleText('red', '✗'),
} as const;
const nameWidth = 13;

function toLines({ name, state, text, advice }: Finding & { name: string }): string[] {
  const line = `${signs[state]()} ${name.padEnd(nameWidth)} ${text}`;
  return advice === undefined || advice === ''
    ? [line]
    : [line, `${' '.repeat(nameWidth + 3)}${advice}`];
}
