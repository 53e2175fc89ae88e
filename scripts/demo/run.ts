/** The demo: five people written, thirty cells read and judged, one table. */
import { styleText } from 'node:util';
import { openApis } from './api.ts';
import { compare, type Difference } from './compare.ts';
import { expectation } from './expectation/expectation.ts';
import { type Column, columns, readers } from './read.ts';
import type { DemoServer } from './server.ts';
import { show, titles } from './show.ts';
import { renderTable, type TableCell } from './table.ts';
import { prepare, writeAll, type Writer, writers } from './write.ts';

interface Judged extends TableCell {
  readonly column: Column;
  readonly differences: readonly Difference[];
}

const calls: Readonly<Record<Writer, string>> = {
  servicem8: 'POST /api_1.0/jobcontact.json',
  unified: 'POST /crm/contacts',
  servicetitan: 'POST /crm/v2/tenant/{tenant}/contacts',
  voipbin: 'POST /v1.0/contacts',
  highlevel: 'POST /contacts/',
};

/** Prints the table, and answers whether every cell is as expected. */
export async function runDemo({ sandbox }: DemoServer, width: number): Promise<boolean> {
  const apis = await openApis(sandbox);
  const preparation = await prepare(apis, sandbox);
  const people = await writeAll(apis, preparation);
  const expected = expectation(preparation);
  const rows = [];
  for (const writer of writers) {
    const cells = await Promise.all(
      columns.map(async (column): Promise<Judged> => {
        const got = await readers[column](apis, people[writer]);
        const differences = compare(expected[writer][column], got);
        return { column, lines: show(column, got), wrong: differences.flatMap(inRed), differences };
      }),
    );
    rows.push({ writer, heading: `Written through ${titles[writer]}: ${calls[writer]}`, cells });
  }
  const names = columns.map((column) => titles[column]);
  process.stdout.write(`${renderTable({ columns: names, rows, width })}\n\n`);
  const wrong = rows.flatMap(({ writer, cells }) =>
    cells.flatMap((cell) =>
      cell.differences.map((difference) => sentence(writer, cell.column, difference)),
    ),
  );
  process.stdout.write(`${verdict(rows, wrong)}\n`);
  return wrong.length === 0;
}

function inRed({ member, expected, got }: Difference): string[] {
  return [`✗ ${member}`, `expected ${JSON.stringify(expected)}`, `got ${JSON.stringify(got)}`];
}

function sentence(writer: Writer, column: Column, { member, expected, got }: Difference): string {
  const where = `${titles[column]} shows of the person written through ${titles[writer]}`;
  return styleText(
    'red',
    `✗ ${where}: ${member} is ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`,
  );
}

function verdict(
  rows: readonly { readonly cells: readonly Judged[] }[],
  wrong: readonly string[],
): string {
  const cells = rows.flatMap((row) => row.cells);
  const good = cells.filter(({ differences }) => differences.length === 0).length;
  const count = `${good} of ${cells.length} cells show what the mapping says.`;
  return wrong.length === 0 ? styleText('green', `✓ ${count}`) : [...wrong, count].join('\n');
}
