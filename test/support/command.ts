/**
 * `polydex …` in the process of the tests, for all that its own process adds nothing to: starting one takes half a second.
 * One at a time, since what it is told and what it prints are the process's own.
 */
import { vi } from 'vitest';
import { runCommand } from '../../src/cli/run-command.ts';
import type { Ending } from './program.ts';

/** Runs it to its end, in an environment of these variables alone and without a terminal. */
export async function runHere(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ending> {
  const { exitCode, env: own } = process;
  process.env = { NO_COLOR: '1', ...env };
  process.exitCode = undefined;
  const stdout = capture(process.stdout);
  const stderr = capture(process.stderr);
  const giveBack = [process.stdout, process.stderr, process.stdin].map(withoutTerminal);
  try {
    await runCommand(words);
    return { code: status(), signal: null, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    for (const restore of [...giveBack, stdout.restore, stderr.restore]) restore();
    process.exitCode = exitCode;
    process.env = own;
  }
}

function status(): number {
  return Number(process.exitCode ?? 0);
}

/** Takes what is written to the stream. */
function capture(stream: NodeJS.WriteStream): { text: () => string; restore: () => void } {
  let text = '';
  const write = vi.spyOn(stream, 'write').mockImplementation((chunk) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    return true;
  });
  const restore = (): void => {
    write.mockRestore();
  };
  return { text: () => text, restore };
}

/** Nobody can be asked. Answers how to undo it. */
function withoutTerminal(stream: { isTTY?: boolean | undefined }): () => void {
  const { isTTY } = stream;
  stream.isTTY = false;
  return () => {
    stream.isTTY = isTTY;
  };
}
