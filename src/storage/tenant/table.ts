/**
 * A table described once: its columns by record property. Rows are written many at a time from one JSON parameter
 * (`json_to_recordset`), which carries only what is not null and costs one parameter whatever the number of rows.
 */
import type { Row, RowList, Statement } from '../database.ts';
import { formatIsoMicros, type Instant } from '../../core/value/instant.ts';

export type ColumnType =
  | 'uuid'
  | 'text'
  | 'boolean'
  | 'integer'
  | 'bigint'
  | 'float8'
  | 'jsonb'
  | 'json'
  | 'date'
  | 'timestamptz'
  | 'bytea';

export interface Table<T extends object> {
  readonly name: string;
  readonly columns: readonly Column<T>[];
  readonly insert: Statement;
  readonly update: Statement;
  readonly remove: Statement;
  /** Whole records by id. Parameters: $1 the tenant, $2 the ids. */
  readonly load: Statement;
  /** The record of a row, by the names of the columns. */
  readonly toRecord: (row: Row) => Row;
  /** `c.id, c.given_name, …` for a select from the table under that alias. */
  readonly select: (alias: string) => string;
}

interface Column<T> {
  readonly property: keyof T & string;
  readonly name: string;
  /** `,"name":` */
  readonly member: string;
  readonly type: ColumnType;
}

/** `givenName` → `given_name`. */
function columnName(property: string): string {
  return property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Describes a table whose rows are records of type `T`. `keys` are the columns of the primary key after tenant_id.
 * Parameters of the statements: $1 the tenant, $2 the rows as a JSON array.
 */
export function makeTable<T extends object>(
  name: string,
  types: Readonly<Record<keyof T & string, ColumnType>>,
  keys: readonly (keyof T & string)[],
): Table<T> {
  const properties = Object.keys(types).filter(
    (property): property is keyof T & string => property in types,
  );
  const columns = properties.map((property) => {
    const column = columnName(property);
    return { property, name: column, member: `,"${column}":`, type: types[property] };
  });
  const names = columns.map((column) => column.name);
  const shape = columns.map((column) => `${column.name} ${column.type}`).join(', ');
  const rows = `json_to_recordset($2::json) as r(${shape})`;
  const keyNames = keys.map(columnName);
  const onKey = keyNames.map((key) => `t.${key} = r.${key}`).join(' and ');
  const assignments = names
    .filter((column) => !keyNames.includes(column))
    .map((column) => `${column} = r.${column}`);
  return {
    name,
    columns,
    insert: {
      name: `insert_${name}`,
      text: `insert into ${name} (tenant_id, ${names.join(', ')}) select $1::bigint, ${names.map((column) => `r.${column}`).join(', ')} from ${rows}`,
    },
    update: {
      name: `update_${name}`,
      text: `update ${name} t set ${assignments.join(', ')} from ${rows} where t.tenant_id = $1::bigint and ${onKey}`,
    },
    remove: {
      name: `remove_${name}`,
      text: `delete from ${name} t using ${rows} where t.tenant_id = $1::bigint and ${onKey}`,
    },
    load: {
      name: `load_${name}`,
      text: `select ${names.map((column) => `t.${column}`).join(', ')} from ${name} t where t.tenant_id = $1 and t.id = any($2::uuid[])`,
    },
    toRecord: recordMaker(columns.map((column) => [column.property, column.name])),
    select: (alias) => names.map((column) => `${alias}.${column}`).join(', '),
  };
}

/**
 * The rows as the JSON parameter of the table's statements. Written column by column instead of through an object for
 * each row: this is the hottest loop of a flush.
 */
export function toJsonRows<T extends object>(table: Table<T>, records: readonly T[]): string {
  return `[${records.map((record) => toJsonRow(table, record)).join(',')}]`;
}

function toJsonRow<T extends object>(table: Table<T>, record: T): string {
  let members = '';
  for (const { property, member, type } of table.columns) {
    const value = record[property];
    if (value === null || value === undefined) continue;
    members += member + toJson(type, value);
  }
  return `{${members.slice(1)}}`;
}

function toJson(type: ColumnType, value: unknown): string {
  if (type === 'timestamptz' && isInstant(value)) return `"${formatIsoMicros(value)}"`;
  return JSON.stringify(value);
}

function isInstant(value: unknown): value is Instant {
  return typeof value === 'number';
}

/**
 * The record of a row: it comes from the table that `makeTable` described, through the type parsers of the connection.
 */
export function fromRow<T extends object>(table: Table<T>, row: Row): T {
  return rowAs<T>(table.toRecord(row));
}

/**
 * Reads rows that are lists of the table's columns in their order into the records that they are, without the first `skipped`:
 * for what is read in great numbers. `R` is the record without them.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the type, as a cast would
export function listReader<R>(
  { columns }: { readonly columns: readonly { readonly property: string }[] },
  skipped = 0,
): (list: RowList) => R {
  const members = columns.map(({ property }, at) => [property, at] as const);
  const toRecord = recordMaker(members.slice(skipped));
  return (list) => rowAs<R>(toRecord(list));
}

type RecordMaker = (row: Row | RowList) => Row;

/**
 * Makes a record of a row, by the key of each property in the row. Compiled as one literal, when it is first needed: an object
 * that grows property by property takes thirty times as long.
 */
function recordMaker(
  members: readonly (readonly [property: string, key: string | number])[],
): RecordMaker {
  const literal = members.map(
    ([property, key]) => `${JSON.stringify(property)}: row[${JSON.stringify(key)}]`,
  );
  let make: RecordMaker | undefined;
  return (row) => {
    // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-type-assertion -- the names are our own columns
    make ??= new Function('row', `return { ${literal.join(', ')} }`) as RecordMaker;
    return make(row);
  };
}

/** The row of a select written by hand, whose columns are those of `T`. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the type, as a cast would
export function rowAs<T>(row: Row): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the statement that gave the row defines its type
  return row as T;
}

/** The same for a row that is a list of its columns. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the type, as a cast would
export function rowListAs<T extends RowList>(row: RowList): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the statement that gave the row defines its type
  return row as T;
}
