/** (c) From the start of the process to its first answered request: from an empty folder, and with data present. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './support/load.ts';
import { atMost, type Finding } from './support/report.ts';
import { startServerProcess } from './support/server-process.ts';

const runs = 3;

/** `dataDir` has data; the server on it must not be running. */
export async function benchStartUp(dataDir: string): Promise<Finding[]> {
  const fresh: number[] = [];
  const again: number[] = [];
  for (let run = 0; run < runs; run++) {
    const folder = mkdtempSync(join(tmpdir(), 'polydex-bench-'));
    fresh.push(await secondsToStart(folder));
    rmSync(folder, { recursive: true, force: true });
    again.push(await secondsToStart(dataDir));
  }
  return [
    atMost('start-up, empty folder', 'seconds to the first answered request', median(fresh), 8),
    atMost('start-up, data present', 'seconds to the first answered request', median(again), 3),
  ];
}

async function secondsToStart(dataDir: string): Promise<number> {
  const server = await startServerProcess(dataDir);
  await server.stop();
  return server.startSeconds;
}
