/** `polydex fixtures`. */
import { Command, InvalidArgumentError } from 'commander';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { packNames } from '../../core/sandbox/fixture/fixture.ts';
import { StartupError } from '../../support/startup-error.ts';
import { type OwnServer, openOwnServer, RefusedByServer } from '../own-server.ts';
import { type CommonOptions, configOf, withCommonOptions } from '../session.ts';
import { print, table } from '../terminal/output.ts';

interface LoadOptions extends CommonOptions {
  readonly key?: string;
  readonly contacts: number;
  readonly seed: number;
  readonly from?: number;
}

/** So many members a call: a few seconds' work, and whole streets, so that numbers do not hang on it. */
const perCall = 1000;
/** For a machine that is busy. */
const timeoutMs = 110_000;

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
    .option('--contacts <number>', 'how many, up to 1000000', toNumber, 100)
    .option('--seed <number>', 'another seed makes another business', toNumber, 1)
    .option('--from <number>', 'go on from this member of the pack', toNumber)
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
  const made = { contacts: 0, accounts: 0, relations: 0, jobs: 0, jobContacts: 0 };
  const duplicates: Loaded['duplicates'][number][] = [];
  let from: number | null = options.from ?? 0;
  while (from !== null) {
    const part: Loaded = await loadPart(server, pack, { options, from });
    made.contacts += part.contacts;
    made.accounts += part.accounts;
    made.relations += part.relations;
    made.jobs += part.jobs;
    made.jobContacts += part.jobContacts;
    duplicates.push(...part.duplicates);
    from = part.next;
    process.stderr.write(`${from ?? options.contacts} of ${options.contacts} contacts\n`);
  }
  const { contacts, accounts, relations, jobs, jobContacts } = made;
  const line = `Loaded ${contacts} contacts, ${accounts} accounts with ${relations} relations, ${jobs} jobs with ${jobContacts} job contacts; ${duplicates.length} people are there twice.`;
  print({ json: { ...made, duplicates }, lines: [line] }, options.json === true);
}

/** @throws StartupError that says how to go on */
async function loadPart(
  server: OwnServer,
  pack: string,
  { options: { contacts, seed, from: asked }, from }: { options: LoadOptions; from: number },
): Promise<Loaded> {
  // Whole streets: the first call may end early.
  const count = perCall - (from % perCall);
  // Only the very first call may find that all was loaded before.
  const isFirst = asked === undefined && from === 0;
  const part = isFirst ? { count } : { from, count };
  const order = { pack, seed, contacts, ...part };
  try {
    return Value.Parse(Loaded, await server.post('/sandbox/fixtures', order, timeoutMs));
  } catch (error) {
    const isRefusal = error instanceof RefusedByServer && error.status < 500;
    if (isRefusal || !(error instanceof StartupError)) throw error;
    throw new StartupError(`${error.message} Go on with the same command and --from ${from}.`);
  }
}

const Loaded = Type.Object({
  contacts: Type.Number(),
  accounts: Type.Number(),
  relations: Type.Number(),
  jobs: Type.Number(),
  jobContacts: Type.Number(),
  duplicates: Type.Array(Type.Object({ contactId: Type.String(), of: Type.String() })),
  next: Type.Union([Type.Number(), Type.Null()]),
});
type Loaded = Type.Static<typeof Loaded>;

function toNumber(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}
