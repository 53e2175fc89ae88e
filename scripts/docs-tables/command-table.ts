/** The commands of `polydex`, as its own help lists them. */
import type { Command } from 'commander';
import { makeProgram } from '../../src/cli/program.ts';
import { code, markdownTable } from './markdown.ts';

export async function commandTable(): Promise<string> {
  const rows = leavesOf(await makeProgram(), []).map(({ words, command }) => [
    code([...words, ...argumentsOf(command)].join(' ')),
    command.summary(),
  ]);
  return markdownTable(['`npm run polydex --` …', ''], rows);
}

interface Leaf {
  readonly words: readonly string[];
  readonly command: Command;
}

function leavesOf(command: Command, words: readonly string[]): readonly Leaf[] {
  if (command.commands.length === 0) return [{ words, command }];
  return command.commands.flatMap((child) => leavesOf(child, [...words, child.name()]));
}

function argumentsOf(command: Command): readonly string[] {
  return command.registeredArguments.map((argument) => `<${argument.name()}>`);
}
