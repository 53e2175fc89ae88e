/** Reads lists of rows as spreadsheets and data sets write them. */
import { BadInput } from './bad-input.ts';

export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** UTF-8, UTF-16 with its mark, else what Windows writes in the West. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Comma, semicolon or tab, whichever the first line has most of; quoted cells may hold lines; cells are trimmed. */
export function parseSheet(text: string): Sheet {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const [firstLine = ''] = bare.split(/\r?\n/, 1);
  const [header = [], ...rows] = parseRows(bare, separatorOf(firstLine));
  return { header, rows: rows.filter((row) => row.some((cell) => cell !== '')) };
}

function separatorOf(line: string): string {
  const count = (separator: string): number => line.split(separator).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function parseRows(text: string, separator: string): string[][] {
  const cell = new RegExp(
    String.raw`[ ]*(?:"((?:[^"]|"")*)"[ ]*|([^${separator}\r\n]*))(${separator}|\r?\n|$)`,
    'y',
  );
  const rows: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (found === null)
      throw new BadInput(`row ${rows.length}: a quote is not closed or not alone`);
    const [, quoted, plain = '', end] = found;
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end !== separator) rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}
