/**
 * `npm run docs:tables`: prints the tables of the documents from the code, between their markers. With `-- --check` it
 * writes nothing and fails naming the documents that do not say what the code does.
 */
import { readFileSync, writeFileSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { abilityTable, behaviourTable, operationTable } from './docs-tables/ability-tables.ts';
import { commandTable } from './docs-tables/command-table.ts';
import { mountTable, roleTable, scopeTable } from './docs-tables/dialect-tables.ts';
import {
  configurationTable,
  essentialConfigurationTable,
} from './docs-tables/configuration-table.ts';
import { faultTable } from './docs-tables/fault-table.ts';
import { failureTable, problemTable } from './docs-tables/failure-tables.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const documents = ['*.md', 'docs/**/*.md'];

const tables: Readonly<Record<string, () => string | Promise<string>>> = {
  abilities: abilityTable,
  'behaviours-highlevel': () => behaviourTable('highlevel'),
  'behaviours-servicem8': () => behaviourTable('servicem8'),
  'behaviours-servicetitan': () => behaviourTable('servicetitan'),
  commands: commandTable,
  configuration: () => configurationTable(root),
  'configuration-essentials': essentialConfigurationTable,
  failures: failureTable,
  faults: faultTable,
  mounts: mountTable,
  'operations-highlevel': () => operationTable('highlevel'),
  'operations-servicem8': () => operationTable('servicem8'),
  'operations-servicetitan': () => operationTable('servicetitan'),
  problems: problemTable,
  roles: roleTable,
  scopes: scopeTable,
};

/** `<!-- table: abilities -->` … `<!-- end of table -->`. */
const marked = /(<!-- table: ([a-z0-9-]+) -->\n)[\s\S]*?(<!-- end of table -->)/g;

/** The document with every marked table as the code has it now. Throws for a name that no table has. */
async function renew(path: string, text: string): Promise<string> {
  const parts: string[] = [];
  let done = 0;
  for (const found of text.matchAll(marked)) {
    const [whole, opening = '', name = '', closing = ''] = found;
    const make = tables[name];
    if (make === undefined) throw new Error(`${path}: there is no table named ${name}`);
    parts.push(text.slice(done, found.index), `${opening}\n${await make()}\n\n${closing}`);
    done = found.index + whole.length;
  }
  if (parts.length === 0) return text;
  const settings = await resolveConfig(root + path);
  return format(parts.join('') + text.slice(done), { ...settings, parser: 'markdown' });
}

const isCheck = process.argv.includes('--check');
const stale: string[] = [];
for (const path of globSync(documents, { cwd: root })) {
  const text = readFileSync(root + path, 'utf8');
  const renewed = await renew(path, text);
  if (renewed === text) continue;
  stale.push(path);
  if (!isCheck) writeFileSync(root + path, renewed);
}
if (isCheck && stale.length > 0) {
  process.stderr.write(
    `Not as the code says: ${stale.join(', ')}. Run \`npm run docs:tables\` and look at the difference.\n`,
  );
  process.exitCode = 1;
}
if (!isCheck) process.stdout.write(`${stale.length === 0 ? 'nothing to do' : stale.join('\n')}\n`);
