/** Reads lists of rows as spreadsheets and data sets write them. */

export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
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
    if (found === null) throw new Error(`row ${rows.length}: a quote is not closed or not alone`);
    const [, quoted, plain = '', end] = found;
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end !== separator) rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}
