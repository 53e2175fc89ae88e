/** The same statements by pgbench, where it is on the PATH: a reference that spends nothing on JavaScript. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insertSteps, rowsOf } from './contact-rows.ts';

interface Connection {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** Transactions per second; null where there is no pgbench. */
export async function pgbenchRate(
  connection: Connection,
  clients: number,
  seconds: number,
): Promise<number | null> {
  if (spawnSync('pgbench', ['--version']).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'polydex-pgbench-'));
  try {
    const file = join(folder, 'create.sql');
    writeFileSync(file, script());
    const { host, port, database, user, password } = connection;
    const flags = [
      '-n',
      '-M',
      'prepared',
      '-c',
      String(clients),
      '-j',
      '2',
      '-T',
      String(Math.ceil(seconds)),
      '-f',
      file,
    ];
    const where = ['-h', host, '-p', String(port), '-U', user, database];
    const run = spawnSync('pgbench', [...flags, ...where], {
      env: { ...process.env, PGPASSWORD: password },
      encoding: 'utf8',
    });
    const tps = /tps = ([\d.]+)/.exec(run.stdout)?.[1];
    if (tps === undefined) process.stderr.write(`pgbench: ${run.stderr.slice(0, 500)}\n`);
    return tps === undefined ? null : Number(tps);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** pgbench draws no UUIDs itself: the ids are drawn by the server, the texts are those of one contact. */
function script(): string {
  const rows = rowsOf();
  const id = ':id::uuid';
  const statements = insertSteps.map(({ text, values }) =>
    inlined(text, values?.(rows) ?? [], rows.id, id),
  );
  return [
    'select gen_random_uuid() as id \\gset',
    'begin;',
    ...statements.map((text) => `${text};`),
    'commit;',
  ].join('\n');
}

function inlined(text: string, values: readonly unknown[], ownId: string, id: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.replaceAll(/\$(\d+)/g, (_match, digits: string) => {
    const value = values[Number(digits) - 1];
    if (value === ownId) return id;
    const isMethodId =
      typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) && text.includes('contact_method');
    return isMethodId ? 'gen_random_uuid()' : `'${quotable(String(value))}'`;
  });
}

/** Inside quotes; pgbench takes `:word` for a variable there too, so that the members of a JSON text need a space. */
function quotable(text: string): string {
  return text.replaceAll("'", "''").replaceAll('":', '": ');
}
