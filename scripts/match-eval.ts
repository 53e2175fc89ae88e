/**
 * `npm run match:eval -- <folder or csv …>`: how well the matcher finds known duplicates, without being told anything of them.
 *
 * A folder with the four Febrl sets is run set by set, with and without `soc_sec_id`; the truth is in `rec_id`. Any other
 * CSV needs `--cluster-column name`, and `--cluster-rule '^rec-(\d+)-'` where a part of the cell is the label. Two files
 * with `--link` are linked to each other. `--map column=role,…` says what a column holds, `--show n` prints n mistakes.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sureFrom } from '../src/identity/explain/explain-pair.ts';
import { Matcher } from '../src/identity/match.ts';
import { BadInput } from './match/bad-input.ts';
import { decodeText, type Sheet, parseSheet } from './match/csv.ts';
import { otherNames, recordReader, type Role, roles, rolesOf } from './match/columns.ts';
import { type Score, scoreClusters, scoreLinks, scorePairs } from './match/measure.ts';
import { printMistakes } from './match/mistakes.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'cluster-column': { type: 'string' },
    'cluster-rule': { type: 'string' },
    map: { type: 'string' },
    link: { type: 'boolean' },
    show: { type: 'string' },
  },
});

interface Task {
  readonly name: string;
  readonly files: readonly string[];
  readonly column: string;
  /** The first group of it in the cell is the label; null = the whole cell. */
  readonly rule: RegExp | null;
  readonly map: ReadonlyMap<string, Role>;
  readonly isLink: boolean;
}

const febrlRule = /^rec-(\d+)-/;

function febrlTasks(folder: string): Task[] {
  const sets = [['1'], ['2'], ['3'], ['4a', '4b']];
  const tasks = sets.flatMap((parts) => {
    const files = parts.map((part) => join(folder, `dataset${part}.csv`));
    if (!files.every((file) => existsSync(file))) return [];
    const same = { files, column: 'rec_id', rule: febrlRule, isLink: parts.length > 1 };
    const name = `febrl ${parts[0]?.charAt(0) ?? ''}`;
    return [
      { ...same, name: `${name}, without id`, map: new Map([['soc_sec_id', 'ignore']]) },
      { ...same, name: `${name}, with id`, map: new Map() },
    ];
  });
  if (tasks.length === 0)
    throw new BadInput(
      `${folder} has none of dataset1.csv … dataset4b.csv; name the CSV files themselves.`,
    );
  return tasks;
}

function tasksOf(paths: readonly string[]): Task[] {
  const [first] = paths;
  if (first === undefined) throw new BadInput('Name a folder with the Febrl sets, or a CSV file.');
  const absent = paths.find((path) => !existsSync(path));
  if (absent !== undefined) throw new BadInput(`There is no file ${absent}.`);
  if (statSync(first).isDirectory()) return febrlTasks(first);
  const column = flags['cluster-column'];
  if (column === undefined) throw new BadInput('Say with --cluster-column where the truth stands.');
  const rule = flags['cluster-rule'];
  const task = {
    column,
    rule: rule === undefined ? null : new RegExp(rule),
    map: mapOf(flags.map),
  };
  return flags.link
    ? [{ ...task, name: paths.join(' + '), files: paths, isLink: true }]
    : paths.map((file) => ({ ...task, name: file, files: [file], isLink: false }));
}

function mapOf(text: string | undefined): Map<string, Role> {
  const pairs = (text ?? '').split(',').filter((part) => part !== '');
  return new Map(
    pairs.map((pair) => {
      const [column = '', said = ''] = pair.split('=');
      const role = roles.find((name) => name === said);
      if (role === undefined) throw new BadInput(`--map: ${said} is none of ${roles.join(', ')}`);
      return [column, role];
    }),
  );
}

function sheetOf(text: string, file: string): Sheet {
  const sheet = parseSheet(text);
  if (sheet.header.length === 0) throw new BadInput(`${file} is empty.`);
  if (sheet.rows.length === 0) throw new BadInput(`${file} has a heading and no rows.`);
  return sheet;
}

/** What is compared: the sheet without its truth, so that no label can reach the matcher. */
function withoutTruth(
  sheet: Sheet,
  task: Task,
): { readonly blind: Sheet; readonly labels: string[] } {
  const at = sheet.header.indexOf(task.column);
  if (at < 0) throw new BadInput(`There is no column ${task.column}: ${sheet.header.join(', ')}`);
  const labels = sheet.rows.map((row) => {
    const cell = row[at] ?? '';
    return task.rule === null ? cell : (task.rule.exec(cell)?.[1] ?? cell);
  });
  const unknown = [...task.map.keys()].find((name) => !sheet.header.includes(name));
  if (unknown !== undefined && flags.map !== undefined) {
    throw new BadInput(`--map: there is no column ${unknown}: ${sheet.header.join(', ')}`);
  }
  const cut = (row: readonly string[]): string[] => row.filter((_, column) => column !== at);
  return { blind: { header: cut(sheet.header), rows: sheet.rows.map(cut) }, labels };
}

function run(task: Task): void {
  const texts = task.files.map((file) => decodeText(readFileSync(file)));
  const began = performance.now();
  const sheets = texts.map((text, at) => withoutTruth(sheetOf(text, task.files[at] ?? ''), task));
  const [first] = sheets;
  if (!first) return;
  const all = { header: first.blind.header, rows: sheets.flatMap(({ blind }) => blind.rows) };
  const chosen = rolesOf(all, task.map);
  const matcher = new Matcher({ others: otherNames(all, chosen), acrossSources: task.isLink });
  const read = recordReader(all, chosen);
  sheets.forEach(({ blind }, source) => {
    for (const row of blind.rows) matcher.add(read(row), source);
  });
  const matches = matcher.run();
  const seconds = (performance.now() - began) / 1000;
  const truth = sheets.flatMap(({ labels }) => labels);
  const { table } = matcher;
  const counts = (a: number, b: number): boolean =>
    !task.isLink || table.sourceOf(a) !== table.sourceOf(b);
  const links = matches.pairs.filter(({ bits }) => bits >= sureFrom);
  const columns = all.header.map((name, column) => `${name}: ${chosen[column] ?? ''}`).join(', ');
  process.stdout.write(`${task.name} — ${table.size} records\n  ${columns}\n`);
  print('links', scoreLinks(links, truth, counts));
  print('pairs', scorePairs(matches.clusters, truth, counts));
  print('clusters', scoreClusters(matches.clusters, truth));
  process.stdout.write(`  ${matches.candidates} candidates, ${seconds.toFixed(2)} s\n`);
  if (flags.show !== undefined)
    printMistakes(matcher, matches, truth, { rows: all.rows, most: Number(flags.show), counts });
}

function print(name: string, { precision, recall, f1 }: Score): void {
  const figures = [precision, recall, f1].map((value) => value.toFixed(4));
  process.stdout.write(
    `  ${name.padEnd(9)} precision ${figures[0]}  recall ${figures[1]}  F1 ${figures[2]}\n`,
  );
}

if (flags.show !== undefined && !/^\d+$/.test(flags.show)) fail('--show must be a whole number.');
try {
  for (const task of tasksOf(positionals)) run(task);
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  fail(error.message);
}

function fail(message: string): never {
  process.stderr.write(`match:eval: ${message}\n`);
  process.exit(1);
}
