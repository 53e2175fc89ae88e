/** One table of six narrow columns under each person's own line; text wraps inside its cell. */
import { styleText } from 'node:util';

export interface TableCell {
  readonly lines: readonly string[];
  /** Shown in red under the others. */
  readonly wrong: readonly string[];
}

export interface TableRow {
  /** Across the whole width, above the cells. */
  readonly heading: string;
  readonly cells: readonly TableCell[];
}

export interface TableOptions {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Of the terminal, in characters. */
  readonly width: number;
}

const narrowest = 12;
const widest = 26;
/** From here there is room for blanks beside the lines between the columns. */
const roomyWidth = 100;

export function renderTable({ columns, rows, width }: TableOptions): string {
  const isRoomy = width >= roomyWidth;
  const [bar, cross] = isRoomy ? [' │ ', '─┼─'] : ['│', '┼'];
  const room = Math.floor((width - bar.length * (columns.length - 1)) / columns.length);
  const size = Math.min(widest, Math.max(narrowest, room));
  const total = size * columns.length + bar.length * (columns.length - 1);
  const lineOf = (cells: readonly string[]): string => cells.join(dim(bar)).trimEnd();
  const rule = dim(columns.map(() => '─'.repeat(size)).join(cross));
  const head = lineOf(columns.map((name) => styleText('bold', name.padEnd(size))));
  const body = rows.flatMap(({ heading, cells }) => [
    '',
    `${styleText('bold', heading)} ${dim('─'.repeat(Math.max(0, total - heading.length - 1)))}`,
    ...bodyOf(cells, size).map(lineOf),
  ]);
  return [head, rule, ...body].join('\n');
}

function dim(text: string): string {
  return styleText('dim', text);
}

/** The cells side by side, all as high as the highest. */
function bodyOf(cells: readonly TableCell[], size: number): string[][] {
  const wrapped = cells.map(({ lines, wrong }) => [
    ...lines.flatMap((line) => wrap(line, size)).map((line) => line.padEnd(size)),
    ...wrong.flatMap((line) => wrap(line, size)).map((line) => styleText('red', line.padEnd(size))),
  ]);
  const height = Math.max(...wrapped.map(({ length }) => length));
  const blank = ' '.repeat(size);
  return Array.from({ length: height }, (_, index) =>
    wrapped.map((lines) => lines[index] ?? blank),
  );
}

/** What stays together where it fits a line: a phone number with its blanks, else a word. */
const words = /\+?\(?\d[\d().\- ]{5,}\d|\S+/g;

/** Lines of at most `size` characters. A word that is longer breaks before its `@`, else after a mark, else anywhere. */
export function wrap(text: string, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(words) ?? []) {
    const [first = '', ...rest] = split(word, size);
    const joined = line === '' ? first : `${line} ${first}`;
    if (joined.length > size) lines.push(line);
    line = joined.length > size ? first : joined;
    for (const part of rest) {
      lines.push(line);
      line = part;
    }
  }
  return [...lines, line];
}

const breaks = [/(?=@)/, /(?<=[\s,.\-/_])/];

/** The parts of a word, each at most `size` characters, with as few breaks as that takes. */
function split(word: string, size: number): string[] {
  if (word.length <= size) return [word];
  const place = breaks.find((mark) => word.split(mark).length > 1);
  if (place === undefined) return word.match(new RegExp(`.{1,${size}}`, 'gu')) ?? [];
  const parts: string[] = [];
  for (const piece of word.split(place).flatMap((part) => split(part, size))) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + piece.length <= size)
      parts[parts.length - 1] = last + piece;
    else parts.push(piece);
  }
  return parts;
}
