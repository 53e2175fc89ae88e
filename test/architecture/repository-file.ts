import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { root } from './cruise.ts';

/** What a clone has and what it makes; only for a download without its history. */
const madeHere = /^(?:\.git|\.polydex|\.ci\/out|node_modules|dist|coverage)(?:\/|$)/;

/** The files under version control, relative to the root. */
export function repositoryFiles(): readonly string[] {
  const { status, stdout } = spawnSync('git', ['ls-files', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  const listed = status === 0 ? stdout.split('\0') : globSync('**/*', { cwd: root });
  return listed
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file !== '' && !madeHere.test(file));
}

/** The text of a file; undefined for a folder, for what is no text, and for what was just removed. */
export function textOf(file: string): string | undefined {
  try {
    const text = readFileSync(root + file, 'utf8');
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
