/**
 * Statements over the words of the workspace. Prepared: their plan is the same whatever the word. Here and in the statements
 * beside it an array is read through a subquery: a planner who sees how short it is takes a plan of its own for the cheaper
 * one, and makes it anew each time, which costs more than all that it finds.
 */
import type { SearchPosition } from '../../../core/port/search-query.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { SqlValue, Statement } from '../../database.ts';
import type { BoundStatement } from '../list/parameters.ts';

/** Behind every word that begins so. */
export const last = String.raw`U&'\+10FFFF'`;
/** Before every id. */
export const nil = '00000000-0000-0000-0000-000000000000';

/** That the column begins with the text. */
export function wordRange(column: string, prefix: string): string {
  return `${column} >= ${prefix} and ${column} < ${prefix} || ${last}`;
}

/** Of each prefix how many rows there are, `most` at most, and whether one is the whole word. In the order of the prefixes. */
export function countNames(
  tenantId: number,
  prefixes: readonly string[],
  most: number,
): BoundStatement {
  const counted = `select 1 from search_word w where w.tenant_id = $1 and ${wordRange('w.word', 'p.prefix')} and w.in_name limit $3`;
  const whole = `select from search_word w where w.tenant_id = $1 and w.word = p.prefix and w.in_name`;
  return bound(
    {
      name: 'search_count_names',
      text: `select (select count(*) from (${counted}) n) as count, exists (${whole}) as whole from unnest((select $2::text[])) with ordinality p(prefix, place) order by p.place`,
    },
    [tenantId, prefixes, most],
  );
}

/** `found`, every word that begins so, read from one to the next, however many have it; the last row is null. `from`: of whom, and where. */
export function foundWords(prefix: string, from = ''): string {
  const first = `(select word from search_word where tenant_id = $1 and ${wordRange('word', prefix)} order by word limit 1)`;
  const next = `(select w.word from search_word w where w.tenant_id = $1 and w.word > f.word and w.word < ${prefix} || ${last} order by w.word limit 1)`;
  return `found(word) as (select ${first} ${from} union all select ${next} from found f where f.word is not null)`;
}

/** Words that begin so, `most` at most. */
export function wordsFrom(tenantId: number, prefix: string, most: number): BoundStatement {
  return bound(
    {
      name: 'search_words_from',
      text: `with recursive ${foundWords('$2')} select word from found where word is not null limit $3`,
    },
    [tenantId, prefix, most],
  );
}

export interface WordStream {
  readonly words: readonly string[];
  readonly after: Pick<SearchPosition, 'isArchived' | 'id'> | undefined;
  readonly known: readonly Uuid[];
  readonly limit: number;
}

const ofAnyWord = (archived: boolean): string =>
  `select distinct x.contact_id as id, ${archived} as archived from unnest((select $2::text[])) u(word) cross join lateral (
      select w.contact_id from search_word w
      where w.tenant_id = $1 and w.word = u.word and w.archived = ${archived}
        and (${archived}, w.contact_id) > ($3::boolean, $4::uuid) and w.contact_id <> all($5::uuid[])
      order by w.contact_id limit $6
    ) x`;

/** The first contacts with any of the words, in order: of each word the first, as the index has them. */
export function contactsOf(tenantId: number, stream: WordStream): BoundStatement {
  const { words, after, known, limit } = stream;
  return bound(
    {
      name: 'search_contacts_of',
      text: `with live as materialized (${ofAnyWord(false)} order by 1 limit $6)
        select * from live union all select * from (${ofAnyWord(true)}) a where (select count(*) from live) < $6
        order by archived, id limit $6`,
    },
    [tenantId, words, after?.isArchived ?? false, after?.id ?? nil, known, limit],
  );
}

export interface Begun {
  readonly prefix: string;
  readonly words: readonly string[];
}

/** How many rows have one of the words or one that begins so, `most` at most. */
export function countBegun(
  tenantId: number,
  { prefix, words }: Begun,
  most: number,
): BoundStatement {
  const begun = `select 1 from search_word where tenant_id = $1 and ${wordRange('word', '$2')}`;
  const same = `select 1 from search_word where tenant_id = $1 and word = any($3::text[])`;
  return bound(
    {
      name: 'search_count_begun',
      text: `select count(*) as count from (${begun} union all ${same} limit $4) w`,
    },
    [tenantId, prefix, words, most],
  );
}

export function bound(statement: Statement, values: readonly SqlValue[]): BoundStatement {
  return { ...statement, values };
}
