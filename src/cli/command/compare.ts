/** `polydex compare`. */
import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { vendorHosts } from '../../../client/redirect/vendor-hosts.js';
import { audiences } from '../../dialects/audiences.ts';
import { isSandboxFile } from '../../sandbox.ts';
import { StartupError } from '../../support/startup-error.ts';
import { findSecrets } from '../capture/find-secrets.ts';
import { type Entry, parseHar } from '../capture/har.ts';
import { type Comparison, Replay } from '../capture/replay.ts';
import { openOwnServer } from '../own-server.ts';
import { type CommonOptions, configOf, withCommonOptions } from '../session.ts';
import { print } from '../terminal/output.ts';

interface CompareOptions extends CommonOptions {
  readonly dialect?: string;
}

export function compareCommand(): Command {
  const command = new Command('compare')
    .summary('replay a capture here, and show what is answered otherwise')
    .description(
      'Sends the calls of a capture, which polydex record has made, to a throw-away workspace of the running server, with its ' +
        'credentials and ids, and shows every difference in status, header and field. Exit status 1 when there is one.',
    )
    .argument('<capture>', 'a HAR file')
    .addOption(
      new Option('--dialect <name>', 'which API it is, where the host does not tell').choices(
        audiences.map(({ name }) => name),
      ),
    );
  return withCommonOptions(command).action(compare);
}

async function compare(path: string, options: CompareOptions): Promise<void> {
  const entries = parseHar(await textOf(path), path);
  const secrets = findSecrets(entries);
  if (secrets.length > 0) {
    const places = secrets.slice(0, 10).join('\n  ');
    throw new StartupError(
      `${path} holds what looks like secrets or people’s addresses, so it is not used. Record it with polydex record.\n  ${places}`,
    );
  }
  const dialect = options.dialect ?? dialectOf(entries, path);
  const server = await openOwnServer(configOf(options), undefined);
  const sandbox: unknown = await server.post('/sandbox/workspaces', { expiresIn: 'PT10M' });
  if (!isSandboxFile(sandbox)) throw new StartupError('The server makes no workspaces.');
  const found: Comparison[] = [];
  try {
    const replay = new Replay(sandbox, dialect, entries);
    for (const entry of entries) found.push(await replay.compare(entry));
  } finally {
    await server.delete(`/sandbox/workspaces/${sandbox.workspace.id}`);
  }
  const isDifferent = found.some(({ differences }) => differences.length > 0);
  print({ json: found, lines: linesOf(found) }, options.json === true);
  if (isDifferent) process.exitCode = 1;
}

function linesOf(found: readonly Comparison[]): string[] {
  const lines = found.flatMap(({ call, differences }, at) =>
    differences.map((one) => `#${at + 1} ${call}  ${one}`),
  );
  const calls = `${found.length} calls, ${lines.length} differences`;
  return [...lines, calls];
}

function dialectOf(entries: readonly Entry[], path: string): string {
  const hosts = new Set(entries.map(({ request }) => new URL(request.url).host));
  const found = new Set([...hosts].map((host) => vendorHosts.get(host)));
  const [only] = found;
  if (found.size === 1 && only !== undefined) return only;
  throw new StartupError(
    `${path} does not tell which API it is of (${[...hosts].join(', ')}): say --dialect.`,
  );
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new StartupError(`${path} cannot be read.`);
  }
}
