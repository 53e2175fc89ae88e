/** One call of the command `polydex`, from its words to its exit status. */
import { CommanderError } from 'commander';
import { explain } from '../explain.ts';
import { makeProgram } from './program.ts';
import { Cancelled, UsageError } from './terminal/usage-error.ts';

/** Does what the words after `polydex` ask for, prints it, and sets the exit status of the process. Never rejects. */
export async function runCommand(words: readonly string[]): Promise<void> {
  try {
    const program = await makeProgram(words[0]);
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** 0: done, 1: it failed, 2: the command was called wrongly, 130: the person changed their mind. */
function exitCodeOf(error: unknown): number {
  // Commander has printed its own words already; its code is 0 after `--help` and `--version`.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Cancelled) return 130;
  const isUsage = error instanceof UsageError;
  process.stderr.write(`${isUsage ? `polydex: ${error.message}` : explain(error)}\n`);
  return isUsage ? 2 : 1;
}
