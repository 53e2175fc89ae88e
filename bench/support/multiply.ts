/**
 * A million contacts in a minute or two: those that the server has written itself are copied within the database, table
 * by table, so that every row is one that the server writes. Copies have ids, numbers, addresses and times of their own.
 */
import pg from 'pg';
import { findRunningPostgres } from '../../src/storage/embedded/find-running.ts';
import {
  beginSign,
  endSign,
  longestEnd,
  shortNumber,
  shortNumberSign,
} from '../../src/storage/tenant/search/search-word.ts';
import { phoneOf } from './fill.ts';

/** Copies are this much older than one another, in days, so that a million contacts came in over three years. */
const daysApart = 11;

/**
 * The id of a copy: its time is moved, what was drawn stays. `n` counts the copies, `t` is the table.
 * Ids of a time that nothing was written at, so that none is met twice.
 */
function idOfCopy(column: string): string {
  const moved = `('x' || left(replace(t.${column}::text, '-', ''), 12))::bit(48)::bigint - n * ${daysApart * 86_400_000}::bigint`;
  return `overlay(replace(t.${column}::text, '-', '') placing lpad(to_hex(${moved}), 12, '0') from 1 for 12)::uuid`;
}

const at = (column: string): string => `t.${column} - n * interval '${daysApart} days'`;

const [firstDigits = ''] = phoneOf(0).split('1000000');

/** Numbers go on where those of the contacts before end. */
function phoneOfCopy(stored: number): (number: string) => string {
  return (number) =>
    `'${firstDigits}' || (substr(${number}, ${firstDigits.length + 1})::bigint + n * ${stored})::text`;
}

/** An address is told apart by its copy's number. */
function methodOfCopy(stored: number): (column: string) => string {
  const phone = phoneOfCopy(stored);
  return (column) =>
    `case when t.kind = 'phone' then ${phone(`t.${column}`)} else replace(t.${column}, '@', '.' || n || '@') end`;
}

/** All numbers begin alike, so that the last eight digits of one tell which it is. */
function wordOfCopy(stored: number): string {
  const phone = phoneOfCopy(stored);
  const whole = `(select ${phone('m.e164')} from contact_method m where m.tenant_id = t.tenant_id and m.contact_id = t.contact_id and m.kind = 'phone')`;
  const ended = phone(`'${firstDigits}' || substr(reverse(substr(t.word, 2)), ${longestEnd - 6})`);
  return `case left(t.word, 1)
      when '${beginSign}' then '${beginSign}' || ${phone('substr(t.word, 2)')}
      when '${shortNumberSign}' then '${shortNumberSign}' || left(${whole}, ${shortNumber})
      when '${endSign}' then '${endSign}' || left(reverse(${ended}), ${longestEnd})
      else t.word end`;
}

/** What a copy has of its own, by table and column. The search text holds number and address. */
function changesOf(stored: number): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const method = methodOfCopy(stored);
  const times = { created_at: at('created_at'), updated_at: at('updated_at') };
  const child = { contact_id: idOfCopy('contact_id') };
  const doc = `(select replace(replace(t.doc, m.key, ${method('key').replaceAll('t.', 'm.')}), '@', '.' || n || '@')
    from contact_method m where m.tenant_id = t.tenant_id and m.contact_id = t.contact_id and m.kind = 'phone')`;
  return {
    contact: { id: idOfCopy('id'), ...times },
    contact_method: {
      ...child,
      id: idOfCopy('id'),
      value: method('value'),
      key: method('key'),
      e164: `case when t.e164 is not null then ${method('e164')} end`,
      stripped: method('stripped'),
      ...times,
    },
    contact_address: { ...child, id: idOfCopy('id') },
    contact_tag: child,
    contact_search: { ...child, doc },
    search_word: { ...child, word: wordOfCopy(stored) },
  };
}

/**
 * Makes `stored` contacts, which are all that the workspace has and have the phones `phoneOf(0 … stored - 1)`, `times` as
 * many, with the phones that follow. Leaves the tables as the server's own maintenance would: vacuumed and analysed.
 * The copies have no events.
 */
export async function multiply(dataDir: string, stored: number, times: number): Promise<void> {
  const running = await findRunningPostgres(dataDir);
  if (!running) throw new Error('the server runs no PostgreSQL of its own');
  const client = new pg.Client({ connectionString: running.ownerUrl });
  await client.connect();
  try {
    await client.query(`set synchronous_commit = off`);
    await client.query(`set maintenance_work_mem = '1GB'`);
    // Every copy's parent is copied in the same transaction: no need to look for it row by row.
    await client.query(`set session_replication_role = replica`);
    const changes = changesOf(stored);
    if (times > 1) {
      await client.query('begin');
      const trigrams = await dropSearchIndex(client);
      for (const [table, own] of Object.entries(changes)) await copy(client, { table, own, times });
      await client.query(`update tenant_clock set live_count = live_count * $1`, [times]);
      await client.query(trigrams);
      await client.query('commit');
    }
    await client.query(`vacuum analyze ${Object.keys(changes).join(', ')}`);
    // Else the pages are written out in the middle of what is measured.
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

interface Copy {
  readonly table: string;
  readonly own: Readonly<Record<string, string>>;
  readonly times: number;
}

async function copy(client: pg.Client, { table, own, times }: Copy): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  const values = names.map((name) => own[name] ?? `t.${name}`);
  await client.query(
    `insert into ${table} (${names.join(', ')})
     select ${values.join(', ')} from generate_series(1, ${times - 1}) n cross join ${table} t`,
  );
}

/** Built at the end in seconds instead of row by row in minutes. Answers the statement that makes it again. */
async function dropSearchIndex(client: pg.Client): Promise<string> {
  const name = 'contact_search_by_trigram';
  const { rows } = await client.query<{ made: string }>(
    'select indexdef as made from pg_indexes where indexname = $1',
    [name],
  );
  const [index] = rows;
  if (!index) throw new Error(`no index ${name}`);
  await client.query(`drop index ${name}`);
  return index.made;
}
