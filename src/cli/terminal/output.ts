/** What commands print: tables for people, one JSON document for scripts. */
import { styleText, stripVTControlCharacters } from 'node:util';
import { formatIsoMs, type Instant } from '../../core/value/instant.ts';

/** The answer of a command: `--json` prints `json`, else the lines are printed. */
export interface Answer {
  readonly json: unknown;
  readonly lines: readonly string[];
}

export function print(answer: Answer, isJson: boolean): void {
  const text = isJson ? JSON.stringify(answer.json, null, 2) : answer.lines.join('\n');
  process.stdout.write(`${text}\n`);
}

/** Columns as wide as their widest cell; the heads are dim. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const lineOf = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd();
  return [styleText('dim', lineOf(heads)), ...rows.map(lineOf)];
}

function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}

/** `2026-03-01 12:00 UTC`; a dash for never. */
export function shownTime(at: Instant | null): string {
  return at === null ? '–' : `${formatIsoMs(at).slice(0, 16).replace('T', ' ')} UTC`;
}

/** Times become ISO texts with `null` kept. */
export function jsonTime(at: Instant | null): string | null {
  return at === null ? null : formatIsoMs(at);
}
