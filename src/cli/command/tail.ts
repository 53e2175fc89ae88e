/** `polydex tail`. */
import { setTimeout as wait } from 'node:timers/promises';
import { styleText } from 'node:util';
import { Command, Option } from 'commander';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { audiences } from '../../dialects/audiences.ts';
import { openOwnServer } from '../own-server.ts';
import { type CommonOptions, configOf, withCommonOptions } from '../session.ts';

interface TailOptions extends CommonOptions {
  readonly key?: string;
  readonly refused?: boolean;
  readonly dialect?: string;
  readonly once?: boolean;
}

/** How long to wait before asking again, in milliseconds. */
const everyMs = 300;

export function tailCommand(): Command {
  const command = new Command('tail')
    .summary('show the requests to the Sandbox as they come')
    .description(
      'Shows the requests to the Sandbox as they come, with what became of them and why some were refused; names of ' +
        'fields only, never values. --json prints one document a line. Ends with Ctrl-C.',
    )
    .option('--key <key>', 'native key of another Sandbox than that of sandbox.json')
    .addOption(
      new Option('--dialect <name>', 'only this API').choices(audiences.map(({ name }) => name)),
    )
    .option('--refused', 'only what was refused')
    .option('--once', 'show those there are, and end');
  return withCommonOptions(command).action(tail);
}

async function tail(options: TailOptions): Promise<void> {
  const server = await openOwnServer(configOf(options), options.key);
  const filter = new URLSearchParams({
    ...(options.dialect !== undefined && { dialect: options.dialect }),
    ...(options.refused === true && { refused: 'true' }),
  });
  let after = 0;
  for (;;) {
    filter.set('after', String(after));
    const page = await server.get(`/sandbox/requests?${filter.toString()}`);
    for (const entry of Value.Parse(Page, page).data) {
      after = entry.number;
      const text = options.json === true ? JSON.stringify(entry) : linesOf(entry).join('\n');
      process.stdout.write(`${text}\n`);
    }
    if (options.once === true) return;
    await wait(everyMs);
  }
}

const Entry = Type.Object({
  number: Type.Number(),
  at: Type.String(),
  dialect: Type.String(),
  method: Type.String(),
  route: Type.String(),
  status: Type.Number(),
  milliseconds: Type.Number(),
  credential: Type.String(),
  reason: Type.Union([Type.String(), Type.Null()]),
  help: Type.Union([Type.String(), Type.Null()]),
  fault: Type.Union([Type.String(), Type.Null()]),
  changes: Type.Array(
    Type.Object({
      seq: Type.Number(),
      entity: Type.String(),
      type: Type.String(),
      fields: Type.Array(Type.String()),
    }),
  ),
  changeCount: Type.Number(),
});
const Page = Type.Object({ data: Type.Array(Entry) });
type Entry = Type.Static<typeof Entry>;

/** One line for the request, and one for each thing to say of it. */
function linesOf(entry: Entry): string[] {
  const { at, status, method, route, dialect, milliseconds, credential } = entry;
  const colour = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green';
  const fault = entry.fault === null ? '' : `  fault ${entry.fault}`;
  const head = `${at.slice(11, 19)} ${styleText(colour, String(status))} ${method} ${route}`;
  const more = entry.changeCount - entry.changes.length;
  const rest = `${dialect}, credential ${credential}, ${milliseconds} ms${fault}`;
  return [
    `${head}  ${styleText('dim', rest)}`,
    ...(entry.reason === null ? [] : [`         ${entry.reason}  ${entry.help ?? ''}`.trimEnd()]),
    ...entry.changes.map(
      ({ seq, entity, type, fields }) => `         #${seq} ${entity} ${type}: ${fields.join(', ')}`,
    ),
    ...(more > 0 ? [`         and ${more} more`] : []),
  ];
}
