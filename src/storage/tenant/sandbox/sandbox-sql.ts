/** The statements of Sandboxes. $1 is the tenant. They run seldom, so none is prepared under a name. */
import type { Statement } from '../../database.ts';
import { clockTable } from './tenant-tables.ts';

function once(text: string): Statement {
  return { name: '', text };
}

/** No write of the workspace begins or ends while this is held. */
export const lock = once(`select seq from ${clockTable} where tenant_id = $1 for update`);

/** The columns that are written, table by table; generated ones write themselves. $1 the names of the tables. */
export const listColumns = once(
  `select c.relname::text as "table", quote_ident(a.attname) as "column"
   from pg_attribute a join pg_class c on c.oid = a.attrelid
   where c.relnamespace = current_schema()::regnamespace and c.relname = any($1::text[])
     and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> 'tenant_id'
   order by c.relname, a.attnum`,
);

/** Puts every column back to what it is in a new workspace. */
export function clearClock(columns: readonly string[]): Statement {
  const defaults = columns.map((column) => `${column} = default`);
  return once(`update ${clockTable} set ${defaults.join(', ')} where tenant_id = $1`);
}

export function clearTable(table: string): Statement {
  return once(`delete from ${table} where tenant_id = $1`);
}

/** $2 the snapshot. Answers a row for each that was kept, counted. */
export function keepTable(table: string): Statement {
  return once(
    `with kept as (
       insert into sandbox_snapshot_row (tenant_id, snapshot, table_name, number, content)
       select $1, $2, '${table}', row_number() over (), row_to_json(t)
       from ${table} t where t.tenant_id = $1 returning number)
     select count(*) as rows from kept`,
  );
}

function keptRows(table: string): string {
  return `sandbox_snapshot_row s cross join lateral json_populate_record(null::${table}, s.content) r
    where s.tenant_id = $1 and s.snapshot = $2 and s.table_name = '${table}'`;
}

export function putBackTable(table: string, columns: readonly string[]): Statement {
  return once(
    `insert into ${table} (tenant_id, ${columns.join(', ')})
     select $1, ${columns.map((column) => `r.${column}`).join(', ')} from ${keptRows(table)} order by s.number`,
  );
}

export function putBackClock(columns: readonly string[]): Statement {
  const values = columns.map((column) => `${column} = k.${column}`);
  return once(
    `update ${clockTable} t set ${values.join(', ')}
     from (select r.* from ${keptRows(clockTable)}) k where t.tenant_id = $1`,
  );
}

export const countSnapshots = once(
  'select count(*) as others from sandbox_snapshot where tenant_id = $1 and name <> $2',
);

export const insertSnapshot = once(
  `insert into sandbox_snapshot (tenant_id, name, taken_at, clock_offset, rows) values ($1, $2, $3, $4, 0)`,
);

export const countRows = once(
  'update sandbox_snapshot set rows = $3 where tenant_id = $1 and name = $2',
);

export const removeSnapshot = once(
  'delete from sandbox_snapshot where tenant_id = $1 and name = $2 returning name',
);

export const findSnapshot = once(
  'select clock_offset from sandbox_snapshot where tenant_id = $1 and name = $2',
);

export const listSnapshots = once(
  'select name, taken_at, rows from sandbox_snapshot where tenant_id = $1 order by name collate "C"',
);

export const readOffset = once('select clock_offset from sandbox_state where tenant_id = $1');

export const newestEvent = once(
  'select at from event where tenant_id = $1 order by seq desc limit 1',
);

/** $2 the offset, $3 by how much the generation grows. */
export const saveState = once(
  `insert into sandbox_state as s (tenant_id, clock_offset, generation) values ($1, $2, $3)
   on conflict (tenant_id) do update
     set clock_offset = excluded.clock_offset, generation = s.generation + excluded.generation`,
);
