/** `polydex record`. */
import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { startRecordingProxy } from '../../egress/recording-proxy.ts';
import { StartupError } from '../../support/startup-error.ts';
import { type Entry, formatHar } from '../capture/har.ts';
import { Sanitiser } from '../capture/sanitise.ts';
import { UsageError } from '../terminal/usage-error.ts';

interface RecordOptions {
  readonly upstream: string;
  readonly out: string;
  readonly port: string;
}

export function recordCommand(): Command {
  return new Command('record')
    .summary('keep calls to a vendor, without secrets and people')
    .description(
      'A proxy on this machine: give its address to a program as base URL, and it passes every call on to --upstream. The ' +
        'calls and answers are kept as HAR, after secrets and all texts that may be somebody’s were replaced, the same by the ' +
        'same; nothing else is ever written. Ends with Ctrl-C.',
    )
    .requiredOption('--upstream <url>', 'where calls go: https://api.servicem8.com')
    .requiredOption('--out <file>', 'the capture: capture.har')
    .option('--port <number>', 'where to listen, 0 for any free port', '0')
    .action(record);
}

async function record(options: RecordOptions): Promise<void> {
  const upstream = upstreamOf(options.upstream);
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError('--port must be a number from 0 to 65535');
  const sanitiser = new Sanitiser();
  const entries: Entry[] = [];
  // Before the first call, so that a path which cannot be written is known at once.
  await save(options.out, entries);
  let saved = Promise.resolve();
  const proxy = await startRecordingProxy({
    upstream,
    port,
    onExchange: (exchange) => {
      entries.push(sanitiser.entry(exchange, upstream));
      saved = saved.then(() => save(options.out, entries));
    },
  });
  process.stdout.write(`${proxy.url}\n`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await proxy.stop();
  await saved;
  process.stderr.write(`${entries.length} calls in ${options.out}\n`);
}

/** Credentials pass through: in the clear to this machine alone. */
function upstreamOf(text: string): URL {
  const url = URL.parse(text);
  const isLocal = url !== null && /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url;
  throw new UsageError('--upstream must begin with https://, or be a server on this machine');
}

async function save(path: string, entries: readonly Entry[]): Promise<void> {
  const draft = `${path}.new`;
  try {
    await writeFile(draft, formatHar(entries), { mode: 0o600 });
    await rename(draft, path);
  } catch {
    throw new StartupError(`${path} cannot be written.`);
  }
}
