/** RESULTS.md: a section for each part of the benchmark, so that one part can be measured anew and the others stay. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Finding, machine, table } from './report.ts';

const file = new URL('../RESULTS.md', import.meta.url);
const intro = `# Benchmark results

Printed by \`npm run bench -- --write\`, which replaces the sections that it has measured. Every figure is a median of at least
three rounds, or the quantile that it says; the two sides of a ratio were measured in turn in one run, client and servers
sharing the machine.
`;

export interface Part {
  /** As `--only` calls it, which is the heading too. */
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Replaces the sections of these parts; `order` names all that there are. */
export function writeResults(
  parts: readonly Part[],
  order: readonly string[],
  seconds: number,
): void {
  const [, ...known] = readFileSync(file, 'utf8').split(/^## /m);
  const sections = new Map(known.map((text) => [text.split('\n', 1)[0] ?? '', text.trimEnd()]));
  for (const { name, findings } of parts)
    sections.set(name, `${name}\n\n${machine()}. ${seconds} s a sample.\n\n${table(findings)}`);
  const texts = order.flatMap((name) => sections.get(name) ?? []).map((text) => `## ${text}\n`);
  writeFileSync(file, [intro, ...texts].join('\n'));
}
