/**
 * `npm run bench`: every figure the project promises, in one run on one machine, as ratios against named references.
 * `--quick` takes short samples; `--write` replaces the measured parts of bench/RESULTS.md; `--only create,look-up,…`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCallerId } from './caller-id.ts';
import { benchCreate } from './create.ts';
import { benchList } from './list.ts';
import { benchLookup } from './lookup.ts';
import { benchMatch } from './match.ts';
import { benchMatchOnWrite } from './match-on-write.ts';
import { benchSandbox } from './sandbox.ts';
import { benchSearch } from './search.ts';
import { benchNativeSearch } from './search-native.ts';
import { benchStartUp } from './start-up.ts';
import { benchVendorLists } from './vendor-lists.ts';
import { fill, phoneOf } from './support/fill.ts';
import { fillWithJobs } from './support/fill-jobs.ts';
import { multiply } from './support/multiply.ts';
import { townsperson } from './support/people.ts';
import { personAt } from './support/searched-people.ts';
import { type Finding, machine } from './support/report.ts';
import { type Part, writeResults } from './support/results.ts';
import { type ServerProcess, startServerProcess } from './support/server-process.ts';

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' }, only: { type: 'string' } },
});
const seconds = flags.quick ? 2 : 8;
const partNames = [
  'create',
  'start-up',
  'look-up',
  'list',
  'vendor-lists',
  'caller-id',
  'search',
  'search-native',
  'match',
  'match-on-write',
  'sandbox',
] as const;
type PartName = (typeof partNames)[number];
const wanted = flags.only?.split(',') ?? partNames;
const folder = mkdtempSync(join(tmpdir(), 'polydex-bench-'));
const parts: Part[] = [];
/** A tenth for a quick look: not what is promised. */
const largeSize = flags.quick
  ? { contacts: 20_000, jobs: 5_000 }
  : { contacts: 200_000, jobs: 50_000 };
/** How many contacts are copied, and how often, where callers are looked up and searches made. */
const town = { contacts: 10_000, copies: flags.quick ? 10 : 100 };

/** Runs with a server of its own, stopped whatever happens. */
async function withServer<T>(
  name: string,
  work: (server: ServerProcess, dataDir: string) => Promise<T>,
): Promise<T> {
  const dataDir = join(folder, name);
  const server = await startServerProcess(dataDir);
  try {
    return await work(server, dataDir);
  } finally {
    await server.stop();
  }
}

function note(name: PartName, findings: readonly Finding[]): void {
  parts.push({ name, findings });
  for (const finding of findings) {
    const { ratio, target, detail } = finding;
    process.stdout.write(`${finding.name}: ${ratio.toFixed(2)} (${target}) — ${detail}\n`);
  }
}

try {
  process.stdout.write(`${machine()}\n`);
  if (wanted.includes('create')) {
    note(
      'create',
      await withServer('create', (server, dataDir) => benchCreate({ server, dataDir, seconds })),
    );
  }
  if (wanted.includes('start-up')) {
    await withServer('start-up', (server) => fill(server, 0, 10_000));
    note('start-up', await benchStartUp(join(folder, 'start-up')));
  }
  if (wanted.includes('look-up') || wanted.includes('list')) await largeStores();
  if (wanted.includes('vendor-lists')) await vendorLists();
  if (wanted.includes('caller-id') || wanted.includes('search')) await million();
  if (wanted.includes('search-native')) await searches();
  if (wanted.includes('match')) note('match', benchMatch(flags.quick === true));
  if (wanted.includes('match-on-write')) {
    const stored = flags.quick ? 20_000 : 1_000_000;
    const dataDir = join(folder, 'match-on-write');
    note('match-on-write', await benchMatchOnWrite({ dataDir, stored, seconds }));
  }
  if (wanted.includes('sandbox')) {
    const found = await withServer('sandbox', async (server) => {
      await fill(server, 0, 10_000);
      return benchSandbox(server);
    });
    note('sandbox', found);
  }
  if (flags.write) writeResults(parts, partNames, seconds);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function largeStores(): Promise<void> {
  await withServer('large', async (server) => {
    await fill(server, 0, 100_000);
    if (wanted.includes('look-up'))
      note('look-up', [await benchLookup({ server, stored: 100_000, phoneOf, seconds })]);
    if (!wanted.includes('list')) return;
    await fill(server, 100_000, 200_000);
    await withServer('small', async (small) => {
      await fill(small, 0, 2_000);
      note('list', await benchList({ server, stored: 200_000 }, { server: small, stored: 2_000 }));
    });
  });
}

/** One million, of whom the server writes each twentieth itself: names that few have must be many. */
async function searches(): Promise<void> {
  const [people, copies] = flags.quick ? [10_000, 10] : [50_000, 20];
  await withServer('searched', async (server, dataDir) => {
    await fill(server, 0, people, personAt);
    await multiply(dataDir, people, copies);
    const searched = { server, dataDir, stored: people * copies, people };
    note('search-native', await benchNativeSearch(searched, seconds));
  });
}

async function vendorLists(): Promise<void> {
  await withServer('vendor-large', async (server) => {
    const large = { server, marked: await fillWithJobs(server, largeSize) };
    await withServer('vendor-small', async (small) => {
      const marked = await fillWithJobs(small, { contacts: 2_000, jobs: 500 });
      note('vendor-lists', await benchVendorLists(large, { server: small, marked }));
    });
  });
}

/** One million contacts, for both parts. */
async function million(): Promise<void> {
  const { contacts, copies } = town;
  await withServer('million', async (server, dataDir) => {
    await fill(server, 0, contacts, townsperson);
    await multiply(dataDir, contacts, copies);
    if (wanted.includes('caller-id')) {
      const large = { server, stored: contacts * copies };
      await withServer('ten-thousand', async (small, smallDir) => {
        await fill(small, 0, contacts, townsperson);
        await multiply(smallDir, contacts, 1);
        const sides = [large, { server: small, stored: contacts }] as const;
        note('caller-id', await benchCallerId(...sides, seconds / 2));
      });
    }
    if (wanted.includes('search')) note('search', await benchSearch(server, dataDir));
  });
}
