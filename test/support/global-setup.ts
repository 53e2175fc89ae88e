/** One embedded PostgreSQL for a whole test run, with a migrated database that every test file clones. */
import { rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { instant } from '../../src/core/value/instant.ts';
import { APP_ROLE } from '../../src/storage/embedded/connection.ts';
import { startEmbeddedPostgres } from '../../src/storage/embedded/embedded-postgres.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { makeSystemClock } from '../../src/support/system-clock.ts';
import { databaseUrl } from './database-url.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URLs of the server's own database: for the owner and for the application's role. */
    ownerUrl: string;
    appUrl: string;
    templateDatabase: string;
  }
}

const templateDatabase = 'test_template';

/** Nothing of a test run is worth the wait for the disk. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

let stop: () => Promise<void> = async () => {};

/** Called by Vitest before the `db` project. */
export async function setup(project: TestProject): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'polydex-test-'));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    systemDir: join(folder, 'system'),
    settings,
  });
  const { ownerUrl, appUrl } = server;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`create database ${templateDatabase}`);
  await client.end();
  const clock = makeSystemClock(instant);
  await migrate({ url: databaseUrl(ownerUrl, templateDatabase), appRole: APP_ROLE, clock });
  project.provide('ownerUrl', ownerUrl);
  project.provide('appUrl', appUrl);
  project.provide('templateDatabase', templateDatabase);
  stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Called by Vitest at the end, also of a failed run. */
export async function teardown(): Promise<void> {
  await stop();
}
