/** `polydex listen`. */
import { setTimeout as wait } from 'node:timers/promises';
import { styleText } from 'node:util';
import { Command, InvalidArgumentError } from 'commander';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Outbound } from '../../core/port/outbound.ts';
import { makeEgress } from '../../egress/egress.ts';
import { stopSignal } from '../../stop-signal.ts';
import { openOwnServer } from '../own-server.ts';
import { type CommonOptions, configOf, withCommonOptions } from '../session.ts';

interface ListenOptions extends CommonOptions {
  readonly key?: string;
  readonly forward?: string;
  readonly since?: number;
  readonly once?: boolean;
}

/** How long to wait before asking again, in milliseconds. */
const everyMs = 300;
const forwardTimeout = 10_000;
const perPage = 100;

export function listenCommand(): Command {
  const command = new Command('listen')
    .summary('show the Sandbox’s webhooks as they come, and forward them')
    .description(
      'Shows the webhooks of the Sandbox as they come, whoever they were sent to, and with --forward posts each to a program ' +
        'of yours with its headers and body unchanged. --json prints one document a line. Ends with Ctrl-C.',
    )
    .option('--forward <url>', 'post each there: http://127.0.0.1:3000/hook', toUrl)
    .option('--since <number>', 'begin after this webhook; 0: with the oldest', toNumber)
    .option('--once', 'show those there are, and end')
    .option('--key <key>', 'native key of another Sandbox than that of sandbox.json');
  return withCommonOptions(command).action(listen);
}

async function listen(options: ListenOptions): Promise<void> {
  const server = await openOwnServer(configOf(options), options.key);
  const read = async (query: string): Promise<readonly Entry[]> =>
    Value.Parse(Page, await server.get(`/sandbox/webhooks?${query}`)).data;
  const forwarder = makeForwarder();
  const stop = { asked: false };
  const asked = stopSignal().then(() => (stop.asked = true));
  let after = options.since ?? (options.once === true ? 0 : await newestOf(read));
  while (!stop.asked) {
    const page = await read(`after=${after}&limit=${perPage}`);
    for (const entry of page) {
      if (stop.asked) return;
      after = entry.number;
      const forwarded =
        options.forward === undefined ? null : await forward(forwarder, options.forward, entry);
      const text =
        options.json === true ? JSON.stringify({ ...entry, forwarded }) : lineOf(entry, forwarded);
      process.stdout.write(`${text}\n`);
    }
    if (page.length === perPage) continue;
    if (options.once === true) break;
    await Promise.race([wait(everyMs), asked]);
  }
}

async function newestOf(read: (query: string) => Promise<readonly Entry[]>): Promise<number> {
  return (await read('limit=1')).at(-1)?.number ?? 0;
}

/** The one who forwards names the address at their own machine: any may be called. */
function makeForwarder(): Outbound {
  return makeEgress({ allowed: ['0.0.0.0/0', '::/0'], loopbackForSandbox: true });
}

/** The status of the answer, or why there is none. */
async function forward(
  forwarder: Pick<Outbound, 'post'>,
  url: string,
  { headers, body }: Entry,
): Promise<string> {
  const result = await forwarder.post({
    url,
    headers,
    body,
    timeoutMs: forwardTimeout,
    sandbox: true,
  });
  return 'status' in result ? String(result.status) : result.failure;
}

const Entry = Type.Object({
  number: Type.Number(),
  at: Type.String(),
  dialect: Type.String(),
  event: Type.String(),
  outcome: Type.String(),
  status: Type.Union([Type.Number(), Type.Null()]),
  failure: Type.Union([Type.String(), Type.Null()]),
  attempt: Type.Number(),
  url: Type.String(),
  headers: Type.Record(Type.String(), Type.String()),
  body: Type.String(),
});
const Page = Type.Object({ data: Type.Array(Entry) });
type Entry = Type.Static<typeof Entry>;

function lineOf(entry: Entry, forwarded: string | null): string {
  const { at, dialect, event, outcome, status, failure, attempt } = entry;
  const told = `${outcome} ${status ?? failure ?? ''}`.trimEnd();
  const colour = outcome === 'delivered' ? 'green' : 'yellow';
  const times = attempt === 1 ? '' : `, attempt ${attempt}`;
  const on = forwarded === null ? '' : ` → ${forwarded}`;
  return `${at.slice(11, 19)} ${dialect} ${event} ${styleText(colour, told)}${times}${on}`;
}

function toUrl(text: string): string {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return text;
  throw new InvalidArgumentError('It must be a URL such as http://127.0.0.1:3000/hook.');
}

function toNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}
