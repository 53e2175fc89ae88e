/**
 * `npm run bench`: every figure the project promises, in one run on one machine, as ratios against named references.
 * `--quick` takes short samples; `--write` replaces the measured part of bench/RESULTS.md; `--only create,look-up,…`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCreate } from './create.ts';
import { benchList } from './list.ts';
import { benchLookup } from './lookup.ts';
import { benchSandbox } from './sandbox.ts';
import { benchStartUp } from './start-up.ts';
import { benchVendorLists } from './vendor-lists.ts';
import { fill, phoneOf } from './support/fill.ts';
import { fillWithJobs } from './support/fill-jobs.ts';
import { type Finding, machine, table } from './support/report.ts';
import { type ServerProcess, startServerProcess } from './support/server-process.ts';

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' }, only: { type: 'string' } },
});
const seconds = flags.quick ? 2 : 8;
const wanted = flags.only?.split(',') ?? [
  'create',
  'start-up',
  'look-up',
  'list',
  'vendor-lists',
  'sandbox',
];
const folder = mkdtempSync(join(tmpdir(), 'polydex-bench-'));
const findings: Finding[] = [];
/** A tenth for a quick look: not what is promised. */
const largeSize = flags.quick
  ? { contacts: 20_000, jobs: 5_000 }
  : { contacts: 200_000, jobs: 50_000 };

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

function note(found: readonly Finding[]): void {
  findings.push(...found);
  for (const { name, detail, ratio, target } of found) {
    process.stdout.write(`${name}: ${ratio.toFixed(2)} (${target}) — ${detail}\n`);
  }
}

try {
  process.stdout.write(`${machine()}\n`);
  if (wanted.includes('create')) {
    note(
      await withServer('create', (server, dataDir) => benchCreate({ server, dataDir, seconds })),
    );
  }
  if (wanted.includes('start-up')) {
    await withServer('start-up', (server) => fill(server, 0, 10_000));
    note(await benchStartUp(join(folder, 'start-up')));
  }
  if (wanted.includes('look-up') || wanted.includes('list')) await largeStores();
  if (wanted.includes('vendor-lists')) await vendorLists();
  if (wanted.includes('sandbox')) {
    const found = await withServer('sandbox', async (server) => {
      await fill(server, 0, 10_000);
      return benchSandbox(server);
    });
    note(found);
  }
  if (flags.write) writeResults();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function largeStores(): Promise<void> {
  await withServer('large', async (server) => {
    await fill(server, 0, 100_000);
    if (wanted.includes('look-up'))
      note([await benchLookup({ server, stored: 100_000, phoneOf, seconds })]);
    if (!wanted.includes('list')) return;
    await fill(server, 100_000, 200_000);
    await withServer('small', async (small) => {
      await fill(small, 0, 2_000);
      note(await benchList({ server, stored: 200_000 }, { server: small, stored: 2_000 }));
    });
  });
}

async function vendorLists(): Promise<void> {
  await withServer('vendor-large', async (server) => {
    const large = { server, marked: await fillWithJobs(server, largeSize) };
    await withServer('vendor-small', async (small) => {
      const marked = await fillWithJobs(small, { contacts: 2_000, jobs: 500 });
      note(await benchVendorLists(large, { server: small, marked }));
    });
  });
}

function writeResults(): void {
  const text = [
    '# Benchmark results',
    '',
    'Printed by `npm run bench -- --write`. Every figure is a median of at least three rounds; the two sides of a ratio were',
    'measured in turn in one run, client and servers sharing the machine.',
    '',
    `Machine: ${machine()}. ${seconds} s a sample.`,
    '',
    table(findings),
    '',
  ].join('\n');
  writeFileSync(new URL('./RESULTS.md', import.meta.url), text);
}
